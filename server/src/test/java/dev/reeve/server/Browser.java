package dev.reeve.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person's browser does: keeps cookies, sends forms with what was hidden in them. Follows nothing by itself.
public final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final URI site = TestSite.get().url();
    private String csrf = "";

    public HttpResponse<String> get(String path) {
        return remember(send(HttpRequest.newBuilder(site.resolve(path)).build()));
    }

    /// @param fields pairs of name and value
    public HttpResponse<String> post(String path, String... fields) {
        List<String> pairs = new ArrayList<>(List.of("_csrf=" + encode(csrf)));
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        return remember(send(HttpRequest.newBuilder(site.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs)))
                .build()));
    }

    /// Goes to where the answer points.
    public HttpResponse<String> follow(HttpResponse<String> answer) {
        return get(site.resolve(answer.headers().firstValue("location").orElseThrow())
                .toString());
    }

    public void forgetCsrf() {
        csrf = "";
    }

    private HttpResponse<String> remember(HttpResponse<String> answer) {
        Matcher found = CSRF.matcher(answer.body());
        if (found.find()) {
            csrf = found.group(1);
        }
        return answer;
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
