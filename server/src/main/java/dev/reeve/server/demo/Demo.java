package dev.reeve.server.demo;

import dev.reeve.actuators.LeverTypes;
import dev.reeve.actuators.simulated.LyingPanel;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.desk.CanaryCheck.Canary;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts the demo together: a fresh data folder, a small host, its desk, and what is around it.
public final class Demo implements AutoCloseable {
    /// When the year of past cases begins, and when the fresh evidence arrives.
    private static final Instant YEAR_BEGINS = Instant.parse("2025-01-20T08:00:00Z");

    private static final Instant TODAY = Instant.parse("2026-01-20T08:00:00Z");

    private static final LeverName EDGE = new LeverName("edge-firewall");

    private final @Nullable DemoAgent agent;
    private final MailSink sink;
    private final LyingPanel panel;
    private final RunningDesk desk;
    private final DemoHost host;
    private final DemoClock clock;
    private final Path home;
    private final Path policy;

    /// @param home folder with `policies`, `samples` and the launcher
    /// @param folder empty, for everything that the demo keeps
    /// @param real how time passes once the story is over
    public Demo(Path home, Path folder, InstantSource real, PrintWriter out) throws IOException {
        this(home, folder, real, out, 0);
    }

    /// @param port of the console; 0 takes a free one
    public Demo(Path home, Path folder, InstantSource real, PrintWriter out, int port) throws IOException {
        this.home = home;
        this.policy = policy(home, folder);
        this.clock = new DemoClock(YEAR_BEGINS, real);
        this.sink = new MailSink();
        this.panel = LyingPanel.start();
        Optional<DemoAgent> realAgent = DemoAgent.start(home.resolve("reeve"), folder, EDGE);
        this.agent = realAgent.orElse(null);
        Settings settings = settings(folder, port);
        LeverShelf shelf = LeverShelf.of(settings.levers(), real)
                .with(
                        realAgent.map(DemoAgent::lever).orElseGet(() -> new SimulatedFirewall(EDGE)),
                        "demo",
                        new Canary("address:203.0.113.254", Map.of(), Map.of("effect", "block")))
                .with(
                        LeverTypes.present().create("panel", panel.leverSettings(), real),
                        "demo",
                        new Canary("login:panel/canary", Map.of("panel-user", "canary"), Map.of()));
        this.desk = new RunningDesk(settings, clock, shelf, policy, () -> false);
        addPanelAccounts();
        desk.start();
        this.host = new DemoHost(desk, clock, sink, panel, home.resolve("samples/host/inventory.csv"));
        out.println("levers: " + EDGE
                + (realAgent.isPresent()
                        ? " is real (nftables, by an agent in a network namespace of its own)"
                        : " is simulated (no nft, or no user namespaces, on this machine)"));
        out.println("        panel is simulated (real HTTP requests to a made-up hosting panel)");
        out.println("sensor: takes flow exports of this machine at 127.0.0.1, UDP port "
                + desk.network.port().orElse(0));
        out.println("mail:   the SMTP door and the clients' mail servers are real, on loopback");
    }

    /// When the fresh evidence arrives.
    public static Instant today() {
        return TODAY;
    }

    public RunningDesk desk() {
        return desk;
    }

    public DemoHost host() {
        return host;
    }

    public DemoClock clock() {
        return clock;
    }

    /// The policy file that the desk runs by.
    public Path policy() {
        return policy;
    }

    public Path samples() {
        return home.resolve("samples");
    }

    /// Takes reports as the API does, where no HTTP server runs.
    public DemoDoor door() {
        return xarf -> {
            try {
                return desk.intake
                        .receive(
                                new ByteArrayInputStream(xarf.getBytes(StandardCharsets.UTF_8)),
                                desk.settings.intake().messageSizeMax(),
                                new Envelope(
                                        "http", new ReporterId("watch"), null, null, null, Map.of("client", "watch")))
                        .message()
                        .value();
            } catch (EvidenceTooLargeException e) {
                throw new IOException(e);
            }
        };
    }

    private void addPanelAccounts() throws IOException {
        panel.addAccount("canary");
        for (String line : Files.readAllLines(home.resolve("samples/host/inventory.csv"))) {
            int at = line.indexOf("panel-user=");
            if (at >= 0) {
                panel.addAccount(line.substring(at + 11).split("[,;]", 2)[0]);
            }
        }
    }

    private Settings settings(Path folder, int port) throws IOException {
        Path file = folder.resolve("reeve.yaml");
        Files.writeString(file, """
                # Written by the demo: what an operator of this made-up host would have in reeve.yaml.
                data-dir: %s
                listen: {http-port: %d, smtp-port: 0}
                desk:
                  name: Example Host abuse desk
                  abuse-addresses: [abuse@host.example]
                  reply-domain: reply.host.example
                  postal-address: |
                    Example Host, 1 Example Street, Springfield
                  time-zone: America/New_York
                  trusted-reporters: [watch]
                mail: {host: 127.0.0.1, port: %d, tls: none, from: abuse@host.example}
                network: {listen-address: 127.0.0.1, listen-port: 0, exporters: [127.0.0.1], evidence-size: 8 MB}
                ladder-levers:
                  vps:
                    restrict: {lever: edge-firewall, target: address, lease: 1 h, effect: block}
                    suspend-service: {lever: panel}
                    suspend-account: {lever: panel}
                  vps-nat:
                    suspend-service: {lever: panel}
                  shared-hosting:
                    disable-content: {lever: panel}
                    suspend-service: {lever: panel}
                    suspend-account: {lever: panel}
                """.formatted(folder.resolve("data"), port, sink.port()));
        return Settings.read(file, Map.of(), new SettingsPlaces(false, Map.of(), folder));
    }

    /// The policy that ships, in force since before the demo's year.
    private static Path policy(Path home, Path folder) throws IOException {
        Path file = folder.resolve("acceptable-use.yaml");
        Files.writeString(
                file,
                Files.readString(home.resolve("policies/acceptable-use.yaml"))
                        .replaceFirst("effective-from: \\S+", "effective-from: 2025-01-01")
                        .replaceFirst("version: \\S+", "version: \"2025-01-01\""));
        return file;
    }

    @Override
    public void close() {
        desk.close();
        panel.close();
        sink.close();
        if (agent != null) {
            agent.close();
        }
    }
}
