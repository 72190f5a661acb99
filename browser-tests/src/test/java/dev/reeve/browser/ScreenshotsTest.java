package dev.reeve.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pictures of the documents. They are taken by the long run, and replace those in `docs/images` only with
/// `-Dreeve.screenshots=true`.
@ExtendWith(WithConsole.class)
@EnabledIfSystemProperty(
        named = "reeve.long",
        matches = "true",
        disabledReason = "not run: a minute; ./reeve test --long")
final class ScreenshotsTest {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    /// Less would be an empty page.
    private static final int BYTES_MIN = 8_000;

    private static final Path FOLDER =
            Path.of(Boolean.getBoolean("reeve.screenshots") ? "../docs/images" : "target/screenshots");

    @ParameterizedTest
    @ValueSource(strings = {"queue", "case", "doubt", "account", "status", "unattributed", "network"})
    void pagesOfThoseWhoHaveLoggedIn(String word, Console console) {
        take(console, console.as(), Pages.path(console, word), word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "case", "doubt", "network"})
    void inTheDarkAndOnAPhone(String word, Console console) {
        Path folder = Path.of("target/screenshots");
        take(console, console.inTheDark(), Pages.path(console, word), folder.resolve(word + "-dark.png"));
        Browser.NewContextOptions phone = console.as().setViewportSize(390, 844);
        take(console, phone, Pages.path(console, word), folder.resolve(word + "-phone.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = "login")
    void pagesOfStrangers(String word, Console console) {
        take(console, new Browser.NewContextOptions(), "/" + word, word);
    }

    private static void take(Console console, Browser.NewContextOptions options, String path, String word) {
        options.setViewportSize(WIDTH, HEIGHT);
        boolean document = Map.of("status", false, "unattributed", false, "network", false, "doubt", false)
                .getOrDefault(word, true);
        take(console, options, path, (document ? FOLDER : Path.of("target/screenshots")).resolve(word + ".png"));
    }

    private static void take(Console console, Browser.NewContextOptions options, String path, Path file) {
        try (Watched window = console.window(options)) {
            Page page = window.page();
            page.navigate(console.url(path));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            byte[] picture = page.screenshot(new Page.ScreenshotOptions().setPath(file));
            assertThat(picture).hasSizeGreaterThan(BYTES_MIN);
        }
    }
}
