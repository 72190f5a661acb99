package dev.reeve.actuators.simulated;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A made-up hosting panel on loopback that suspends accounts, and misbehaves when told to, in the ways that real
/// panels
/// have been seen to. Nothing real is behind it.
public final class LyingPanel implements AutoCloseable {
    /// What it does instead of its duty.
    public enum Lie {
        NONE,
        /// "Done", and nothing happened.
        SAYS_DONE_DOES_NOTHING,
        /// HTTP 500, and yet it was done.
        SAYS_ERROR_BUT_DOES_IT,
        /// It is done, and no answer ever comes.
        DOES_IT_AND_NEVER_ANSWERS,
        /// HTTP 200 with an error in the body.
        SAYS_NO_POLITELY,
        /// HTTP 404 for everything that changes.
        SAYS_NOT_FOUND,
        /// HTTP 302 to somewhere else for everything that changes.
        REDIRECTS,
        /// The state cannot be had.
        CANNOT_BE_READ,
        /// The state comes with more text than anybody wants.
        TALKS_TOO_MUCH
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Set<String> accounts = ConcurrentHashMap.newKeySet();
    private final Map<String, String> suspended = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Lie lie = Lie.NONE;

    private LyingPanel(HttpServer server) {
        this.server = server;
    }

    /// Opens a free port of the loopback address.
    public static LyingPanel start() {
        try {
            LyingPanel panel =
                    new LyingPanel(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16));
            panel.server.setExecutor(panel.threads);
            panel.server.createContext("/", panel::handle);
            panel.server.start();
            return panel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void addAccount(String user) {
        accounts.add(user);
    }

    public void lie(Lie next) {
        lie = next;
    }

    /// Somebody else suspends the account, such as billing.
    public void suspend(String user, String reason) {
        suspended.put(user, reason);
    }

    /// The reason for which an account is suspended now.
    public Optional<String> findSuspension(String user) {
        return Optional.ofNullable(suspended.get(user));
    }

    /// Every request so far: method, path and query, and body.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// The settings of a lever of type `http` on this panel, which knows a service by its external id `panel-user`.
    public Map<String, Object> leverSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("type", "http");
        settings.put("url", url().toString());
        settings.put(
                "act",
                change("/api/suspend", Map.of("user", "{external.panel-user}", "reason", "{reason} [{action}]")));
        settings.put("undo", change("/api/unsuspend", Map.of("user", "{external.panel-user}")));
        settings.put("read", Map.of("path", "/api/account?user={external.panel-user}"));
        settings.put("accepted", Map.of("pointer", "/result", "values", List.of("1")));
        settings.put(
                "state",
                Map.of("pointer", "/account/suspended", "in-force", List.of("true"), "absent", List.of("false")));
        settings.put("holder", Map.of("pointer", "/account/reason"));
        settings.put("undoable-by", "reseller");
        settings.put("timeout", "2s");
        return settings;
    }

    private static Map<String, Object> change(String path, Map<String, String> form) {
        return Map.of("method", "POST", "path", path, "form", form);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            switch (exchange.getRequestURI().getPath()) {
                case "/api/suspend" -> change(exchange, fields(body), true);
                case "/api/unsuspend" -> change(exchange, fields(body), false);
                case "/api/account" ->
                    show(exchange, fields(exchange.getRequestURI().getRawQuery()));
                default -> answer(exchange, 404, Map.of("error", "no such page"));
            }
        }
    }

    private void change(HttpExchange exchange, Map<String, String> fields, boolean suspend) throws IOException {
        switch (lie) {
            case NONE, CANNOT_BE_READ, TALKS_TOO_MUCH -> answerTo(exchange, fields, suspend);
            case SAYS_DONE_DOES_NOTHING -> answer(exchange, 200, Map.of("result", 1));
            case SAYS_ERROR_BUT_DOES_IT -> {
                perform(fields, suspend);
                answer(exchange, 500, Map.of("error", "hook failed"));
            }
            case DOES_IT_AND_NEVER_ANSWERS -> {
                perform(fields, suspend);
                awaitClosing();
            }
            case SAYS_NO_POLITELY -> answer(exchange, 200, Map.of("result", 0, "reason", "you may not"));
            case SAYS_NOT_FOUND -> answer(exchange, 404, Map.of("error", "server not found"));
            case REDIRECTS -> {
                exchange.getResponseHeaders().set("Location", url() + "/elsewhere");
                answer(exchange, 302, Map.of());
            }
        }
    }

    private void answerTo(HttpExchange exchange, Map<String, String> fields, boolean suspend) throws IOException {
        if (!accounts.contains(fields.getOrDefault("user", ""))) {
            answer(exchange, 200, Map.of("result", 0, "reason", "no such account"));
        } else if (perform(fields, suspend)) {
            answer(exchange, 200, Map.of("result", 1));
        } else {
            answer(exchange, 409, Map.of("error", suspend ? "already suspended" : "not suspended"));
        }
    }

    private boolean perform(Map<String, String> fields, boolean suspend) {
        String user = fields.getOrDefault("user", "");
        return suspend
                ? suspended.putIfAbsent(user, fields.getOrDefault("reason", "")) == null
                : suspended.remove(user) != null;
    }

    private void show(HttpExchange exchange, Map<String, String> fields) throws IOException {
        String user = fields.getOrDefault("user", "");
        if (lie == Lie.CANNOT_BE_READ) {
            answer(exchange, 503, Map.of("error", "busy"));
        } else if (lie == Lie.TALKS_TOO_MUCH) {
            answer(exchange, 200, Map.of("padding", "x".repeat(3 << 20)));
        } else if (accounts.contains(user)) {
            String reason = suspended.get(user);
            answer(exchange, 200, Map.of("result", 1, "account", account(user, reason)));
        } else {
            answer(exchange, 200, Map.of("result", 0, "reason", "no such account"));
        }
    }

    private static Map<String, Object> account(String user, @Nullable String reason) {
        return Map.of("user", user, "suspended", reason != null, "reason", reason == null ? "" : reason);
    }

    private static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : encoded == null ? new String[0] : encoded.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private void awaitClosing() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
