package dev.reeve.server.api;

import static dev.reeve.server.TestEvidence.get;
import static dev.reeve.server.TestEvidence.json;
import static dev.reeve.server.TestEvidence.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Role;
import dev.reeve.server.TestEvidence;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

final class DeskApiTest {
    private static final String VIEWER = TestEvidence.tokenWith(Role.VIEWER);
    private static final String ANALYST = TestEvidence.tokenWith(Role.ANALYST);
    private static final String ADMINISTRATOR = TestEvidence.tokenWith(Role.ADMINISTRATOR);

    @Test
    void everyListAnswers() {
        String id = TestEvidence.openCase();
        for (String path : new String[] {
            "/api/v1/cases",
            "/api/v1/cases?status=waiting-client&severity=1",
            "/api/v1/cases?status=closed",
            "/api/v1/cases/" + id,
            "/api/v1/cases/" + id + "/timeline",
            "/api/v1/decisions",
            "/api/v1/observations",
            "/api/v1/observations?unattributed=true",
            "/api/v1/observations?account=cl-001",
            "/api/v1/holdings?resource=address:203.0.113.10",
            "/api/v1/holdings?resource=address:203.0.113.12&at=2024-01-01T00:00:00Z",
            "/api/v1/accounts/cl-001",
            "/api/v1/policies",
            "/api/v1/policies/current",
            "/api/v1/policies/shadow",
            "/api/v1/actions",
            "/api/v1/actions?status=undone",
            "/api/v1/clocks",
            "/api/v1/journal",
            "/api/v1/messages",
            "/api/v1/messages?state=quarantined",
            "/api/v1/desk",
            "/metrics"
        }) {
            HttpResponse<String> answer = get(path, VIEWER);
            assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
        }
    }

    @Test
    void pagesOfTheQueueGoOnWhereTheLastEnded() {
        TestEvidence.openCase();
        TestEvidence.report(TestEvidence.sample("port-scan.json"));
        TestEvidence.report(TestEvidence.sample("ddos.json"));
        var all = json(get("/api/v1/cases?limit=200", VIEWER)).get("cases");
        assertThat(all.size()).isGreaterThan(1);
        String after = "";
        for (int i = 0; i < all.size(); i++) {
            var page = json(get("/api/v1/cases?limit=1&after=" + after, VIEWER));
            assertThat(page.get("cases").get(0).get("id")).isEqualTo(all.get(i).get("id"));
            after = page.path("next").asString("");
        }
        assertThat(after).isEmpty();
        assertThat(get("/api/v1/cases?after=nonsense", VIEWER).statusCode()).isEqualTo(400);
    }

