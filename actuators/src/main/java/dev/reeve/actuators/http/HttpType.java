package dev.reeve.actuators.http;

import dev.reeve.actuators.readback.StateRule;
import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import dev.reeve.core.ids.LeverName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The lever for any panel with an HTTP interface.
public final class HttpType implements ActuatorType {
    /// More than a list of every account of a big panel is not an answer about one.
    private static final int ANSWER_BYTES_MAX = 1 << 20;

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public String type() {
        return "http";
    }

    @Override
    public String purpose() {
        return "Speaks to a panel, a billing system or any other back end by HTTP requests that you write as templates.";
    }

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "url!",
                "Scheme, host and port of the back end; every path is below it, and no other host is spoken to.");
        settings.put(
                "act!", "The request that puts the effect in force: method, path, headers, and form, json or xml.");
        settings.put("undo!", "The request that takes it back, written like act.");
        settings.put("read!", "The request that shows the state, written like act; GET unless it says otherwise.");
        settings.put(
                "state!",
                "Where the answer of read shows the state (pointer or regex) and which values mean in-force and absent; missing: absent when nothing there means absent.");
        settings.put(
                "holder!",
                "Where the answer of read shows why (pointer or regex): the effect is ours when the action's id stands there.");
        settings.put(
                "accepted",
                "Where the answer of act and undo says that it was done (pointer or regex) and the values that mean so; without it the HTTP status decides.");
        settings.put("headers", "Headers of every request.");
        settings.put("secret-file", "A file whose content is {secret}; it is read at every use and never shown.");
        settings.put("ca-file", "A PEM file with the certificates to trust instead of the usual ones.");
        settings.put(
                "undoable-by",
                "Who else can undo the effect: only-us, client, reseller or billing; only-us when not set.");
        settings.put("timeout", "How long one request may take in all; 10s when not set.");
        settings.put("settle", "How long to wait for the state to follow an accepted order; not at all when not set.");
        return settings;
    }

    @Override
    public boolean privileged() {
        return false;
    }

    @Override
    public Actuator create(LeverName name, Map<String, Object> values, InstantSource time) {
        Settings settings = Settings.ofLever(name.value(), values);
        URI base = base(settings);
        Map<String, Template> headers = Templates.map(settings, "headers");
        HttpActuator.Requests requests = new HttpActuator.Requests(
                request(settings, "act", base, headers, "POST"),
                request(settings, "undo", base, headers, "POST"),
                request(settings, "read", base, headers, "GET"));
        Secret secret =
                new Secret(settings.findText("secret-file").map(Path::of).orElse(null));
        checkSecret(settings, base, requests, secret);
        Duration timeout = settings.duration("timeout", Duration.ofSeconds(10), Duration.ofMinutes(5));
        HttpActuator actuator = new HttpActuator(
                name,
                settings.undoableBy(),
                new PanelClient(
                        timeout,
                        ANSWER_BYTES_MAX,
                        settings.has("ca-file") ? TrustedFile.read(settings, "ca-file") : PanelClient.usualTrust()),
                secret,
                requests,
                AnswerRule.of(settings),
                StateRule.of(settings),
                settings.duration("settle", Duration.ZERO, Duration.ofMinutes(5)));
        settings.finish();
        return actuator;
    }

    private static RequestTemplate request(
            Settings settings, String name, URI base, Map<String, Template> headers, String usualMethod) {
        Settings section = settings.requiredSection(name, "write a section with method and path");
        return RequestTemplate.of(section, base, headers, usualMethod);
    }

    private static URI base(Settings settings) {
        String remedy = "write scheme, host and port, such as https://panel.example.net:2087";
        String text = settings.text("url", remedy);
        try {
            URI base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean web = "https".equals(base.getScheme()) || "http".equals(base.getScheme());
            if (!web || base.getHost() == null || base.getUserInfo() != null || base.getQuery() != null) {
                throw settings.wrong("url", "is \"" + text + '"', remedy);
            }
            return base;
        } catch (IllegalArgumentException e) {
            throw settings.wrong("url", "is \"" + text + '"', remedy);
        }
    }

    private static void checkSecret(Settings settings, URI base, HttpActuator.Requests requests, Secret secret) {
        if (requests.useSecret() && !secret.configured()) {
            throw settings.wrong("secret-file", "is missing although {secret} is used", "write the file that holds it");
        }
        if (secret.configured() && "http".equals(base.getScheme()) && !LOOPBACK.contains(base.getHost())) {
            throw settings.wrong("url", "would send the secret unencrypted", "write https://, or a loopback address");
        }
    }
}
