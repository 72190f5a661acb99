package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FormatsPageTest {
    private static final Path PAGE = Path.of("../docs/reference/formats.md");

    @Test
    void thePageSaysWhatTheFormatsSay() throws IOException {
        String page = FormatsPage.text(Formats.installed());
        if (Files.notExists(PAGE)) {
            Files.writeString(PAGE, page);
            fail("wrote " + PAGE + ": read it, and keep it if it is right");
        }
        assertThat(Files.readString(PAGE))
                .as("delete " + PAGE + " and run this test to bring it up to date")
                .isEqualTo(page);
    }

    @Test
    void everyFormatSaysWhatFoolsIt() {
        assertThat(Formats.installed().list())
                .allSatisfy(format ->
                        assertThat(format.about().isTold()).as(format.name()).isTrue());
    }
}
