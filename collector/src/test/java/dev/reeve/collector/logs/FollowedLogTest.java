package dev.reeve.collector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedLogTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("auth.log");
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// Until there is nothing more.
    private static List<String> read(FollowedLog log) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int quiet = 0; quiet < 5; quiet++) {
            while (log.read(line -> lines.add(new String(line, StandardCharsets.UTF_8)))) {
                quiet = 0;
            }
        }
        return lines;
    }

    @Test
    void whatWasWrittenBeforeIsLeftAndWholeLinesAreTakenAsTheyCome() throws IOException {
        write("old\n");
        try (FollowedLog log = new FollowedLog(file, "")) {
            assertThat(read(log)).isEmpty();
            write("one\r\ntwo\nthr");
            assertThat(read(log)).containsExactly("one", "two");
            write("ee\n\n");
            assertThat(read(log)).containsExactly("three", "");
        }
    }

    @Test
    void aFileThatComesLaterIsReadFromItsBeginning() throws IOException {
        try (FollowedLog log = new FollowedLog(file, "")) {
            assertThatThrownBy(() -> read(log)).hasMessage("it isn't there");
            write("one\n");
            assertThat(read(log)).containsExactly("one");
        }
    }

    @Test
    void itGoesOnWhereAnEarlierReadingEnded() throws IOException {
        write("old\n");
        String place;
        try (FollowedLog log = new FollowedLog(file, "")) {
            read(log);
            write("one\n");
            read(log);
            place = log.place();
        }
        write("two\n");
        try (FollowedLog log = new FollowedLog(file, place)) {
            assertThat(log.place()).as("before it is read, where it was").isEqualTo(place);
            assertThat(read(log)).containsExactly("two");
        }
        Files.move(file, folder.resolve("auth.log.1"));
        write("of another file\n");
        try (FollowedLog log = new FollowedLog(file, place)) {
            assertThat(read(log)).containsExactly("of another file");
        }
    }

    @Test
    void aRenamedFileIsReadToItsEndAndThenTheNextFromItsBeginning() throws IOException {
        write("");
        try (FollowedLog log = new FollowedLog(file, "")) {
            read(log);
            Path renamed = Files.move(file, folder.resolve("auth.log.1"));
            write("new\n");
            Files.writeString(renamed, "last of the old\n", StandardOpenOption.APPEND);
            assertThat(read(log)).containsExactly("last of the old", "new");
        }
    }

    @Test
    void aFileThatBecameShorterIsBegunAnew() throws IOException {
        try (FollowedLog log = new FollowedLog(file, "")) {
            write("a long first line\n");
            read(log);
            Files.writeString(file, "short\n");
            assertThat(read(log)).containsExactly("short");
        }
    }

    @Test
    void aLineThatIsTooLongIsPassedOverAndTheNextIsTaken() throws IOException {
        try (FollowedLog log = new FollowedLog(file, "")) {
            write("x".repeat(3_000_000));
            assertThat(read(log)).isEmpty();
            write("x\n" + "y".repeat(70_000) + "\nnext\n");
            assertThat(read(log)).containsExactly("next");
            assertThat(log.tooLong()).isEqualTo(2);
        }
    }

    @Test
    void aFolderIsNoLog() {
        try (FollowedLog log = new FollowedLog(folder, "")) {
            assertThatThrownBy(() -> read(log)).hasMessage("it is no file");
        }
    }
}
