package dev.reeve.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class EventsPageTest {
    private static final Path PAGE = Path.of("../docs/reference/events.md");

    /// When an event is new, delete the page and run this again: it is written, and the test fails once. When one was
    /// changed or is gone, entries on people's disks can't be read any more: give it a new type, and an upcast.
    @Test
    void thePageSaysWhatTheJournalCanSay() throws IOException {
        if (!Files.exists(PAGE)) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, EventsPage.markdown());
            throw new AssertionError(PAGE + " was missing and has been written: look at it, commit it, run again");
        }
        assertThat(PAGE).content().isEqualTo(EventsPage.markdown());
    }
}
