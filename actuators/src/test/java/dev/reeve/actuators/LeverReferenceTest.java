package dev.reeve.actuators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.actions.ActuatorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The reference page of levers is written from the levers themselves.
class LeverReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "levers.md");

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Types of levers and their settings

                This page is generated from the code; a test fails when it differs. How to write a levers file is in
                [how-to/levers.md](../how-to/levers.md).
                """);
        for (ActuatorType type : LeverTypes.present().all().values()) {
            page.append("\n## ").append(type.type()).append("\n\n").append(type.purpose());
            page.append(
                    type.privileged()
                            ? " It runs in the agent.\n\n"
                            : " It needs no powers over the machine and may run in the server.\n\n");
            page.append("| setting | required | meaning |\n|---|---|---|\n");
            type.settings()
                    .forEach((name, words) -> page.append("| `")
                            .append(name.replace("!", ""))
                            .append("` | ")
                            .append(name.endsWith("!") ? "yes" : "")
                            .append(" | ")
                            .append(words.replace("|", "\\|"))
                            .append(" |\n"));
        }
        return page.toString();
    }

    @Test
    void thePageSaysWhatTheLeversSay() throws IOException {
        if (!Files.exists(PAGE)) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
            throw new AssertionError(PAGE + " was missing and has been written; look at it and commit it");
        }
        assertThat(PAGE)
                .as("delete the page and run this test to have it written anew")
                .hasContent(page());
    }
}
