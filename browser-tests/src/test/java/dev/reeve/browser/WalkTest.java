package dev.reeve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Ways through the console that people of the desk go every day.
@ExtendWith(WithConsole.class)
final class WalkTest {
    /// Beyond this many keys nobody would go on.
    private static final int TABS_MAX = 120;

    @Test
    void aWrongPasswordIsSaidToBeWrongAndLeadsNowhere(Console console) {
        try (Watched window = console.stranger()) {
            Page page = window.page();
            page.navigate(console.url("/login"));
            page.getByLabel("Name").fill(Console.NAME);
            page.getByLabel("Password").fill("not this one at all");
            page.getByLabel("Password").press("Enter");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            assertThat(page.getByLabel("Password")).hasValue("");
            page.navigate(console.url("/queue"));
            assertThat(page.getByLabel("Password")).isVisible();
        }
    }

    @Test
    void fromTheQueueToACaseItsClientAndBackByMouse(Console console) {
        try (Watched window = console.stranger()) {
            Page page = window.page();
            console.logIn(page);
            Locator entry = page.locator("main a[href='/cases/" + console.openCase() + "']");
            entry.first().click();
            assertThat(page.locator("h1")).containsText(console.openCase().value());
            page.locator("main a[href^='/accounts/']").first().click();
            assertThat(page.locator("main")).containsText("Amber Tools");
            page.locator("main a[href='/cases/" + console.openCase() + "']")
                    .first()
                    .click();
            assertThat(page.locator("h1")).containsText(console.openCase().value());
            for (String link : new String[] {"Unattributed", "Quarantine", "Status", "Queue"}) {
                page.getByRole(AriaRole.NAVIGATION).getByText(link, exactly()).click();
                assertThat(page.getByRole(AriaRole.NAVIGATION).locator("[aria-current=page]"))
                        .hasText(link);
            }
            window.assertNothingComplained();
        }
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    @Test
    void logInOpenACaseAndSearchByKeyboardAlone(Console console) {
        try (Watched window = console.stranger()) {
            Page page = window.page();
            page.navigate(console.url("/login"));
            tabTo(page, "input[name=name]");
            page.keyboard().type(Console.NAME);
            page.keyboard().press("Tab");
            page.keyboard().type(Console.PASSWORD);
            page.keyboard().press("Enter");
            page.waitForURL(console.url("/queue"));

            page.keyboard().press("Tab");
            assertThat(page.locator(":focus")).hasText("Skip to the content");
            page.keyboard().press("Enter");
            tabTo(page, "main a[href='/cases/" + console.openCase() + "']");
            page.keyboard().press("Enter");
            assertThat(page.locator("h1")).containsText(console.openCase().value());

            tabTo(page, "input[name=q]");
            page.keyboard().type("203.0.113.42");
            page.keyboard().press("Enter");
            assertThat(page.locator("main")).containsText("203.0.113.42");
            assertThat(page.locator("main a[href^='/cases/']").first()).isVisible();
            window.assertNothingComplained();
        }
    }

    private static void tabTo(Page page, String selector) {
        for (int tabs = 0; tabs < TABS_MAX; tabs++) {
            boolean there = (boolean) page.evaluate("s => document.activeElement.matches(s)", selector);
            if (there) {
                return;
            }
            page.keyboard().press("Tab");
        }
        fail("the keyboard does not come to " + selector + " within " + TABS_MAX + " tabs");
    }

    @Test
    void searchFindsByAddressDomainClientAndCase(Console console) {
        try (Watched window = console.window()) {
            for (String sought : new String[] {
                "203.0.113.99",
                "shop.example.com",
                "cl-002",
                "Cedar Press",
                console.openCase().value()
            }) {
                Page page = window.page();
                page.navigate(console.url("/queue"));
                Locator field = page.locator("input[name=q]");
                field.fill(sought);
                field.press("Enter");
                page.waitForURL(url -> !url.endsWith("/queue"));
                assertThat(page.locator("main a[href^='/cases/'], main a[href^='/accounts/']")
                                .count())
                        .as("found for %s", sought)
                        .isPositive();
            }
            window.assertNothingComplained();
        }
    }

    @Test
    void anAddressThatThreeShareIsListedWithItsCandidates(Console console) {
        try (Watched window = console.window()) {
            Page page = window.page();
            page.navigate(console.url("/unattributed"));
            Locator main = page.locator("main");
            assertThat(main).containsText("203.0.113.200");
            assertThat(main).containsText("cl-039");
            assertThat(main).containsText("cl-041");
        }
    }
}
