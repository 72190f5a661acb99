package dev.reeve.lab.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The processes of the crash run, their files and ports; starts, kills and starts them again.
final class CrashSite implements AutoCloseable {
    static final int VPS = 100;
    static final int SITES = 60;
    private static final Duration UP_MAX = Duration.ofMinutes(5);

    final Path folder;
    final Path config;
    final int smtpPort = freePort();
    final int httpPort = freePort();
    final int panelPort = freePort();
    final int sinkPort = freePort();
    private final Path policy;
    private final Path inventory;
    private final Process namespace;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process server;
    private Process agent;
    private Process sink;
    private Process panel;

    CrashSite(Path folder, Path shippedPolicy) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        // As root the database runs as another user, who must be able to pass through.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.writeString(folder.resolve("clock"), "0");
        this.policy = folder.resolve("policy.yaml");
        Files.writeString(
                policy,
                Files.readString(shippedPolicy).replaceFirst("effective-from: \\S+", "effective-from: 2025-01-01"));
        this.inventory = folder.resolve("inventory.csv");
        Files.writeString(inventory, inventory());
        this.config = folder.resolve("reeve.yaml");
        Files.writeString(config, settings());
        Files.writeString(folder.resolve("levers.yaml"), """
                levers:
                  edge-firewall:
                    type: nftables
                    table: reeve_crash
                    own-prefixes: [203.0.113.0/24]
                """);
        this.namespace = new ProcessBuilder("unshare", "-Urn", "sh", "-c", "echo ready; exec cat").start();
        namespace.getInputStream().readNBytes(6);
        this.agent = startAgent();
        this.sink = startSink();
        this.panel = startPanel();
        this.server = startServer();
        awaitServer();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inventory() {
        StringBuilder csv = new StringBuilder(
                "account,name,contact,contact-on,plan,language,created,payment-verified,service,service-kind,node,"
                        + "reseller,external-ids,type,resource,ports,shared,from,to\n");
        for (int i = 0; i < VPS; i++) {
            csv.append(
                    "v-%03d,Client %d,owner@client-%d.example,,vps,en,2020-01-01,true,vps-%d,vps,node-%d,,vmid=%d,address,203.0.113.%d,,,2024-01-01,\n"
                            .formatted(i, i, i, i, i % 5, i, i + 10));
        }
        for (int i = 0; i < SITES; i++) {
            csv.append(
                    "w-%03d,Site %d,owner@mail-%d.example,,web,en,2020-01-01,true,web-%d,shared-hosting,web-%d,,panel-user=u%d,domain,site-%d.example,,,2024-01-01,\n"
                            .formatted(i, i, i, i, i % 3, i, i));
        }
        return csv.toString();
    }

    private String settings() {
        StringBuilder limits = new StringBuilder();
        for (String step : List.of("restrict", "disable-content", "suspend-service", "suspend-account", "terminate")) {
            for (String scope : List.of("run", "hour", "day", "node-hour", "reseller-day")) {
                limits.append("  ").append(step).append('.').append(scope).append(": 900000\n");
            }
        }
        return """
                data-dir: %s
                listen: {http-port: %d, smtp-port: %d}
                desk:
                  name: Example Host abuse desk
                  abuse-addresses: [abuse@host.example]
                  reply-domain: reply.host.example
                  trusted-reporters: [watch]
                mail: {host: 127.0.0.1, port: %d, tls: none, from: abuse@host.example}
                intake: {messages-per-peer-minute: 100000}
                levers:
                  edge-firewall:
                    via: unix:%s
                    canary: {resource: "address:203.0.113.254", parameters: {effect: block}}
                  panel:
                    type: http
                    url: http://127.0.0.1:%d
                    act: {method: POST, path: /api/suspend, form: {user: "{external.panel-user}", reason: "{action}"}}
                    undo: {method: POST, path: /api/unsuspend, form: {user: "{external.panel-user}"}}
                    read: {path: "/api/account?user={external.panel-user}"}
                    accepted: {pointer: /result, values: ["1"]}
                    state: {pointer: /account/suspended, in-force: ["true"], absent: ["false"]}
                    holder: {pointer: /account/reason}
                    undoable-by: reseller
                    timeout: 2s
                    canary: {resource: "login:panel/canary", external: {panel-user: canary}}
                ladder-levers:
                  vps:
                    restrict: {lever: edge-firewall, target: address, lease: 12 h, effect: block}
                  shared-hosting:
                    disable-content: {lever: panel}
                limits:
                  mismatches-per-hour: 900000
                  reversals-min: 900000
                  inventory-age-hours: 900000
                %s""".formatted(
                folder.resolve("data"), httpPort, smtpPort, sinkPort, folder.resolve("agent.sock"), panelPort, limits);
    }

