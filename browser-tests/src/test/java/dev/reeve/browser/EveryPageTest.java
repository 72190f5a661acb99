package dev.reeve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every page.
@ExtendWith(WithConsole.class)
final class EveryPageTest {
    private static final int PHONE_WIDTH = 390;
    private static final int DARK_MAX = 60;
    private static final int LIGHT_MIN = 200;

    static Stream<String> pages() {
        return Pages.words();
    }

    /// One look for all of it: opening a page costs the most.
    @ParameterizedTest
    @MethodSource("pages")
    void itIsWholeNamedReadableByDayAndSaysTheSameWithoutScripts(String word, Console console) {
        String withScripts;
        try (Watched window = console.window()) {
            Page page = open(window, console, word);
            window.assertNothingComplained();
            assertThat(page.locator("h1").count())
                    .as("headings of the first rank")
                    .isEqualTo(1);
            assertThat(page.title()).isNotBlank();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("en");
            assertThat(namelessFields(page)).as("fields without a label").isEmpty();
            assertThat(Look.brightness(page)).isGreaterThan(LIGHT_MIN);
            assertThat(Look.faintText(page)).as("text without contrast").isEmpty();
            withScripts = content(page);
        }
        try (Watched window = console.window(console.as().setJavaScriptEnabled(false))) {
            assertThat(content(open(window, console, word))).isEqualTo(withScripts);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> namelessFields(Page page) {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
                  .filter(e => !e.labels.length && !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby'))
                  .map(e => e.outerHTML.slice(0, 120))""");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itFitsAPhone(String word, Console console) {
        Browser.NewContextOptions phone = console.as().setViewportSize(PHONE_WIDTH, 844);
        try (Watched window = console.window(phone)) {
            Page page = open(window, console, word);
            assertThat(Look.overhang(page))
                    .as("pixels beyond %d, from %s", PHONE_WIDTH, Look.stickingOut(page))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itIsReadableInTheDark(String word, Console console) {
        try (Watched window = console.window(console.inTheDark())) {
            Page page = open(window, console, word);
            assertThat(Look.brightness(page)).isLessThan(DARK_MAX);
            assertThat(Look.faintText(page)).as("text without contrast").isEmpty();
        }
    }

    /// Without digits: times and secrets differ from look to look.
    private static String content(Page page) {
        return page.locator("main").innerText().replaceAll("[A-Z2-7]{16,}|[0-9]+", "…");
    }

    private static Page open(Watched window, Console console, String word) {
        Page page = window.page();
        Response response = page.navigate(console.url(Pages.path(console, word)));
        assertThat(response.status()).as(word).isEqualTo(200);
        assertThat(page.url()).as("not sent to log in").doesNotContain("/login");
        return page;
    }
}
