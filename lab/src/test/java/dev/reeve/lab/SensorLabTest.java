package dev.reeve.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.CaseId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Real attackers' tools on a customer's host, a real exporter at the edge, and behind it the sensor: a watch of its
/// own over flows and over frames, and a whole desk that makes cases of the same flows and blocks by an agent at the
/// edge. The neighbour does what honest people do. Nothing leaves the namespaces.
@EnabledIfSystemProperty(
        named = "reeve.long",
        matches = "true",
        disabledReason = "not run: it takes minutes; lab/sensor and ./reeve test --long do")
class SensorLabTest {
    private static final String CUSTOMER = "203.0.113.10";
    private static final String NEIGHBOUR = "203.0.113.11";
    private static final String SERVER = "198.51.100.1";
    private static final String SITES = "198.19.0.";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NMAP = "/usr/bin/nmap";
    private static final String HPING = "/usr/sbin/hping3";
    private static final String HYDRA = "/usr/bin/hydra";
    private static final String NGIRCD = "/usr/sbin/ngircd";
    private static final String MICROSOCKS = "/usr/bin/microsocks";
    private static final String SQUID = "/usr/sbin/squid";
    private static final String SSHD = "/usr/sbin/sshd";
    private static final String SSH_KEYGEN = "/usr/bin/ssh-keygen";
    private static final String CURL = "/usr/bin/curl";
    private static final String PMACCTD = "/usr/sbin/pmacctd";

    @TempDir
    private static Path directory;

    /// What the sensor promises, from a scan's detection to the block that was read back.
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static Namespaces namespaces;
    private static Program sensor;
    private static LabDesk desk;

    @BeforeAll
    static void openLab() throws Exception {
        for (String tool : List.of(NMAP, HPING, HYDRA, NGIRCD, MICROSOCKS, SQUID, CURL, PMACCTD)) {
            assumeTrue(
                    Files.isExecutable(Path.of(tool)),
                    "not run: " + tool
                            + " is missing (apt install nmap hping3 hydra ngircd microsocks squid curl pmacct)");
        }
        namespaces = Namespaces.open();
        // What goes there is answered by nobody.
        namespaces.run("edge", "/usr/sbin/ip", "route", "add", "blackhole", "192.0.2.0/24");
        namespaces.run("edge", "/usr/sbin/ip", "route", "add", "blackhole", "198.18.0.0/16");
        // Many sites on one server.
        namespaces.run("edge", "/usr/sbin/ip", "route", "add", SITES + "0/24", "via", SERVER);
        namespaces.run("internet", "/usr/sbin/ip", "addr", "add", SITES + "0/24", "dev", "lo");
        namespaces.run("internet", "/usr/sbin/ip", "route", "add", "local", SITES + "0/24", "dev", "lo");
        desk = new LabDesk(directory, EdgeAgent.start(namespaces, directory), exports());
        sensor = namespaces.startJava(
                "edge", SensorProcess.class.getName(), "clients", exports().toString());
        Program web = namespaces.startJava("internet", EchoServer.class.getName(), "80");
        Program ftp = namespaces.startJava("internet", RefusingFtp.class.getName(), SERVER);
        for (Program program : List.of(sensor, web, ftp)) {
            assertThat(program.hear()).isEqualTo("ready");
        }
        Files.write(Files.createDirectory(directory.resolve("pages")).resolve("page"), new byte[5_000]);
        namespaces.start(
                "internet",
                ProcessHandle.current().info().command().orElseThrow(),
                "-m",
                "jdk.httpserver",
                "-b",
                "0.0.0.0",
                "-p",
                "8080",
                "-d",
                directory.resolve("pages").toString());
        namespaces.start("edge", PMACCTD, "-f", resource("pmacctd.conf"));
        asUser("internet", NGIRCD, "-n", "-f", resource("ngircd.conf"));
        asUser("customer", SQUID, "-N", "-f", resource("squid.conf"));
        namespaces.start("customer", MICROSOCKS, "-p", "1080");
    }

    private static Path exports() {
        return directory.resolve("exports.sock");
    }

    /// The next test begins with a customer who may do anything.
    @AfterEach
    void restore() throws IOException {
        List<CaseId> blocking = desk == null ? List.of() : desk.blocking(CUSTOMER);
        blocking.forEach(desk::reverse);
        await().atMost(PATIENCE)
                .until(() -> desk == null || desk.blocking(CUSTOMER).isEmpty());
    }

    @AfterAll
    static void closeLab() throws Exception {
        if (desk != null) {
            desk.close();
        }
        if (namespaces != null) {
            namespaces.close();
        }
    }

