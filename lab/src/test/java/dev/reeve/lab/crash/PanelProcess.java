package dev.reeve.lab.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A hosting panel that keeps who is suspended in a file, so that a kill loses nothing that it did, and that lies or
/// hangs when told to. Arguments: port, file.
public final class PanelProcess {
    private final Map<String, String> suspended = new HashMap<>();
    private final FileChannel file;
    private volatile String lie = "none";

    private PanelProcess(Path path) throws IOException {
        suspended.putAll(read(path));
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /// Who is suspended, and for which reason, as the file says.
    static Map<String, String> read(Path path) throws IOException {
        Map<String, String> suspended = new HashMap<>();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path)) {
                String[] parts = line.split("\t", 3);
                if (parts.length == 3 && parts[0].equals("suspend")) {
                    suspended.put(parts[1], parts[2]);
                } else if (parts.length >= 2 && parts[0].equals("unsuspend")) {
                    suspended.remove(parts[1]);
                }
            }
        }
        return suspended;
    }

    public static void main(String[] args) throws IOException {
        PanelProcess panel = new PanelProcess(Path.of(args[1]));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", panel::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form =
                    fields(new String(exchange.getRequestBody().readNBytes(65_536), StandardCharsets.UTF_8));
            Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
            switch (exchange.getRequestURI().getPath()) {
                case "/lie" -> {
                    lie = query.getOrDefault("as", "none");
                    answer(exchange, 200, "{}");
                }
                case "/api/suspend" -> change(exchange, form, true);
                case "/api/unsuspend" -> change(exchange, form, false);
                default -> show(exchange, query.getOrDefault("user", ""));
            }
        }
    }

    private void change(HttpExchange exchange, Map<String, String> form, boolean suspend) throws IOException {
        String user = form.getOrDefault("user", "");
        switch (lie) {
            case "says-done" -> answer(exchange, 200, "{\"result\": 1}");
            case "says-error" -> {
                perform(user, form.getOrDefault("reason", ""), suspend);
                answer(exchange, 500, "{\"error\": \"hook failed\"}");
            }
            case "hangs" -> {
                perform(user, form.getOrDefault("reason", ""), suspend);
                hang();
            }
            default -> {
                perform(user, form.getOrDefault("reason", ""), suspend);
                answer(exchange, 200, "{\"result\": 1}");
            }
        }
    }

    private synchronized void perform(String user, String reason, boolean suspend) throws IOException {
        if (suspend == suspended.containsKey(user)) {
            return;
        }
        String line = suspend ? "suspend\t" + user + "\t" + reason : "unsuspend\t" + user + "\t";
        file.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        file.force(true);
        if (suspend) {
            suspended.put(user, reason);
        } else {
            suspended.remove(user);
        }
    }

    private synchronized void show(HttpExchange exchange, String user) throws IOException {
        String reason = suspended.get(user);
        answer(
                exchange,
                200,
                "{\"result\": 1, \"account\": {\"suspended\": " + (reason != null) + ", \"reason\": \""
                        + (reason == null ? "" : reason) + "\"}}");
    }

    private static void hang() {
        try {
            Thread.sleep(60_000);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> fields(@Nullable String encoded) {
        Map<String, String> fields = new HashMap<>();
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

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
