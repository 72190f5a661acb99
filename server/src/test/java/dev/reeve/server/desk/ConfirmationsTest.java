package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.security.Staff;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From a mail that is not read surely to what comes of it. The mail is a notice whose letter names another
/// address than its XML: of free text how sure it is changes with every learning.
final class ConfirmationsTest {
    private static final Browser ANALYST = Staff.browser(Role.ANALYST);
    private static int number;

    @BeforeAll
    static void clients() {
        TestEvidence.openCase();
    }

    private static String mail(String ip) throws Exception {
        String seen = TestSite.now().minus(Duration.ofHours(2)).toString();
        return Files.readString(TestSite.home().resolve("samples/mail/acns-quoted.eml"))
                .replaceAll("2026-01-1[0-9]T[0-9:]+Z", seen)
                .replace("A-4711", "A-" + ++number + "-" + System.identityHashCode(seen))
                .replace("192.0.2.60", ip);
    }

    /// @return the message
    private static String hand(String mail, String reporter) throws Exception {
        String id = TestSite.desk()
                .intake
                .receive(
                        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)),
                        1_000_000,
                        new Envelope("folder", new ReporterId(reporter), "noc@upstream.example", null, null, Map.of()))
                .message()
                .value();
        Awaitility.await()
                .until(() -> TestSite.desk().processing.idle()
                        && !one("select state from message where message_id = ?", id)
                                .equals("received"));
        return id;
    }

    private static String one(String sql, String id) {
        return String.valueOf(TestSite.desk()
                .database
                .jdbc()
                .sql(sql)
                .param(id)
                .query(String.class)
                .single());
    }

    private static List<String> notices(String caseId) {
        return TestSite.desk()
                .database
                .jdbc()
                .sql("select kind from case_notice where case_id = ? order by queued_at, notice_id")
                .param(caseId)
                .query(String.class)
                .list();
    }

    private static String say(String message, String caseId, boolean report) {
        ANALYST.get("/cases/" + caseId);
        return ANALYST.follow(ANALYST.post(
                        "/messages/" + message + "/confirm", "report", Boolean.toString(report), "back", caseId))
                .body();
    }

    @Test
    void whatIsNotReadSurelyWaitsInItsCaseAndGoesOnOnceItIsConfirmed() throws Exception {
        String message = hand(mail("203.0.113.27"), "r-doubt-1");
        String caseId = TestEvidence.caseOf(message);
        assertThat(one("select doubt || ' ' || doubt_percent from message where message_id = ?", message))
                .isEqualTo("open 40");
        assertThat(notices(caseId)).containsExactly("RECEIPT");
        assertThat(ANALYST.get("/queue?status=to-confirm").body()).contains(caseId, "to be confirmed");
        assertThat(ANALYST.get("/cases/" + caseId).body())
                .contains("Read with 40 % certainty", "<mark", "203.0.113.27", "It is no report")
                .doesNotContain("Finish the task");
        assertThat(ANALYST.get("/cases/" + caseId).body())
                .contains("evidence: unconfirmed", "Nothing here counts yet", "letter and XML: differ")
                .doesNotContain("evidence: spoofable", "Take the step", "Propose it", "Reverse the case");
        assertThat(ANALYST.get("/messages/" + message).body()).contains("To be confirmed", "<mark");
        assertThat(Staff.browser(Role.VIEWER).get("/messages/" + message).body())
                .doesNotContain("It is no report");
        assertThat(say(message, caseId, true))
                .contains("Confirmed", "evidence: claimed")
                .doesNotContain("unconfirmed");
        assertThat(notices(caseId)).containsExactly("RECEIPT", "FIRST_NOTICE");
        assertThat(one("select doubtful::text from case_file where case_id = ?", caseId))
                .isEqualTo("0");
        assertThat(say(message, caseId, false)).as("one word is enough").contains("doesn&#39;t wait to be confirmed");
    }

    @Test
    void whatIsNoReportEndsWithoutAWordAndOffTheClientsRecord() throws Exception {
        String message = hand(mail("203.0.113.28"), "r-doubt-2");
        String caseId = TestEvidence.caseOf(message);
        assertThat(say(message, caseId, false)).contains("nothing was sent");
        assertThat(notices(caseId)).containsExactly("RECEIPT");
        assertThat(one("select status from case_file where case_id = ?", caseId))
                .isEqualTo("CLOSED");
        assertThat(ANALYST.get("/cases/" + caseId).body()).contains("evidence: none");
        String client = one("select account_id from case_file where case_id = ?", caseId);
        assertThat(ANALYST.get("/accounts/" + client).body()).doesNotContain(caseId);
        assertThat(one("select state from message where message_id = ?", message))
                .isEqualTo("set-aside");
        TestSite.desk().processing.holdingsChanged();
        assertThat(one("select count(*)::text from case_evidence where message_id = ?", message))
                .isEqualTo("1");
    }

    @Test
    void whatItAccusesInsteadIsMarkedByHand() throws Exception {
        String message = hand(mail("203.0.113.29"), "r-doubt-3");
        String wrong = TestEvidence.caseOf(message);
        ANALYST.get("/messages/" + message);
        assertThat(ANALYST.follow(ANALYST.post(
                                "/messages/" + message + "/marks",
                                "kind",
                                "copyright/copyright",
                                "values",
                                "203.0.113.29",
                                "when",
                                "",
                                "template",
                                ""))
                        .body())
                .contains("Marked");
        assertThat(one("select status from case_file where case_id = ?", wrong)).isEqualTo("CLOSED");
        String right = one("select case_id from case_evidence where message_id = ? and doubt is null", message);
        assertThat(right).isNotEqualTo(wrong);
        assertThat(notices(right)).contains("FIRST_NOTICE");
    }

    @Test
    void aWordThatACrashCutOffOrThatWasSaidBesideADeskAtRestReachesItsCasesAfterwards() throws Exception {
        String message = hand(mail("203.0.113.26"), "r-doubt-4");
        String caseId = TestEvidence.caseOf(message);
        TestSite.desk()
                .processing
                .confirmations()
                .record(new MessageId(message), true, Actor.person("ann", Role.ANALYST));
        assertThat(notices(caseId)).containsExactly("RECEIPT");
        TestSite.desk().sweep();
        assertThat(notices(caseId)).containsExactly("RECEIPT", "FIRST_NOTICE");
        TestSite.desk().sweep();
        assertThat(notices(caseId)).hasSize(2);
        assertThat(TestSite.desk().cases.state(new CaseId(caseId)).doubts()).isEmpty();
    }

    @Test
    void theApiSaysItToo() throws Exception {
        String message = hand(mail("203.0.113.25"), "r-doubt-5");
        String caseId = TestEvidence.caseOf(message);
        String path = "/api/v1/messages/" + message + "/confirmation";
        assertThat(TestEvidence.post(path, TestEvidence.tokenWith(Role.VIEWER), "{\"report\": true}")
                        .statusCode())
                .isEqualTo(403);
        String analyst = TestEvidence.tokenWith(Role.ANALYST);
        assertThat(confidence(caseId, analyst)).isEqualTo("unconfirmed");
        assertThat(TestEvidence.get("/api/v1/cases?status=to-confirm&limit=1", analyst)
                        .body())
                .as("the next page begins behind what is unconfirmed, too")
                .contains("\"confidence\":\"unconfirmed\"");
        assertThat(TestEvidence.post(path, analyst, "{\"report\": true}").body())
                .contains("\"doubt\":\"confirmed\"");
        assertThat(confidence(caseId, analyst)).isEqualTo("claimed");
        assertThat(TestEvidence.post(path, analyst, "{\"report\": true}").statusCode())
                .isEqualTo(409);
    }

    private static String confidence(String caseId, String token) {
        return TestEvidence.json(TestEvidence.get("/api/v1/cases/" + caseId, token))
                .path("summary")
                .path("confidence")
                .stringValue();
    }
}
