package dev.reeve.actuators.http;

import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Escape;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One request as the operator wrote it. Its host is the lever's own host, whatever is put in.
record RequestTemplate(URI base, String method, Template path, Map<String, Template> headers, RequestBody body) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /// Reads a section with `method`, `path`, `headers` and one kind of body.
    static RequestTemplate of(Settings settings, URI base, Map<String, Template> common, String usualMethod) {
        String method = settings.word("method", usualMethod, METHODS);
        Template path = Templates.required(
                settings, "path", "write the path below url, such as /api/suspend?user={external.user}");
        String head = path.head();
        if (!head.startsWith("/") || head.startsWith("//")) {
            throw settings.wrong("path", "does not begin with one slash", "write a path below url and no other host");
        }
        Map<String, Template> headers = new LinkedHashMap<>(common);
        headers.putAll(Templates.map(settings, "headers"));
        RequestBody body = RequestBody.of(settings);
        settings.finish();
        return new RequestTemplate(base, method, path, Map.copyOf(headers), body);
    }

    boolean usesSecret() {
        return path.names().contains("secret")
                || body.names().contains("secret")
                || headers.values().stream().anyMatch(header -> header.names().contains("secret"));
    }

    /// @throws UnusableOrderException when the order lacks a value, or makes no URL
    HttpRequest.Builder render(ActionOrder order, String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(order, secret));
        headers.forEach((name, value) -> request.header(name, value.render(order, Escape.HEADER, secret)));
        body.contentType().ifPresent(type -> request.header("Content-Type", type));
        return request.method(
                method,
                body instanceof RequestBody.None
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body.render(order, secret)));
    }

    private URI uri(ActionOrder order, String secret) {
        String text = base + path.render(order, Escape.URL, secret);
        try {
            URI uri = URI.create(text);
            boolean elsewhere = !base.getHost().equals(uri.getHost())
                    || base.getPort() != uri.getPort()
                    || uri.getUserInfo() != null;
            if (elsewhere) {
                throw new UnusableOrderException("the request would leave " + base.getHost());
            }
            return uri;
        } catch (IllegalArgumentException e) {
            throw new UnusableOrderException("path and values make no URL");
        }
    }
}