    @Test
    void aDecisionIsRecordedWithWhoTookItAndARefusalSaysWhy() {
        String path = "/api/v1/cases/" + TestEvidence.openCase() + "/decisions";
        assertThat(post(path, VIEWER, "{\"verb\": \"note\", \"text\": \"seen\"}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> noted = post(path, ANALYST, "{\"verb\": \"note\", \"text\": \"looked at by a program\"}");
        assertThat(noted.statusCode()).as(noted.body()).isEqualTo(200);
        assertThat(get("/api/v1/cases/" + TestEvidence.openCase() + "/timeline", VIEWER)
                        .body())
                .contains("looked at by a program");
        HttpResponse<String> refused =
                post(path, ANALYST, "{\"verb\": \"approve-termination\", \"reasons\": \"because\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("detail").stringValue()).contains("nobody proposed to terminate");
        HttpResponse<String> unknown = post(path, ANALYST, "{\"verb\": \"explode\"}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("explode").doesNotContain("dev.reeve");
        assertThat(post(path, ANALYST, "{\"verb\": \"find-breach\", \"reasons\": \"x\"}")
                        .body())
                .contains("clause is missing");
        assertThat(post(path.replace("/C-", "/X-"), ANALYST, "{\"verb\": \"claim\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whoIsNotCounselDoesNotReadSealedEvidence() {
        String message = TestEvidence.report(TestEvidence.sample("child-safety.json"));
        HttpResponse<String> refused = get("/api/v1/messages/" + message + "/raw", ANALYST);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("sealed");
        HttpResponse<String> read = get("/api/v1/messages/" + message + "/raw", TestEvidence.tokenWith(Role.COUNSEL));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.headers().firstValue("content-disposition").orElseThrow())
                .startsWith("attachment");
        org.awaitility.Awaitility.await()
                .until(() -> get("/api/v1/journal?limit=1000", VIEWER).body().contains("sealed evidence read"));
    }

    @Test
    void holdingsComeInAsFilesAndAsEventsWithBadLinesNamed() {
        HttpResponse<String> loaded = post("/api/v1/holdings/import?source=test", ADMINISTRATOR, """
                [{"account": "api-1", "service": "api-s1", "service-kind": "vps", "type": "address", "resource": "198.51.100.7", "from": "2026-01-01"},
                 {"account": "api-1", "service": "api-s1", "service-kind": "vps", "type": "address", "resource": "not an address"}]
                """);
        assertThat(loaded.statusCode()).as(loaded.body()).isEqualTo(200);
        assertThat(json(loaded).get("loaded").intValue()).isEqualTo(1);
        assertThat(json(loaded).get("refused").intValue()).isEqualTo(1);
        HttpResponse<String> event = post("/api/v1/holdings/events", ADMINISTRATOR, """
                {"source": "panel", "lines": [{"account": "api-1", "service": "api-s1", "service-kind": "vps",
                  "type": "address", "resource": "198.51.100.8", "from": "2026-01-01T00:00:00Z"}]}
                """);
        assertThat(event.statusCode()).as(event.body()).isEqualTo(200);
        assertThat(get("/api/v1/holdings?resource=address:198.51.100.8", VIEWER).body())
                .contains("api-s1");
        assertThat(post("/api/v1/holdings/events", ANALYST, "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void aPersonSaysWhoseUnattributedEvidenceIsAndItBecomesACase() {
        String xarf = TestEvidence.sample("port-scan.json")
                .replaceAll("\"source_identifier\": \"[^\"]+\"", "\"source_identifier\": \"198.18.9.9\"");
        String message = TestEvidence.report(xarf);
        var observation = json(get("/api/v1/messages/" + message, VIEWER))
                .get("observations")
                .get(0);
        String path = "/api/v1/observations/" + observation.get("id").stringValue() + "/assignment";
        String body = "{\"service\": \"vps-101\", \"reasons\": \"the router's log names it\"}";
        HttpResponse<String> assigned = post(path, ANALYST, body);
        assertThat(assigned.statusCode()).as(assigned.body()).isEqualTo(200);
        assertThat(json(assigned).get("attribution").stringValue()).isEqualTo("person");
        assertThat(json(assigned).get("caseId").stringValue()).startsWith("C-");
        assertThat(post(path, ANALYST, body).statusCode()).isEqualTo(409);
    }

    @Test
    void takingAProtectionAwayNeedsTwoPersons() {
        String path = "/api/v1/accounts/cl-002/protection";
        String on = "{\"isProtected\": true, \"reasons\": \"a hospital\"}";
        String off = "{\"isProtected\": false, \"reasons\": \"no longer\"}";
        String first = TestEvidence.tokenWith(Role.SENIOR);
        assertThat(json(post(path, first, on)).get("isProtected").booleanValue())
                .isTrue();
        assertThat(json(post(path, first, off)).get("isProtected").booleanValue())
                .isTrue();
        assertThat(post(path, first, off).statusCode()).isEqualTo(403);
        assertThat(json(post(path, TestEvidence.tokenWith(Role.SENIOR), off))
                        .get("isProtected")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void theJournalIsSoundAndThePolicyReadsAsItWasWritten() {
        var verified = json(get("/api/v1/journal/verification", ADMINISTRATOR));
        assertThat(verified.get("sound").booleanValue()).as(verified.toString()).isTrue();
        String hash = json(get("/api/v1/policies/current", VIEWER)).get("hash").stringValue();
        assertThat(get("/api/v1/policies/" + hash + "/text", VIEWER).body()).contains("clauses:");
    }

    @Test
    void whatIsNotThereIsAProblemInJsonToo() {
        HttpResponse<String> answer = get("/api/v1/nothing", VIEWER);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/problem+json");
    }

    @Test
    void theDeskIsHaltedByOneAndLetGoByTwo() {
        assertThat(post("/api/v1/desk/halt", VIEWER, "{\"reasons\": \"x\"}").statusCode())
                .isEqualTo(403);
        HttpResponse<String> halted = post("/api/v1/desk/halt", ANALYST, "{\"reasons\": \"a rule runs wild\"}");
        assertThat(halted.statusCode()).as(halted.body()).isEqualTo(200);
        assertThat(json(halted).get("halted").stringValue()).isEqualTo("a rule runs wild");
        String first = TestEvidence.tokenWith(Role.SENIOR);
        assertThat(post("/api/v1/desk/resume", ANALYST, "{\"reasons\": \"y\"}").statusCode())
                .isEqualTo(403);
        assertThat(json(post("/api/v1/desk/resume", first, "{\"reasons\": \"mended\"}"))
                        .get("halted")
                        .stringValue())
                .isNotEmpty();
        assertThat(post("/api/v1/desk/resume", first, "{\"reasons\": \"mended\"}")
                        .statusCode())
                .as("the proposer is never the second")
                .isEqualTo(403);
        assertThat(json(post("/api/v1/desk/resume", ADMINISTRATOR, "{\"reasons\": \"seen\"}"))
                        .get("halted")
                        .isNull())
                .isTrue();
        assertThat(post("/api/v1/desk/breakers/budget/reset", ADMINISTRATOR, "{\"reasons\": \"z\"}")
                        .statusCode())
                .as("no breaker is open")
                .isEqualTo(409);
    }

    @Test
    void takingBackInBulkNamesWhatItTakesAndIsNeverAll() {
        String senior = TestEvidence.tokenWith(Role.SENIOR);
        assertThat(post("/api/v1/desk/revert", ANALYST, "{\"dryRun\": true}").statusCode())
                .isEqualTo(403);
        HttpResponse<String> all = post("/api/v1/desk/revert", senior, "{\"dryRun\": true}");
        assertThat(all.statusCode()).isEqualTo(400);
        assertThat(all.body()).contains("nothing is");
        HttpResponse<String> none = post(
                "/api/v1/desk/revert",
                senior,
                "{\"from\": \"2020-01-01T00:00:00Z\", \"to\": \"2020-01-02T00:00:00Z\", \"reasons\": \"x\"}");
        assertThat(none.statusCode()).as(none.body()).isEqualTo(200);
        assertThat(json(none).get("cases").size()).isZero();
    }
}