    private static List<String> java(String memory, String main, String... args) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx" + memory,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(args));
        return command;
    }

    private Process start(String log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
    }

    private Process startServer() throws IOException {
        Files.deleteIfExists(folder.resolve("up"));
        return start(
                "server.log",
                java(
                        "384m",
                        CrashServer.class.getName(),
                        config.toString(),
                        policy.toString(),
                        inventory.toString(),
                        folder.toString()));
    }

    private Process startAgent() throws IOException {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "-t", Long.toString(namespace.pid()), "-U", "-n", "--preserve-credentials"));
        command.addAll(java(
                "64m",
                "dev.reeve.agent.Agent",
                "--levers",
                folder.resolve("levers.yaml").toString(),
                "--socket",
                folder.resolve("agent.sock").toString(),
                "--state",
                folder.resolve("agent-state").toString()));
        return start("agent.log", command);
    }

    private Process startSink() throws IOException {
        return start(
                "sink.log",
                java(
                        "48m",
                        SinkProcess.class.getName(),
                        Integer.toString(sinkPort),
                        folder.resolve("mails").toString()));
    }

    private Process startPanel() throws IOException {
        return start(
                "panel.log",
                java(
                        "48m",
                        PanelProcess.class.getName(),
                        Integer.toString(panelPort),
                        folder.resolve("panel-state").toString()));
    }

    /// Waits until the server answers. One that ended by itself, because its database was killed while it started, is
    /// started again, as a supervisor would.
    void awaitServer() throws IOException {
        long end = System.nanoTime() + UP_MAX.toNanos();
        while (!Files.exists(folder.resolve("up")) || !answers(httpPort)) {
            if (!server.isAlive()) {
                server = startServer();
            }
            if (System.nanoTime() > end) {
                throw new IOException("the server did not come up; see " + folder.resolve("server.log"));
            }
            pause(100);
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", stopped);
        }
    }

    private static void kill9(Process process) {
        process.destroyForcibly();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void killServer() throws IOException {
        kill9(server);
        server = startServer();
        awaitServer();
    }

    /// Kills the postmaster; the server begins it anew.
    void killDatabase() throws IOException {
        Path lock = folder.resolve("data/postgres/data/postmaster.pid");
        if (Files.exists(lock)) {
            List<String> lines = Files.readAllLines(lock);
            if (!lines.isEmpty()) {
                ProcessHandle.of(Long.parseLong(lines.get(0).strip())).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    void killAgent() throws IOException {
        kill9(agent);
        agent = startAgent();
    }

    void killSink() throws IOException {
        kill9(sink);
        sink = startSink();
    }

    void killPanel() throws IOException {
        kill9(panel);
        panel = startPanel();
    }

    void stepClock(long seconds) throws IOException {
        long now = Long.parseLong(Files.readString(folder.resolve("clock")).strip());
        Files.writeString(folder.resolve("clock"), Long.toString(now + seconds));
    }

    void panelLies(String as) {
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + panelPort + "/lie?as=" + as))
                            .timeout(Duration.ofSeconds(3))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException justKilled) {
            // It comes back honest.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// All that the firewall holds, as nft prints it.
    String firewall() throws IOException {
        Process nft = new ProcessBuilder(
                        "nsenter",
                        "-t",
                        Long.toString(namespace.pid()),
                        "-U",
                        "-n",
                        "--preserve-credentials",
                        "nft",
                        "list",
                        "ruleset")
                .start();
        return new String(nft.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /// Ends the server in good order, so that its database ends with it.
    void stopServer() throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("the server does not stop");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.destroy();
        try {
            server.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        kill9(server);
        kill9(agent);
        kill9(sink);
        kill9(panel);
        kill9(namespace);
    }
}
