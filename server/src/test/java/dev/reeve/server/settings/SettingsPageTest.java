package dev.reeve.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SettingsPageTest {
    private static final Path PAGE = Path.of("../docs/reference/settings.md");

    /// When the list of settings has changed, delete the page and run this again: it is written, and the test fails
    /// once.
    @Test
    void thePageSaysWhatTheCodeKnows() throws IOException {
        if (!Files.exists(PAGE)) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, SettingsPage.markdown());
            throw new AssertionError(PAGE + " was missing and has been written: look at it, commit it, run again");
        }
        assertThat(PAGE).content().isEqualTo(SettingsPage.markdown());
    }
}
