package dev.reeve.lab.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reports by SMTP and HTTP, and a person who takes cases back, as fast as the desk answers. What was acknowledged is
/// written down here; what was not is sent again, as a reporter's program does.
final class Load implements AutoCloseable {
    private static final Pattern CASE = Pattern.compile("\"caseId\":\"(C-[0-9A-F]+)\"");

    private final CrashSite site;
    private final long seed;
    private final Instant began = Instant.now();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<Thread> threads;
    private volatile boolean stopping;

    Load(CrashSite site, long seed) {
        this.site = site;
        this.seed = seed;
        this.threads = List.of(
                Thread.ofPlatform().start(() -> smtp(new Random(seed + 1))),
                Thread.ofPlatform().start(() -> http(new Random(seed + 2))),
                Thread.ofPlatform().start(() -> persons(new Random(seed + 3))));
    }

    /// Resources of acknowledged reports, each of which names one that no other does; and the door.
    Map<String, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    int ended() {
        return ended.get();
    }

    private void smtp(Random random) {
        while (!stopping) {
            int n = number.incrementAndGet();
            int client = random.nextInt(CrashSite.VPS);
            String mail = mail(report(n, client, "\"category\": \"connection\", \"type\": \"login_attack\"", """
                    "destination_ip": "198.51.100.7", "destination_port": 22, "protocol": "tcp", "service": "ssh",
                    "attempt_count": 310, "evidence_source": "honeypot","""));
            while (!stopping && !sent(mail)) {
                CrashSite.pause(50);
            }
            if (!stopping) {
                acknowledged.put(resource(n, client), "smtp");
            }
        }
    }

    private void http(Random random) {
        while (!stopping) {
            int n = number.incrementAndGet();
            boolean web = random.nextInt(3) == 0;
            int client = random.nextInt(web ? CrashSite.SITES : CrashSite.VPS);
            String body = web
                    ? phishing(n, client)
                    : report(n, client, "\"category\": \"connection\", \"type\": \"ddos\"", """
                            "destination_ip": "198.51.100.40", "destination_port": 80, "protocol": "tcp",
                            "attack_vector": "http_flood", "peak_pps": 21000, "evidence_source": "flow_analysis",
                            "tcp_handshake_completed": true,""");
            while (!stopping && !posted("/api/v1/reports", token(0), body, 202)) {
                CrashSite.pause(50);
            }
            if (!stopping) {
                acknowledged.put(web ? "url:" + url(n, client) : resource(n, client), "http");
            }
            CrashSite.pause(random.nextInt(60));
        }
    }

    /// Somebody ends cases, so that what is in force is undone, again and again.
    private void persons(Random random) {
        while (!stopping) {
            CrashSite.pause(200 + random.nextInt(600));
            try {
                HttpResponse<String> list = send("/api/v1/actions?status=in-force&limit=50", token(1), null);
                List<String> cases =
                        CASE.matcher(list.body()).results().map(m -> m.group(1)).toList();
                if (list.statusCode() == 200 && !cases.isEmpty()) {
                    String id = cases.get(random.nextInt(cases.size()));
                    // A reversal silences the same signal for this client; a confirmed fix lets the next one act anew.
                    String verb = random.nextInt(10) == 0 ? "reverse" : "confirm-fix";
                    if (posted(
                            "/api/v1/cases/" + id + "/decisions",
                            token(1),
                            "{\"verb\": \"" + verb + "\", \"reasons\": \"looked at it\"}",
                            200)) {
                        ended.incrementAndGet();
                    }
                }
            } catch (IOException down) {
                // Tried again.
            }
        }
    }

    private String token(int line) {
        try {
            Path file = site.folder.resolve("tokens");
            return Files.exists(file) ? Files.readAllLines(file).get(line) : "";
        } catch (IOException notYet) {
            return "";
        }
    }

    private boolean posted(String path, String token, String body, int wanted) {
        try {
            return send(path, token, body).statusCode() == wanted;
        } catch (IOException down) {
            return false;
        }
    }

    private HttpResponse<String> send(String path, String token, @org.jspecify.annotations.Nullable String body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.httpPort + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
        try {
            return client.send(
                    (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", stopped);
        }
    }

    private boolean sent(String mail) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), site.smtpPort), 2000);
            socket.setSoTimeout(20_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            heard(in, "220");
            for (String line : List.of(
                    "HELO lab.example", "MAIL FROM:<reports@sshwatch.example>", "RCPT TO:<abuse@host.example>")) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                heard(in, "250");
            }
            out.write("DATA\r\n".getBytes(StandardCharsets.UTF_8));
            heard(in, "354");
            out.write((mail.replace("\n", "\r\n") + "\r\n.\r\n").getBytes(StandardCharsets.UTF_8));
            heard(in, "250");
            return true;
        } catch (IOException notTaken) {
            return false;
        }
    }

    private static void heard(BufferedReader in, String code) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null || !line.startsWith(code)) {
            throw new IOException("not taken: " + line);
        }
    }

    private static String resource(int n, int client) {
        return "address:203.0.113." + (client + 10) + ":" + (1024 + n);
    }

    private static String url(int n, int client) {
        return "https://site-" + client + ".example/p" + n + ".php";
    }

    private String id(int n) {
        return "0b8f5a1c-1d2e-4f30-%04x-%012d".formatted(0x8000 + Math.floorMod(seed, 0x3fff), n);
    }

    private String report(int n, int client, String type, String more) {
        return """
                {"xarf_version": "4.2.0", "report_id": "%s", "timestamp": "%s",
                 "reporter": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "203.0.113.%d", "source_port": %d, %s, %s "first_seen": "%s",
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "bG9nIGxpbmUK"}]}
                """.formatted(id(n), began, client + 10, 1024 + n, type, more, began.minusSeconds(60));
    }

    private String phishing(int n, int client) {
        return """
                {"xarf_version": "4.2.0", "report_id": "%s", "timestamp": "%s",
                 "reporter": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "203.0.113.250", "category": "content", "type": "phishing",
                 "url": "%s", "domain": "site-%d.example", "target_brand": "Example Bank",
                 "lure_type": "security_alert", "verification_method": "manual_analysis",
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "bG9nIGxpbmUK"}]}
                """.formatted(id(n), began, url(n, client), client);
    }

    private static String mail(String json) {
        Matcher id = Pattern.compile("\"report_id\": \"([^\"]+)\"").matcher(json);
        return """
                From: SSH watch <reports@sshwatch.example>
                To: abuse@host.example
                Subject: Login attack
                Message-ID: <%s@sshwatch.example>
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=SW

                --SW
                Content-Type: text/plain; charset=utf-8

                A machine of yours tried passwords on ours.

                --SW
                Content-Type: application/json; name="xarf.json"
                Content-Disposition: attachment; filename="xarf.json"

                %s
                --SW--
                """.formatted(id.find() ? id.group(1) : "none", json);
    }

    @Override
    public void close() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(60));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
