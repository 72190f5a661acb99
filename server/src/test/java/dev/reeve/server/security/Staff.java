package dev.reeve.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.Browser;
import dev.reeve.server.TestSite;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Persons and tokens for tests.
public final class Staff {
    public static final String PASSWORD = "four unrelated words here";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Staff() {}

    /// A new person with these roles, who has a password and no second factor.
    public static String person(Role... roles) {
        String name = "p" + COUNT.incrementAndGet();
        TestSite.get().people().add(name, "Person " + name, Set.of(roles), new ActorId("command-line"));
        TestSite.get().part(Credentials.class).setPassword(name, PASSWORD);
        return name;
    }

    /// Who logged in at the form.
    public static Browser browser(String name) {
        Browser browser = new Browser();
        browser.get("/login");
        assertThat(browser.post("/login", "name", name, "password", PASSWORD).statusCode())
                .isEqualTo(302);
        return browser;
    }

    public static Browser browser(Role... roles) {
        return browser(person(roles));
    }

    public static String token(@Nullable String reporter, Role... roles) {
        String name = person(roles.length == 0 ? new Role[] {Role.VIEWER} : roles);
        return TestSite.get()
                .part(ApiTokens.class)
                .make(
                        TestSite.get().people().find(name).orElseThrow(),
                        "a test",
                        Set.of(roles),
                        reporter,
                        Duration.ofDays(30));
    }
}
