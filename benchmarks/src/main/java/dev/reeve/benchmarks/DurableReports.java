package dev.reeve.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Reports that are acknowledged per second, each of them durable, while the desk works on them. The senders run in the
/// same process on the same two cores, so what is measured is less than what the desk alone could do.
final class DurableReports {
    private static final int SENDERS = 32;
    private static final Duration WARM = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(30);
    private static final int ROWS = 2_000;
    private static final Duration TABLE_MAX = Duration.ofMinutes(5);

    private final BenchDesk bench;
    private final AtomicInteger number = new AtomicInteger();

    DurableReports(BenchDesk bench) {
        this.bench = bench;
    }

    private interface Sender {
        /// Sends until told to stop, and counts what was acknowledged.
        void send(AtomicLong acknowledged, AtomicLong stopAtNanos) throws IOException, InterruptedException;
    }

    /// One report, worked on to its end.
    void one() {
        try {
            take(report(), Map.of("client", "watch"));
            while (bench.desk
                            .database
                            .jdbc()
                            .sql("select count(*) from case_file")
                            .query(Integer.class)
                            .single()
                    == 0) {
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// One message with a row for each of many observations, until what became of every row is on record.
    void table() throws InterruptedException {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);
        StringBuilder csv =
                new StringBuilder("\"timestamp\",\"severity\",\"ip\",\"protocol\",\"port\",\"hostname\",\"tag\"\n");
        for (int row = 0; row < ROWS; row++) {
            String at = yesterday.plusSeconds(row).toString().replace('T', ' ').replace("Z", "");
            csv.append("\"%s\",\"high\",\"203.0.113.%d\",\"tcp\",3389,,\"rdp\"%n"
                    .formatted(at, row % BenchDesk.CLIENTS + 10));
        }
        long began = System.nanoTime();
        take(csv.toString(), Map.of("file-name", "2026-01-13-scan_rdp-isp_example-asn.csv"));
        int judged = 0;
        while (judged < ROWS && System.nanoTime() - began < TABLE_MAX.toNanos()) {
            Thread.sleep(200);
            judged = bench.desk
                    .database
                    .jdbc()
                    .sql("select count(*) from observation where result is not null")
                    .query(Integer.class)
                    .single();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "one table of %,d rows about %d clients: %,d rows judged in %.1f s, %.0f/s%n",
                ROWS, BenchDesk.CLIENTS, judged, seconds, judged / seconds);
    }

    private void take(String text, Map<String, String> facts) {
        try {
            bench.desk.intake.receive(
                    new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    10_000_000,
                    new dev.reeve.server.intake.Envelope(
                            "http", new dev.reeve.core.ids.ReporterId("watch"), null, null, null, facts));
        } catch (IOException | dev.reeve.server.evidence.EvidenceTooLargeException e) {
            throw new IllegalStateException(e);
        }
    }

    void smtp() throws InterruptedException {
        measure("SMTP", this::mails);
    }

    /// Each sender keeps its connection, as a reporter's program does, and is as simple as can be: what it costs is
    /// taken from the desk.
    void http() throws InterruptedException {
        URI site = bench.site.url();
        measure("HTTP", (acknowledged, stop) -> {
            while (System.nanoTime() < stop.get()) {
                try (Socket socket = new Socket(site.getHost(), site.getPort());
                        InputStream in = new BufferedInputStream(socket.getInputStream());
                        OutputStream out = socket.getOutputStream()) {
                    boolean open = true;
                    while (open && System.nanoTime() < stop.get()) {
                        open = post(site, in, out);
                        acknowledged.incrementAndGet();
                    }
                }
            }
        });
    }

    /// @return whether the desk keeps the connection open
    private boolean post(URI site, InputStream in, OutputStream out) throws IOException {
        byte[] body = report().getBytes(StandardCharsets.UTF_8);
        String head = "POST /api/v1/reports HTTP/1.1\r\nHost: " + site.getAuthority() + "\r\nAuthorization: Bearer "
                + bench.reporterToken + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
        System.arraycopy(body, 0, request, head.length(), body.length);
        out.write(request);
        String status = line(in);
        int length = 0;
        boolean open = true;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            } else if (field.equalsIgnoreCase("Transfer-Encoding: chunked")) {
                length = -1;
            } else if (field.equalsIgnoreCase("Connection: close")) {
                open = false;
            }
        }
        if (length >= 0) {
            in.skipNBytes(length);
        } else {
            for (int chunk = chunk(in); chunk > 0; chunk = chunk(in)) {
                in.skipNBytes(chunk);
                line(in);
            }
            line(in);
        }
        if (!status.startsWith("HTTP/1.1 202")) {
            throw new IOException("not taken: " + status);
        }
        return open;
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the desk hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private void measure(String door, Sender sender) throws InterruptedException {
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong stop = new AtomicLong(System.nanoTime()
                + WARM.toNanos()
                + MEASURED.toNanos()
                + Duration.ofSeconds(1).toNanos());
        List<Thread> threads = new ArrayList<>();
        List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < SENDERS; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    sender.send(acknowledged, stop);
                } catch (IOException | InterruptedException e) {
                    failures.add(e.toString());
                }
            }));
        }
        Thread.sleep(WARM);
        long before = acknowledged.get();
        long began = System.nanoTime();
        Thread.sleep(MEASURED);
        double seconds = (System.nanoTime() - began) / 1e9;
        long taken = acknowledged.get() - before;
        for (Thread thread : threads) {
            thread.join();
        }
        int waiting = waiting();
        System.out.printf(
                "durable reports by %s: %.0f/s (%d senders, %.0f s; %d of %d still to be worked on)%n",
                door, taken / seconds, SENDERS, seconds, waiting, acknowledged.get());
        failures.stream().limit(3).forEach(f -> System.out.println("  failed: " + f));
        began = System.nanoTime();
        Thread.sleep(MEASURED);
        seconds = (System.nanoTime() - began) / 1e9;
        int left = waiting();
        System.out.printf(
                "worked off when no more come in: %.0f/s (%d of %d left after %.0f s)%n",
                (waiting - left) / seconds, left, waiting, seconds);
    }

    private int waiting() {
        return bench.desk
                .database
                .jdbc()
                .sql("select count(*) from message where state in ('received', 'parsed')")
                .query(Integer.class)
                .single();
    }

    private void mails(AtomicLong acknowledged, AtomicLong stop) throws IOException {
        while (System.nanoTime() < stop.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bench.desk.smtp.port());
                    BufferedReader in =
                            new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                    OutputStream out = socket.getOutputStream()) {
                heard(in, "220");
                say(out, "HELO bench.example", in, "250");
                // As a mail server with a queue does: many mails in one session.
                for (int i = 0; i < 20 && System.nanoTime() < stop.get(); i++) {
                    say(out, "MAIL FROM:<reports@sshwatch.example>", in, "250");
                    say(out, "RCPT TO:<abuse@host.example>", in, "250");
                    say(out, "DATA", in, "354");
                    say(out, mail(), in, "250");
                    acknowledged.incrementAndGet();
                }
                say(out, "QUIT", in, "221");
            }
        }
    }

    private static void say(OutputStream out, String line, BufferedReader in, String code) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        heard(in, code);
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

    private String report() {
        int n = number.incrementAndGet();
        Instant now = Instant.now();
        return """
                {"xarf_version": "4.2.0", "report_id": "0b8f5a1c-1d2e-4f30-8000-%012d", "timestamp": "%s",
                 "reporter": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "203.0.113.%d", "source_port": %d, "category": "connection", "type": "login_attack",
                 "destination_ip": "198.51.100.7", "destination_port": 22, "protocol": "tcp", "service": "ssh",
                 "attempt_count": 310, "evidence_source": "honeypot", "first_seen": "%s",
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "%s"}]}
                """.formatted(
                n, now, n % BenchDesk.CLIENTS + 10, 1024 + n % 60_000, now.minusSeconds(60), "bG9nIGxpbmUK".repeat(80));
    }

    private String mail() {
        String json = report();
        return """
                From: SSH watch <reports@sshwatch.example>
                To: abuse@host.example
                Subject: Login attack
                Message-ID: <%d@sshwatch.example>
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
                .""".formatted(number.get(), json).replace("\n", "\r\n");
    }
}
