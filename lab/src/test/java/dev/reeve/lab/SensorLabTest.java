package dev.reeve.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Real attackers' tools on a customer's host, a real exporter at the edge, and the sensor behind it; the
/// neighbour does what honest people do. Nothing leaves the namespaces, and each tool's packets are counted.
@EnabledIfSystemProperty(named = "reeve.long", matches = "true")
class SensorLabTest {
    private static final String CUSTOMER = "203.0.113.10";
    private static final String NEIGHBOUR = "203.0.113.11";
    private static final String SERVER = "198.51.100.1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NMAP = "/usr/bin/nmap";
    private static final String HPING = "/usr/sbin/hping3";
    private static final String HYDRA = "/usr/bin/hydra";
    private static final String NGIRCD = "/usr/sbin/ngircd";
    private static final String MICROSOCKS = "/usr/bin/microsocks";
    private static final String SQUID = "/usr/sbin/squid";
    private static final String CURL = "/usr/bin/curl";
    private static final String PMACCTD = "/usr/sbin/pmacctd";

    @TempDir
    private static Path directory;

    private static Namespaces namespaces;
    private static Program sensor;

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
        sensor = namespaces.startJava("edge", SensorProcess.class.getName(), "clients");
        Program web = namespaces.startJava("internet", EchoServer.class.getName(), "80");
        Program ftp = namespaces.startJava("internet", RefusingFtp.class.getName(), SERVER);
        for (Program program : List.of(sensor, web, ftp)) {
            assertThat(program.hear()).isEqualTo("ready");
        }
        namespaces.start("edge", PMACCTD, "-f", resource("pmacctd.conf"));
        asUser("internet", NGIRCD, "-n", "-f", resource("ngircd.conf"));
        asUser("customer", SQUID, "-N", "-f", resource("squid.conf"));
        namespaces.start("customer", MICROSOCKS, "-p", "1080");
    }

    @AfterAll
    static void closeLab() throws Exception {
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

    /// Waits for a detection, whatever else there is.
    private static void awaitSaid(String detection) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(said()).contains(detection));
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
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void aFloodOfSynsIsToldFromFlows() throws Exception {
        namespaces.run("customer", HPING, "-q", "-S", "-p", "443", "-i", "u200", "-c", "12000", "192.0.2.1");
        awaitSaid("flows flood connection/ddos " + CUSTOMER + " 0");
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
        theNeighbourIsAccusedOfNothing();
    }

    @Test
    void ircIsToldFromWhatIsSaid() throws Exception {
        String talk = "exec 3<>/dev/tcp/" + SERVER
                + "/6667; printf 'NICK ann\\r\\nUSER ann 0 * :Ann\\r\\n' >&3; timeout 2 cat <&3";
        await().atMost(PATIENCE)
                .until(() -> namespaces.run("customer", "/bin/bash", "-c", talk).contains(" 001 ann "));
        awaitSaid("packets irc service/irc_client " + CUSTOMER + " 6667");
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
    }
}