    /// Some servers won't run as root, not even as the root of a namespace.
    private static void asUser(String namespace, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("/usr/bin/unshare", "-U", "--map-user=1000", "--map-group=1000"));
        all.addAll(List.of(command));
        namespaces.start(namespace, all.toArray(String[]::new));
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(SensorLabTest.class.getResource(name))
                        .toURI())
                .toString();
    }

    private static List<String> said() throws IOException {
        List<String> said = new ArrayList<>();
        String line = sensor.ask("said");
        while (!line.equals(".")) {
            said.add(line);
            line = sensor.hear();
        }
        return said;
    }

    /// Waits until it is so, in the time that anything here may take.
    private static void soon(ThrowingRunnable so) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(so);
    }

    /// Waits for a detection, whatever else there is.
    private static void awaitSaid(String detection) {
        soon(() -> assertThat(said()).contains(detection));
    }

    /// Waits for the desk to make evidence in a case of it.
    private static void awaitCase(String kind, String clause) {
        soon(() -> assertThat(desk.evidence(CUSTOMER)).contains(kind + " " + clause));
    }

    private static String curl(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "/usr/bin/env", "-i", CURL, "-s", "-m", "5", "--http0.9", "-o", "/dev/null", "-w", "%{http_connect}"));
        all.addAll(List.of(options));
        return namespaces.run("internet", all.toArray(String[]::new));
    }

    @Test
    void scansOfHostsAndOfPortsAreToldFromFlows() throws Exception {
        namespaces.run(
                "customer",
                NMAP,
                "--privileged",
                "-n",
                "-Pn",
                "-sS",
                "-p",
                "22",
                "--max-rate",
                "100",
                "--max-retries",
                "0",
                "198.51.100.0/24");
        awaitSaid("flows horizontal-scan connection/port_scan " + CUSTOMER + " 22");
        namespaces.run(
                "customer",
                NMAP,
                "--privileged",
                "-n",
                "-Pn",
                "-sS",
                "-p",
                "100-220",
                "--max-rate",
                "100",
                "--max-retries",
                "0",
                SERVER);
        awaitSaid("flows vertical-scan connection/port_scan " + CUSTOMER + " 0");
        awaitCase("connection/port_scan", "probing");
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void aFloodOfSynsIsToldFromFlows() throws Exception {
        namespaces.run("customer", HPING, "-q", "-S", "-p", "443", "-i", "u200", "-c", "12000", "192.0.2.1");
        awaitSaid("flows flood connection/ddos " + CUSTOMER + " 0");
        awaitCase("connection/ddos", "denial-of-service");
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void guessedPasswordsAreToldFromFlowsAndFromWhatIsSaid() throws Exception {
        Path words = Files.writeString(directory.resolve("words"), "a\nb\nc\nd\ne\nf\ng\n");
        String hydra =
                "cd " + directory + " && exec " + HYDRA + " -I -t 4 -L " + words + " -P " + words + " ftp://" + SERVER;
        namespaces.run("customer", "/bin/sh", "-c", hydra);
        awaitSaid("packets login connection/login_attack " + CUSTOMER + " 21");
        awaitSaid("flows login-flow connection/login_attack " + CUSTOMER + " 21");
        awaitCase("connection/login_attack", "authentication-breach");
        theNeighbourIsAccusedOfNothing();
    }

    /// A real server, whose conversations nobody can read: flows show by their shape that passwords are guessed,
    /// and its own log says so.
    @Test
    void passwordsGuessedAtARealSshServerAreToldFromFlowsAndFromItsLog() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(SSHD)) && Files.isExecutable(Path.of(SSH_KEYGEN)),
                "not run: " + SSHD + " is missing (apt install openssh-server)");
        namespaces.run("internet", "/bin/sh", "-c", "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start");
        Path key = directory.resolve("ssh-key");
        namespaces.run("internet", SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        // Syslog would put time, host and program before each line. The server itself is what is started and ended.
        String serve = "exec " + SSHD + " -D -e -f " + resource("sshd.conf") + " -h " + key
                + " 2> >(while read -r line; do echo \"$(date -u +%FT%TZ) lab sshd[1]: $line\" >> "
                + directory.resolve(LabDesk.LOG) + "; done)";
        asUser("internet", "/bin/bash", "-c", serve);
        soon(() -> assertThat(namespaces.run("customer", "/bin/bash", "-c", "head -c 4 < /dev/tcp/" + SERVER + "/22"))
                .isEqualTo("SSH-"));
        Path words = Files.writeString(directory.resolve("ssh-words"), "a\nb\nc\nd\ne\nf\ng\n");
        String hydra =
                "cd " + directory + " && exec " + HYDRA + " -I -t 4 -L " + words + " -P " + words + " ssh://" + SERVER;
        namespaces.run("customer", "/bin/sh", "-c", hydra);
        awaitSaid("flows login-flow connection/login_attack " + CUSTOMER + " 22");
        awaitCase("connection/login_attack", "authentication-breach");
        soon(() -> assertThat(desk.detectors(CUSTOMER)).contains("login-flow", "login-log"));
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void ircIsToldFromWhatIsSaid() throws Exception {
        String talk = "exec 3<>/dev/tcp/" + SERVER
                + "/6667; printf 'NICK ann\\r\\nUSER ann 0 * :Ann\\r\\n' >&3; timeout 2 cat <&3";
        await().atMost(PATIENCE)
                .until(() -> namespaces.run("customer", "/bin/bash", "-c", talk).contains(" 001 ann "));
        awaitSaid("packets irc service/irc_client " + CUSTOMER + " 6667");
        // Flows show no words, but that it lasts.
        String stay = "exec 3<>/dev/tcp/" + SERVER + "/6667; printf 'NICK bob\\r\\nUSER bob 0 * :Bob\\r\\n' >&3; "
                + "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 4; printf 'PING :irc.example\\r\\n' >&3; done";
        namespaces.run("customer", "/bin/bash", "-c", stay);
        awaitCase("service/irc_client", "irc");
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void proxiesAreToldFromWhatTheyGrant() throws Exception {
        await().atMost(PATIENCE).until(() -> {
            curl("-x", "socks5://" + CUSTOMER + ":1080", "http://" + SERVER + "/");
            return said().contains("packets socks service/open_proxy " + CUSTOMER + " 1080");
        });
        await().atMost(PATIENCE)
                .until(() -> curl("-p", "-x", "http://" + CUSTOMER + ":3128", "http://" + SERVER + "/")
                        .equals("200"));
        awaitSaid("packets http-proxy service/open_proxy " + CUSTOMER + " 3128");
        // Flows show that as much goes out as came in: five pages a second, each from another site.
        String many = "http://" + SITES + "[1-40]:8080/page?[1-5]";
        await().atMost(PATIENCE.multipliedBy(3)).until(() -> {
            curl("--rate", "5/s", "-H", "Connection: close", "-x", "socks5://" + CUSTOMER + ":1080", many);
            return desk.evidence(CUSTOMER).contains("service/proxy proxies");
        });
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void aScanIsBlockedAtTheEdgeWhileItGoesOnAndTheCustomerIsRestored() throws Exception {
        Instant before = Instant.now();
        Program customer = namespaces.startJava("customer", Talker.class.getName());
        Program neighbour = namespaces.startJava("neighbour", Talker.class.getName());
        assertThat(customer.hear()).isEqualTo("ready");
        assertThat(neighbour.hear()).isEqualTo("ready");
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        namespaces.start(
                "customer",
                NMAP,
                "--privileged",
                "-n",
                "-Pn",
                "-sS",
                "-p",
                "23",
                "--min-rate",
                "2000",
                "--max-rate",
                "2000",
                "--max-retries",
                "0",
                "198.18.0.0/18");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !desk.blocking(CUSTOMER).isEmpty());
        CaseId id = desk.blocking(CUSTOMER).getFirst();
        assertThat(namespaces.run("edge", "/usr/sbin/nft", "list", "set", "inet", "reeve", "block4_out"))
                .contains(CUSTOMER);
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("failed");
        assertThat(neighbour.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        Duration took = desk.fromDetectionToBlock("horizontal-scan", before, id);
        System.out.println("from the detection of a scan to a block that was read back: " + took.toMillis() + " ms; "
                + desk.course(before, id));
        assertThat(took).isLessThan(PROMISED);

        assertThat(desk.reverse(id)).isNotInstanceOf(Decision.Refused.class);
        await().atMost(PATIENCE).until(() -> desk.statuses(id).equals("UNDONE"));
        assertThat(customer.ask("connect " + SERVER + " 80")).isEqualTo("connected");
        assertThat(namespaces.run("edge", "/usr/sbin/nft", "list", "set", "inet", "reeve", "block4_out"))
                .doesNotContain(CUSTOMER);
        theNeighbourIsAccusedOfNothing();
    }

    /// It asks for a page now and then, like anybody.
    private static void theNeighbourIsAccusedOfNothing() throws Exception {
        for (int i = 0; i < 5; i++) {
            namespaces.run(
                    "neighbour",
                    "/usr/bin/env",
                    "-i",
                    CURL,
                    "-s",
                    "-m",
                    "2",
                    "--http0.9",
                    "-o",
                    "/dev/null",
                    "http://" + SERVER + "/");
        }
        assertThat(said()).noneMatch(line -> line.contains(NEIGHBOUR + " "));
        assertThat(desk.observations(NEIGHBOUR)).isZero();
    }
}
