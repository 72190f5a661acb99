package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.pgp.Signer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who reported, from the door to the tables.
final class ReporterIdentityTest {
    private static final Signer NOC = Signer.since(TestSite.NOW.minus(Duration.ofDays(400)));
    private static int number;

    @BeforeAll
    static void keysAndClients() throws Exception {
        TestEvidence.openCase();
        Path keys = TestSite.desk().settings.desk().reporterKeys();
        assertThat(keys).isNotNull();
        Files.createDirectories(keys);
        Files.writeString(keys.resolve("noc-" + TestSite.NOW.toEpochMilli() + ".example.asc"), NOC.publicKey());
    }

    private static String report() {
        return "Content-Type: application/json; name=\"xarf.json\"\r\n\r\n"
                + TestEvidence.sample("phishing.json").strip().replaceAll("\r?\n", "\r\n");
    }

    private static String head() {
        return "From: Robot <robot@noc.example>\r\nTo: abuse@host.example\r\nSubject: report " + ++number
                + "\r\nX-XARF: yes\r\n";
    }

    private static String hand(String mail) throws Exception {
        String id = TestSite.desk()
                .intake
                .receive(
                        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)),
                        1_000_000,
                        new Envelope("folder", new ReporterId("r-identity"), "robot@noc.example", null, null, Map.of()))
                .message()
                .value();
        Awaitility.await()
                .until(() -> TestSite.desk().processing.idle()
                        && !one("select state from message where message_id = ?", id)
                                .equals("received"));
        return id;
    }

    private static String one(String sql, String id) {
        return TestSite.desk()
                .database
                .jdbc()
                .sql(sql)
                .param(id)
                .query(String.class)
                .single();
    }

    private static String strength(String message) {
        return one("select min(strength) from observation where message_id = ?", message);
    }

    private static String proof(String message) {
        return one(
                "select string_agg(way || ' ' || name || coalesce(': ' || flaw, ''), ', ') from reporter_proof"
                        + " where message_id = ?",
                message);
    }

    @Test
    void aGoodSignatureByAConfiguredKeyAuthenticatesAndTheRecordSaysSo() throws Exception {
        String plain = hand(head() + "MIME-Version: 1.0\r\n" + report());
        String signed = hand(NOC.mime(head(), report(), TestSite.now()));
        assertThat(strength(plain)).isEqualTo("claimed");
        assertThat(strength(signed)).isEqualTo("evidenced");
        assertThat(proof(signed)).matches("pgp noc-[0-9]+\\.example");
        assertThat(one("select sender from message where message_id = ?", signed))
                .isEqualTo("noc.example");
    }

    @Test
    void aBadSignatureIsOnRecordAndTheReportIsReadAllTheSame() throws Exception {
        String changed = hand(NOC.mime(head(), report(), TestSite.now()).replace("Example watch", "Example Watch"));
        assertThat(strength(changed)).isEqualTo("claimed");
        assertThat(proof(changed))
                .startsWith("pgp : the signature with the key")
                .endsWith("it was changed");
    }
}
