package dev.reeve.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestEvidence;
import dev.reeve.server.TestSite;
import dev.reeve.server.network.FlowExporter;
import dev.reeve.server.security.Staff;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class ConsoleTest {
    private static final Browser SENIOR = Staff.browser(Role.SENIOR);
    private static final Browser VIEWER = Staff.browser(Role.VIEWER);
    private static final Browser ADMINISTRATOR = Staff.browser(Role.ADMINISTRATOR, Role.COUNSEL);

    private static HttpResponse<String> ok(Browser browser, String path) {
        HttpResponse<String> page = browser.get(path);
        assertThat(page.statusCode()).as(path + ": " + page.body()).isEqualTo(200);
        assertThat(page.body())
                .as(path)
                .contains("</html>")
                .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
                .doesNotContain(" style=")
                .doesNotContain(" th:");
        return page;
    }

    @Test
    void thePageOfTheNetworkShowsTrafficDetectionsAndExportersAndItsCurvesAreNumbers() throws IOException {
        TestEvidence.openCase();
        TestSite.desk().sweep();
        try (FlowExporter exporter =
                new FlowExporter(TestSite.desk().network.port().orElseThrow())) {
            exporter.download(0xCB00710B, TestSite.now().minusSeconds(120));
            exporter.scan(0xCB00710B, 120, TestSite.now().minusSeconds(60));
        }
        Awaitility.await().until(() -> VIEWER.get("/network").body().contains("connection/port_scan"));
        assertThat(ok(VIEWER, "/network").body())
                .contains("Traffic of cl-004", "203.0.113.11", "127.0.0.1", "192.0.2.9", "Never heard since the start")
                .contains("Mbit/s");
        assertThat(ok(VIEWER, "/status").body()).contains("Network sensor", "127.0.0.1");
        String curves = VIEWER.get("/network/traffic?whose=cl-004").body();
        JsonNode read = JsonMapper.shared().readTree(curves);
        assertThat(read.get("times").size())
                .isEqualTo(read.get("bitsOut").size())
                .isGreaterThan(300);
        assertThat(read.get("marks").get(0).get("kind").asString()).isEqualTo("connection/port_scan");
        assertThat(VIEWER.get("/network/live/detections").body())
                .contains("connection/port_scan")
                .doesNotContain("<script");
        assertThat(VIEWER.get("/network/live/exporters").body()).contains("127.0.0.1");
        assertThat(VIEWER.get("/assets/uPlot.iife.min.js").statusCode()).isEqualTo(200);
        assertThat(VIEWER.get("/assets/uPlot.min.css").statusCode()).isEqualTo(200);
    }

    @Test
    void everyPageIsRenderedForWhoMaySeeItAndEveryTemplateIsAmongThem() throws IOException {
        String id = TestEvidence.openCase();
        String unattributed = TestEvidence.report(TestEvidence.sample("port-scan.json")
                .replaceAll("\"source_identifier\": \"[^\"]+\"", "\"source_identifier\": \"198.18.3.3\""));
        TestEvidence.report("{\"xarf_version\": \"4.2.0\", \"quarantine\": true}");
        String sealed = TestEvidence.report(TestEvidence.sample("child-safety.json"));
        Set<String> rendered = new HashSet<>(Set.of("layout", "parts", "error", "network-parts"));
        record Seen(String template, String path) {}
        for (Seen seen : new Seen[] {
            new Seen("queue", "/queue"),
            new Seen("queue", "/queue?status=closed"),
            new Seen("queue", "/queue?status=waiting-client&severity=2&family=phishing&assignee=-"),
            new Seen("case", "/cases/" + id),
            new Seen("account", "/accounts/cl-001"),
            new Seen("search", "/search?q=203.0.113.10"),
            new Seen("search", "/search?q=nothing-of-the-kind"),
            new Seen("unattributed", "/unattributed"),
            new Seen("quarantine", "/quarantine"),
            new Seen("reporters", "/reporters"),
            new Seen("reporter", "/reporters/" + reporterOf(unattributed)),
            new Seen("message", "/messages/" + unattributed),
            new Seen("message", "/messages/" + sealed),
            new Seen("status", "/status"),
            new Seen("network", "/network"),
            new Seen("network", "/network?whose=203.0.113.11&hours=4"),
            new Seen("policy", "/policy"),
            new Seen("revert", "/status/revert"),
            new Seen("revert", "/status/revert?from=2020-01-01T00:00:00Z"),
            new Seen("me", "/me"),
            new Seen("login-again", "/login/again"),
            new Seen("second-factor", "/me/second-factor")
        }) {
            ok(SENIOR, seen.path);
            ok(VIEWER, seen.path);
            rendered.add(seen.template);
        }
        ok(ADMINISTRATOR, "/people");
        ok(ADMINISTRATOR, "/cases/" + id);
        // These three are rendered by LoginTest.
        rendered.addAll(Set.of("people", "login", "welcome", "recovery-codes"));
        try (var files = Files.list(TestSite.home().resolve("server/src/main/resources/templates"))) {
            Set<String> all = new TreeSet<>();
            files.map(f -> f.getFileName().toString().replace(".html", "")).forEach(all::add);
            assertThat(rendered).containsAll(all);
        }
    }

    private static String reporterOf(String message) {
        return TestSite.desk()
                .database
                .jdbc()
                .sql("select reporter_id from message where message_id = ?")
                .param(message)
                .query(String.class)
                .single();
    }

    @Test
    void theLedgerCountsWhatAReporterSaid() {
        TestEvidence.openCase();
        assertThat(ok(VIEWER, "/reporters").body()).contains("Precision").contains("data-label=\"Accused\"");
    }

    @Test
    void whoMayNotIsToldPlainly() {
        HttpResponse<String> people = SENIOR.get("/people");
        assertThat(people.statusCode()).isEqualTo(403);
        assertThat(people.body()).contains("this needs the role administrator");
        assertThat(VIEWER.get("/cases/" + TestEvidence.openCase()).body())
                .as("a viewer is offered no decisions")
                .doesNotContain("Take the step");
        VIEWER.get("/queue");
        assertThat(VIEWER.post("/cases/" + TestEvidence.openCase() + "/decisions", "verb", "claim")
                        .statusCode())
                .isEqualTo(403);
        assertThat(SENIOR.get("/cases/C-NOSUCH").statusCode()).isEqualTo(404);
    }

    @Test
    void whoeverClaimsACaseKeepsOthersOffItUntilTheyReleaseIt() {
        String page = "/cases/" + TestEvidence.openCase();
        Browser first = Staff.browser(Role.ANALYST);
        Browser second = Staff.browser(Role.ANALYST);
        first.get(page);
        second.get(page);
        assertThat(first.follow(first.post(page + "/decisions", "verb", "claim"))
                        .body())
                .contains("Release");
        HttpResponse<String> refused =
                second.follow(second.post(page + "/decisions", "verb", "note", "text", "me too"));
        assertThat(refused.body()).contains("The case is claimed by").contains("has claimed this case");
        first.post(page + "/decisions", "verb", "release");
        assertThat(second.follow(second.post(page + "/decisions", "verb", "note", "text", "now I may"))
                        .body())
                .contains("now I may");
    }

    @Test
    void whatWasWrittenByStrangersIsShownAsTextOnly() {
        String page = "/cases/" + TestEvidence.openCase();
        Browser browser = Staff.browser(Role.ANALYST);
        browser.get(page);
        String shown = browser.follow(
                        browser.post(page + "/decisions", "verb", "note", "text", "<img src=x onerror=alert(1)>"))
                .body();
        assertThat(shown).contains("&lt;img src=x").doesNotContain("<img");
        String message = TestEvidence.report(
                "{\"xarf_version\": \"<b>bold</b>\", \"at\": " + System.identityHashCode(shown) + "}");
        assertThat(browser.get("/messages/" + message).body())
                .contains("&lt;b&gt;bold")
                .doesNotContain("<b>bold</b>");
    }

    @Test
    void aRefusalOfTheDeskStandsAtTheTopOfThePage() {
        String page = "/cases/" + TestEvidence.openCase();
        SENIOR.get(page);
        assertThat(SENIOR.follow(SENIOR.post(page + "/decisions", "verb", "approve-termination", "reasons", "x"))
                        .body())
                .contains("role=\"alert\"")
                .contains("Nobody proposed to terminate.");
        assertThat(SENIOR.follow(SENIOR.post(page + "/decisions", "verb", "dismiss", "outcome", "actioned"))
                        .body())
                .contains("Reasons: write 1 to");
    }

    @Test
    void sealedEvidenceIsNeverShownAndOnlyCounselDownloadsIt() {
        String sealed = TestEvidence.report(TestEvidence.sample("child-safety.json"));
        assertThat(ok(ADMINISTRATOR, "/messages/" + sealed).body())
                .contains("This message is sealed")
                .doesNotContain("xarf_version");
        assertThat(SENIOR.get("/messages/" + sealed + "/raw").statusCode()).isEqualTo(403);
        assertThat(ADMINISTRATOR.get("/messages/" + sealed + "/raw").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theDeskIsHaltedByOneAndLetGoByTwo() {
        SENIOR.get("/status");
        assertThat(SENIOR.follow(SENIOR.post("/status/halt", "reasons", "something is odd"))
                        .body())
                .contains("The desk is halted.", "something is odd");
        assertThat(SENIOR.follow(SENIOR.post("/status/resume", "reasons", "found it"))
                        .body())
                .contains("another person approves");
        assertThat(SENIOR.follow(SENIOR.post("/status/resume", "reasons", "found it"))
                        .body())
                .contains("You proposed it");
        Browser second = Staff.browser(Role.SENIOR);
        second.get("/status");
        assertThat(second.follow(second.post("/status/resume", "reasons", "agreed"))
                        .body())
                .doesNotContain("The desk is halted.");
    }

    @Test
    void anAdministratorAddsAPersonAndATokenAndTheSecretsAreShownOnce() {
        ADMINISTRATOR.get("/people");
        String added = ADMINISTRATOR
                .follow(ADMINISTRATOR.post("/people", "name", "carla", "fullName", "Carla Diaz", "roles", "analyst"))
                .body();
        assertThat(added).contains("/welcome/", "Carla Diaz", "no password yet");
        assertThat(ADMINISTRATOR.get("/people").body()).doesNotContain("/welcome/");
        String made = ADMINISTRATOR
                .follow(ADMINISTRATOR.post(
                        "/people/tokens", "label", "the trap", "reporter", "trap.example", "days", "30"))
                .body();
        assertThat(made).contains("reeve_", "reports as trap.example");
        assertThat(ADMINISTRATOR
                        .follow(ADMINISTRATOR.post("/people", "name", "Bad Name", "fullName", "x", "roles", "viewer"))
                        .body())
                .contains("can&#39;t be a login name");
    }

    @Test
    void theFileOfThePolicyIsBackTestedByAButton() {
        TestEvidence.openCase();
        Browser browser = Staff.browser(Role.SENIOR);
        browser.get("/policy");
        HttpResponse<String> tested = browser.follow(browser.post("/policy/backtest"));
        assertThat(tested.body())
                .contains("Tested, and on record")
                .contains("nobody would have been dealt with otherwise");
        VIEWER.get("/policy");
        assertThat(VIEWER.post("/policy/backtest").statusCode()).isEqualTo(403);
    }

    private static String mail(String address, int number) {
        return """
                From: Sensor <robot@sensor-%d.example>\r
                To: abuse@example.net\r
                Subject: observation\r
                Date: Fri, 20 Nov 2026 10:00:00 +0000\r
                \r
                Zorblax unit 7 wrote this down.\r
                zorb-origin %s\r
                zorb-moment 20/Nov/2026:09:58:01 +0000\r
                """.formatted(number, address).replace("\n", "").replace("\r", "\r\n");
    }

    private static String hand(String mail) throws Exception {
        return TestSite.desk()
                .intake
                .receive(
                        new java.io.ByteArrayInputStream(mail.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                        100_000,
                        new dev.reeve.server.intake.Envelope(
                                "folder",
                                new dev.reeve.core.ids.ReporterId("r-1"),
                                null,
                                null,
                                null,
                                java.util.Map.of()))
                .message()
                .value();
    }

    private static void awaitState(String message, String state) {
        org.awaitility.Awaitility.await()
                .untilAsserted(() ->
                        assertThat(SENIOR.get("/messages/" + message).body()).contains(state));
    }

    @Test
    void whatNoFormatReadsIsMarkedByHandAndTheSendersNextMailIsReadByMachine() throws Exception {
        int number = new java.security.SecureRandom().nextInt(1_000_000);
        String first = hand(mail("203.0.113.10", number));
        awaitState(first, "Mark what it says");
        Browser analyst = Staff.browser(Role.ANALYST);
        analyst.get("/messages/" + first);
        assertThat(analyst.follow(analyst.post(
                                "/messages/" + first + "/marks",
                                "kind",
                                "connection/login_attack",
                                "values",
                                "203.0.113.99"))
                        .body())
                .as("what doesn't stand in the message is no fact")
                .contains("stand in the message");
        assertThat(analyst.follow(analyst.post(
                                "/messages/" + first + "/marks",
                                "kind",
                                "connection/login_attack",
                                "values",
                                "203.0.113.10",
                                "when",
                                "wrote this down"))
                        .body())
                .contains("is read as no time, or as several; mark one such as")
                .as("what was typed is not lost")
                .contains("value=\"wrote this down\"", ">203.0.113.10</textarea>");
        String marked = analyst.follow(analyst.post(
                        "/messages/" + first + "/marks",
                        "kind",
                        "connection/login_attack",
                        "values",
                        "203.0.113.10",
                        "when",
                        "20/Nov/2026:09:58:01 +0000",
                        "template",
                        "sensor-" + number))
                .body();
        assertThat(marked)
                .contains("judged like any other report")
                .contains("person/1")
                .contains("20 Nov 2026, 09:58");
        String second = hand(mail("203.0.113.42", number));
        awaitState(second, "template/");
        assertThat(SENIOR.get("/messages/" + second).body())
                .contains("203.0.113.42")
                .as("the template reads the time in the shape in which it was marked")
                .contains("20 Nov 2026, 09:58");
    }
}
