package dev.reeve.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithConsole.class)
final class LoginTest {
    @Test
    void aWrongPasswordIsSaidToBeWrongAndLeadsNowhere(Console console) {
        try (Watched window = console.stranger()) {
            Page page = window.page();
            page.navigate(console.url("/login"));
            page.getByLabel("Name").fill(Console.NAME);
            page.getByLabel("Password").fill("not this one at all");
            page.getByLabel("Password").press("Enter");
            assertThat(page.getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .isVisible();
            assertThat(page.getByLabel("Password")).hasValue("");
        }
    }
}
