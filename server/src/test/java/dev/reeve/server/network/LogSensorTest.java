package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Role;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.security.Staff;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What others' logs say of a client becomes a case of a real desk, with the lines that led to it.
final class LogSensorTest {
    @BeforeAll
    static void clients() {
        TestEvidence.openCase();
        TestSite.desk().network.look();
    }

    private static Path log(String name) {
        return TestSite.desk().settings.network().logs().stream()
                .filter(p -> p.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    private static String failures(String client, Instant from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> from.plusSeconds(i) + " web1 sshd[7]: Failed password for invalid user u" + i + " from "
                        + client + " port " + (30_000 + i) + " ssh2\n")
                .collect(Collectors.joining());
    }

    private static void write(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    private static Optional<Detections.Row> detection(String client) {
        return new Detections(TestSite.desk().database.jdbc())
                .recent(TestSite.now(), Duration.ofDays(1)).stream()
                        .filter(row -> client.equals(row.address()))
                        .findFirst();
    }

    private static Detections.Row await(String client, int revision) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> detection(client)
                        .filter(row -> row.revision() >= revision && row.caseId() != null)
                        .isPresent());
        return detection(client).orElseThrow();
    }

    /// The lines that one revision stands on; each has those since the one before.
    private static List<String> evidence(Detections.Row row, int revision) throws IOException {
        String hash = TestSite.desk()
                .database
                .jdbc()
                .sql("select evidence_sha256 from detection where detection_id = :id and revision = :revision")
                .param("id", row.id())
                .param("revision", revision)
                .query(String.class)
                .single();
        return new String(TestSite.desk().evidence.read(hash).orElseThrow(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    @Test
    void failedLoginsInAFollowedLogAreOneIncidentOfACaseWithTheirLines() throws IOException {
        String client = "203.0.113.25";
        Path auth = log("auth.log");
        Instant begin = TestSite.now().minusSeconds(300);
        String lines = failures(client, begin, 30);
        write(
                auth,
                "2026-11-10T09:00:00Z web1 sshd[7]: Failed password for ann from 203.0.113.26 port 9 ssh2\n" + lines);
        Detections.Row opened = await(client, 1);
        assertThat(opened.kind()).isEqualTo("connection/login_attack");
        assertThat(opened.strength()).isEqualTo("evidenced");
        assertThat(evidence(opened, 1))
                .as("its own lines and nobody else's")
                .containsExactlyElementsOf(
                        lines.lines().map(line -> "log " + auth + "\t" + line).toList());
        String document =
                new String(TestSite.desk().evidence.read(opened.document()).orElseThrow(), StandardCharsets.UTF_8);
        assertThat(document).contains("\"lines\"", "\"log " + auth + "\" : 30", opened.evidence());

        write(auth, failures(client, begin.plusSeconds(30), 40));
        Detections.Row grown = await(client, 2);
        assertThat(grown.id()).isEqualTo(opened.id());
        assertThat(grown.caseId()).isEqualTo(opened.caseId());
        assertThat(evidence(grown, 2).getFirst()).contains("port 30000").startsWith("log ");
        assertThat(evidence(grown, 2)).doesNotContainAnyElementsOf(evidence(opened, 1));

        TestSite.pass(Duration.ofMinutes(6));
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> detection(client).filter(row -> !row.isOpen()).isPresent());
        assertThat(Staff.browser(Role.VIEWER).get("/status").body()).contains("log " + auth);
    }

    @Test
    void connectionsThatAnotherSensorLoggedAreJudgedByTheDesksOwnDetectors() throws IOException {
        String client = "203.0.113.27";
        long begin = TestSite.now().minusSeconds(200).getEpochSecond();
        write(
                log("conn.log"),
                IntStream.range(0, 100)
                        .mapToObj(i ->
                                "{\"ts\":%d,\"id.orig_h\":\"%s\",\"id.orig_p\":%d,\"id.resp_h\":\"198.18.%d.7\",\"id.resp_p\":23,\"proto\":\"tcp\",\"conn_state\":\"S0\",\"history\":\"S\",\"orig_pkts\":1}\n"
                                        .formatted(begin + i, client, 40_000 + i, i))
                        .collect(Collectors.joining()));
        Detections.Row row = await(client, 1);
        assertThat(row.kind()).isEqualTo("connection/port_scan");
        assertThat(evidence(row, 1)).isNotEmpty().allMatch(line -> line.contains(client));
    }

    @Test
    void loginServersSendTheirSyslogStraightToTheDesk() throws IOException {
        String client = "2001:db8:20:6::5";
        int port = TestSite.desk().network.syslogPort().orElseThrow();
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String line : failures(client, TestSite.now().minusSeconds(200), 30)
                    .lines()
                    .toList()) {
                byte[] message = ("<38>" + line).getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(message, message.length, InetAddress.getLoopbackAddress(), port));
            }
        }
        assertThat(evidence(await(client, 1), 1))
                .hasSize(30)
                .allMatch(line -> line.startsWith("syslog 127.0.0.1\t<38>"));
    }
}
