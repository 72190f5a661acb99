package dev.reeve.server.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.Browser;
import dev.reeve.server.TestSite;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class LoginTest {
    @Test
    void aStrangerIsSentToTheLoginAndBackToWhereTheyWanted() {
        Browser browser = new Browser();
        HttpResponse<String> sent = browser.get("/queue?severity=1");
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("location")).hasValue("/login?next=%2Fqueue%3Fseverity%3D1");
        browser.follow(sent);
        HttpResponse<String> in = browser.post(
                "/login", "name", Staff.person(Role.VIEWER), "password", Staff.PASSWORD, "next", "/queue?severity=1");
        assertThat(in.headers().firstValue("location")).hasValue("/queue?severity=1");
    }

    @Test
    void aLinkInTheFormCanNotLeadAway() {
        assertThat(Links.local("//evil.example")).isEqualTo("/queue");
        assertThat(Links.local("https://evil.example")).isEqualTo("/queue");
        assertThat(Links.local("/\\evil.example")).isEqualTo("/queue");
        assertThat(Links.local("/cases/C-1?a=b")).isEqualTo("/cases/C-1?a=b");
    }

    @Test
    void pagesAreServedWithTheHeadersThatKeepStrangersScriptsOut() {
        HttpResponse<String> page = new Browser().get("/login");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("x-frame-options")).hasValue("DENY");
        assertThat(page.headers().firstValue("referrer-policy")).hasValue("no-referrer");
        assertThat(page.body())
                .doesNotContain("<script")
                .doesNotContain("style=")
                .doesNotContain("<style");
        assertThat(page.headers().allValues("set-cookie"))
                .anyMatch(c -> c.startsWith("reeve=") && c.contains("HttpOnly") && c.contains("SameSite=Lax"));
    }

    @Test
    void aLoginGetsANewSessionSoThatNobodyCanHavePlantedOne() {
        Browser browser = new Browser();
        String before = cookie(browser.get("/login"));
        HttpResponse<String> in = browser.post("/login", "name", Staff.person(Role.VIEWER), "password", Staff.PASSWORD);
        assertThat(cookie(in)).isNotEqualTo(before);
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
    }

    @Test
    void aFormWithoutItsTokenIsRefused() {
        Browser browser = Staff.browser(Role.ADMINISTRATOR);
        browser.forgetCsrf();
        HttpResponse<String> refused = browser.post("/logout");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("load the page again");
    }

    @Test
    void wrongPasswordsAndUnknownNamesAreRefusedAlike() {
        Browser browser = new Browser();
        browser.get("/login");
        HttpResponse<String> wrong =
                browser.post("/login", "name", Staff.person(Role.VIEWER), "password", "not this one at all");
        HttpResponse<String> unknown = browser.post("/login", "name", "nobody-here", "password", "not this one at all");
        assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
        assertThat(wrong.body()).contains("Name, password or code are not right");
        assertThat(unknown.body()).contains("Name, password or code are not right");
    }

    @Test
    void guessingIsSlowedDownAndPutOnRecord() {
        String name = Staff.person(Role.VIEWER);
        Browser browser = new Browser();
        browser.get("/login");
        for (int i = 0; i < 5; i++) {
            assertThat(browser.post("/login", "name", name, "password", "wrong wrong " + i)
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> slowed = browser.post("/login", "name", name, "password", Staff.PASSWORD);
        assertThat(slowed.statusCode()).isEqualTo(429);
        assertThat(slowed.headers().firstValue("retry-after")).isPresent();
        TestSite.pass(Duration.ofSeconds(3));
        assertThat(browser.post("/login", "name", name, "password", Staff.PASSWORD)
                        .statusCode())
                .isEqualTo(302);
        awaitNoted("logins failed beyond the limit", name);
    }

    @Test
    void theFirstLinkMakesAnAdministratorOnceAndIsWorthNothingWhenThereIsOne() {
        Staff.person(Role.ADMINISTRATOR);
        assertThat(TestSite.get().firstLink()).isEmpty();
        String secret = TestSite.get().part(Invitations.class).make(null);
        assertThat(new Browser().get("/welcome/" + secret).statusCode()).isEqualTo(410);
    }

    @Test
    void aNewPersonChoosesAPasswordByALinkThatWorksOnceAndSetsUpASecondFactor() {
        String name = "newcomer";
        TestSite.get().people().add(name, "New Comer", java.util.Set.of(Role.ANALYST), new ActorId("command-line"));
        String path = "/welcome/" + TestSite.get().part(Invitations.class).make(name);
        Browser browser = new Browser();
        assertThat(browser.get(path).body()).contains("Choose a password");
        assertThat(browser.post(path, "password", "short", "repeated", "short").body())
                .contains("12 to 200 characters");
        HttpResponse<String> chosen = browser.post(path, "password", Staff.PASSWORD, "repeated", Staff.PASSWORD);
        assertThat(chosen.headers().firstValue("location")).hasValue("/me/second-factor");
        assertThat(new Browser().get(path).statusCode()).isEqualTo(410);

        String page = browser.follow(chosen).body();
        byte[] secret = unbase32(group(page, "secret=([A-Z2-7]+)"));
        assertThat(browser.post("/me/second-factor", "code", "000000").statusCode())
                .isEqualTo(400);
        String codes = browser.post("/me/second-factor", "code", code(secret)).body();
        assertThat(codes).contains("Your recovery codes");

        Browser second = new Browser();
        second.get("/login");
        assertThat(second.post("/login", "name", name, "password", Staff.PASSWORD)
                        .statusCode())
                .as("the password alone is not enough any more")
                .isEqualTo(401);
        assertThat(second.post("/login", "name", name, "password", Staff.PASSWORD, "code", code(secret))
                        .statusCode())
                .as("a code counts once")
                .isEqualTo(401);
        TestSite.pass(Duration.ofSeconds(30));
        assertThat(second.post("/login", "name", name, "password", Staff.PASSWORD, "code", code(secret))
                        .statusCode())
                .isEqualTo(302);
        String recovery = group(codes, "<li>([a-z2-7-]{17})</li>");
        Browser third = new Browser();
        third.get("/login");
        assertThat(third.post("/login", "name", name, "password", Staff.PASSWORD, "code", recovery)
                        .statusCode())
                .isEqualTo(302);
        assertThat(new Browser().get("/login").statusCode()).isEqualTo(200);
        awaitNoted("second factor set up", name);
    }

    @Test
    void whoIsDisabledIsOutAtTheNextRequest() {
        String name = Staff.person(Role.VIEWER);
        Browser browser = Staff.browser(name);
        assertThat(browser.get("/").headers().firstValue("location")).hasValue("/queue");
        TestSite.get().people().disable(name, new ActorId("command-line"));
        assertThat(browser.get("/").headers().firstValue("location").orElseThrow())
                .startsWith("/login");
    }

    @Test
    void theHealthPageTellsStrangersNothingButThat() {
        HttpResponse<String> health = new Browser().get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("well\n");
    }

    private static void awaitNoted(String what, String person) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> TestSite.desk().journal.read(StreamId.DESK).stream()
                        .anyMatch(r -> r.event() instanceof DeskEvent.Noted noted
                                && noted.what().equals(what)
                                && person.equals(noted.details().get("person"))));
    }

    private static String code(byte[] secret) {
        return Totp.code(secret, Totp.step(TestSite.now()));
    }

    private static String group(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + text))
                .group(1);
    }

    private static byte[] unbase32(String text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int next = 0;
        for (char c : text.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }
}
