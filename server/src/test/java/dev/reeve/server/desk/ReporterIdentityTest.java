package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.pgp.Signer;
import dev.reeve.server.security.Staff;
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
        return hand(mail, "r-identity");
    }

    private static String hand(String mail, String reporter) throws Exception {
        String id = TestSite.desk()
                .intake
                .receive(
                        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)),
                        1_000_000,
                        new Envelope("folder", new ReporterId(reporter), "robot@noc.example", null, null, Map.of()))
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

    private static String post(Browser by, String page, String... fields) {
        by.get("/reporters");
        var answer = by.post(page, fields);
        return answer.statusCode() == 403 ? answer.body() : by.follow(answer).body();
    }

    private static String sender(String name) {
        return name + "-" + new java.security.SecureRandom().nextInt(1_000_000);
    }

    private static long inCases(String message) {
        return TestSite.desk()
                .database
                .jdbc()
                .sql("select count(*) from case_evidence where message_id = ?")
                .param(message)
                .query(Long.class)
                .single();
    }

    @Test
    void whatAReporterInBadFaithSendsIsReadAndBeginsNothingUntilAPersonLetsItIn() throws Exception {
        String reporter = sender("r-bad");
        String page = "/reporters/" + reporter;
        assertThat(inCases(hand(NOC.mime(head(), report(), TestSite.now()), reporter)))
                .isPositive();
        Browser analyst = Staff.browser(Role.ANALYST);
        assertThat(post(analyst, page + "/bad-faith", "on", "true", "reasons", "made up the last ten"))
                .contains("waits for a person", "made up the last ten", "bad faith");
        String held = hand(NOC.mime(head(), report(), TestSite.now()), reporter);
        assertThat(one("select state from message where message_id = ?", held)).isEqualTo("held");
        assertThat(strength(held)).isEqualTo("spoofable");
        assertThat(inCases(held)).isZero();
        TestSite.desk().sweep();
        TestSite.desk().processing.holdingsChanged();
        Awaitility.await().until(TestSite.desk().processing::idle);
        assertThat(inCases(held)).as("nothing begins by itself, also later").isZero();
        assertThat(analyst.get("/reporters").body()).contains("Held for a person", held);
        assertThat(post(Staff.browser(Role.VIEWER), "/messages/" + held + "/let-in", "reasons", "x"))
                .contains("analyst");
        assertThat(post(analyst, "/messages/" + held + "/let-in", "reasons", "seen in our own log"))
                .contains("Let in");
        Awaitility.await().until(() -> inCases(held) > 0);
        assertThat(post(analyst, page + "/bad-faith", "on", "false", "reasons", "sorry"))
                .contains("senior");
        assertThat(post(Staff.browser(Role.SENIOR), page + "/bad-faith", "on", "false", "reasons", "it was us"))
                .contains("Taken back");
        assertThat(inCases(hand(NOC.mime(head(), report(), TestSite.now()), reporter)))
                .isPositive();
    }

    @Test
    void trustIsGivenByTwoPersonsToWhoWasProvedAndOnlyToItsProvedWord() throws Exception {
        String reporter = sender("r-good");
        String page = "/reporters/" + reporter;
        String first = hand(NOC.mime(head(), report(), TestSite.now()), reporter);
        String identity = proof(first);
        assertThat(identity).startsWith("pgp ");
        Browser sam = Staff.browser(Role.SENIOR);
        assertThat(post(sam, page + "/trust", "identity", "dkim noc.example", "reasons", "known"))
                .contains("Nothing proved yet");
        assertThat(post(sam, page + "/trust", "identity", identity, "reasons", "known for years"))
                .contains("proposed, as");
        assertThat(post(sam, page + "/trust", "identity", identity, "reasons", "still"))
                .contains("another person approves");
        assertThat(strength(hand(NOC.mime(head(), report(), TestSite.now()), reporter)))
                .isEqualTo("evidenced");
        assertThat(post(Staff.browser(Role.SENIOR), page + "/trust", "identity", identity, "reasons", "agreed"))
                .contains("agreed", "Take the trust back");
        assertThat(strength(hand(NOC.mime(head(), report(), TestSite.now()), reporter)))
                .isEqualTo("trusted");
        assertThat(strength(hand(head() + "MIME-Version: 1.0\r\n" + report(), reporter)))
                .as("unsigned mail in its name is a claim")
                .isEqualTo("claimed");
        assertThat(strength(hand(NOC.mime(head(), report(), TestSite.now()), sender("r-other"))))
                .as("the trust is this reporter's, not the key's")
                .isEqualTo("evidenced");
        assertThat(post(sam, page + "/trust", "reasons", "left the company")).contains("Propose to trust it");
        assertThat(strength(hand(NOC.mime(head(), report(), TestSite.now()), reporter)))
                .isEqualTo("evidenced");
    }

    @Test
    void theApiSaysAndDoesTheSame() throws Exception {
        String reporter = sender("r-api");
        hand(NOC.mime(head(), report(), TestSite.now()), reporter);
        String token = TestEvidence.tokenWith(Role.ANALYST);
        String page = "/api/v1/reporters/" + reporter;
        assertThat(TestEvidence.post(page + "/bad-faith", token, "{\"on\": true, \"reasons\": \"invents\"}")
                        .body())
                .contains("\"badFaith\":true", "invents");
        assertThat(TestEvidence.get("/api/v1/reporters", token).body()).contains(reporter);
        assertThat(TestEvidence.post("/api/v1/reporters/r-none/bad-faith", token, "{\"on\": true, \"reasons\": \"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }
}
