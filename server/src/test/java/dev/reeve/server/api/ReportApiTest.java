package dev.reeve.server.api;

import static dev.reeve.server.TestEvidence.get;
import static dev.reeve.server.TestEvidence.json;
import static dev.reeve.server.TestEvidence.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.security.Staff;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportApiTest {
    private static final String TOKEN = Staff.token("trap-network");

    @Test
    void aReportIsKeptBeforeItIsAcknowledgedAndItsStateCanBeAsked() {
        HttpResponse<String> taken =
                post("/api/v1/reports", TOKEN, TestEvidence.sample("open-proxy.json"), "X-Correlation-Id", "ticket-7");
        assertThat(taken.statusCode()).isEqualTo(202);
        String id = json(taken).get("reportId").stringValue();
        assertThat(json(taken).get("status").stringValue()).isIn("QUEUED", "PROCESSING", "COMPLETED");
        assertThat(json(taken).get("correlationId").stringValue()).isEqualTo("ticket-7");
        HttpResponse<String> asked = get("/api/v1/reports/" + id, TOKEN);
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(json(get("/api/v1/reports", TOKEN)).toString()).contains(id);
        assertThat(get("/api/v1/reports/" + id, Staff.token("another")).statusCode())
                .as("other reporters' reports are not theirs to see")
                .isEqualTo(404);
    }

    /// More at once than there are connections to the database.
    @Test
    void manyReportsAtOnceAreAllTaken() throws Exception {
        try (var senders = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            List<java.util.concurrent.Future<Integer>> answers = new java.util.ArrayList<>();
            for (int i = 0; i < 25; i++) {
                String report = TestEvidence.sample("login-attack.json");
                answers.add(senders.submit(
                        () -> post("/api/v1/reports", TOKEN, report).statusCode()));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }
    }

    @Test
    void theSameTokenIsTheSameReportWhateverTheBytes() {
        String first = json(post(
                        "/api/v1/reports", TOKEN, TestEvidence.sample("ddos.json"), "Idempotency-Token", "t-1"))
                .get("reportId")
                .stringValue();
        String again = json(post(
                        "/api/v1/reports", TOKEN, TestEvidence.sample("port-scan.json"), "Idempotency-Token", "t-1"))
                .get("reportId")
                .stringValue();
        String byQuery = json(post("/api/v1/reports?clientToken=t-1", TOKEN, TestEvidence.sample("ddos.json")))
                .get("reportId")
                .stringValue();
        assertThat(again).isEqualTo(first);
        assertThat(byQuery).isEqualTo(first);
        String other = json(post(
                        "/api/v1/reports",
                        Staff.token("somebody-else"),
                        TestEvidence.sample("ddos.json"),
                        "Idempotency-Token",
                        "t-1"))
                .get("reportId")
                .stringValue();
        assertThat(other)
                .as("tokens of two reporters have nothing to do with each other")
                .isNotEqualTo(first);
    }

    @Test
    void theSameBytesFromAnotherReporterAreTheSameMessageAndBothMayAsk() {
        String xarf = TestEvidence.sample("login-attack.json");
        String id = json(post("/api/v1/reports", TOKEN, xarf)).get("reportId").stringValue();
        String second = Staff.token("a-second-network");
        assertThat(json(post("/api/v1/reports", second, xarf)).get("reportId").stringValue())
                .isEqualTo(id);
        assertThat(get("/api/v1/reports/" + id, second).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNoJsonIsRefusedWithTheReason() {
        HttpResponse<String> refused = post("/api/v1/reports", TOKEN, "{\"xarf_version\": ");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
        assertThat(json(refused).get("detail").stringValue()).contains("not JSON", "nothing was kept");
    }

    @Test
    void whatIsJsonButNoReportIsKeptAndTheReporterLearnsWhatIsMissing() {
        String id = TestEvidence.report(
                "{\"xarf_version\": \"4.2.0\", \"n\": " + TestSite.now().toEpochMilli() + "}");
        assertThat(TestSite.desk()
                        .database
                        .jdbc()
                        .sql("select state from message where message_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("quarantined");
    }

    @Test
    void aReportOnAnAddressThatNobodyHoldsIsNotOurs() {
        String xarf = TestEvidence.sample("port-scan.json")
                .replaceAll("\"source_identifier\": \"[^\"]+\"", "\"source_identifier\": \"198.18.7.7\"");
        String id = json(post("/api/v1/reports", TOKEN, xarf)).get("reportId").stringValue();
        org.awaitility.Awaitility.await()
                .until(() -> json(get("/api/v1/reports/" + id, TOKEN))
                        .path("outcome")
                        .asString("")
                        .equals("NOT_OURS"));
    }

    @Test
    void whatIsTooLargeIsRefusedWith413() {
        String huge = "{\"a\": \"" + "x".repeat(1_000_001) + "\"}";
        assertThat(post("/api/v1/reports", TOKEN, huge).statusCode()).isEqualTo(413);
    }

    @Test
    void withoutATokenOrWithOneThatReportsNothingItSaysWhatToDo() {
        HttpResponse<String> stranger = new Browser()
                .send(HttpRequest.newBuilder(TestSite.get().url().resolve("/api/v1/reports"))
                        .build());
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("www-authenticate")).hasValue("Bearer");
        assertThat(json(stranger).get("detail").stringValue()).contains("API token");
        HttpResponse<String> viewer = get("/api/v1/reports", TestEvidence.tokenWith(Role.VIEWER));
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(json(viewer).get("detail").stringValue()).contains("names a reporter");
    }

    @Test
    void aReportersTokenSeesNothingOfTheDesk() {
        for (String path : new String[] {"/api/v1/cases", "/api/v1/messages", "/api/v1/journal", "/metrics"}) {
            assertThat(get(path, TOKEN).statusCode()).as(path).isEqualTo(403);
        }
    }
}
