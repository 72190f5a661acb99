package dev.reeve.collector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
            assertThat(read(log)).containsExactly("two", "of another file");
        }
    }

    /// Reads a line, and stops.
    private String placeAfterOne() throws IOException {
        try (FollowedLog log = new FollowedLog(file, "0 none")) {
            write("10:00 one\n");
            assertThat(read(log)).containsExactly("10:00 one");
            return log.place();
        }
    }

    private Path rotated(String name, int minutesAgo) throws IOException {
        Path renamed = Files.move(file, folder.resolve(name));
        Files.setLastModifiedTime(renamed, FileTime.from(Instant.now().minusSeconds(minutesAgo * 60L)));
        return renamed;
    }

    @Test
    void theRestOfAFileThatWasRenamedWhileNobodyReadIsReadFirstAndWhatCameBetween() throws IOException {
        String place = placeAfterOne();
        write("10:01 two\n");
        rotated("auth.log.2", 20);
        write("10:02 three\n");
        rotated("auth.log-1", 10);
        write("10:03 four\n");
        Files.writeString(folder.resolve("auth.log.9.gz"), "packed\n");
        Files.writeString(folder.resolve("auth.login"), "of another\n");
        String later;
        try (FollowedLog log = new FollowedLog(file, place)) {
            assertThat(read(log)).containsExactly("10:01 two", "10:02 three", "10:03 four");
            later = log.place();
        }
        write("10:04 five\n");
        try (FollowedLog log = new FollowedLog(file, later)) {
            assertThat(read(log)).as("nothing twice").containsExactly("10:04 five");
        }
    }

    @Test
    void theRestOfAFileThatWasCopiedAndEmptiedWhileNobodyReadIsReadFirst() throws IOException {
        String place = placeAfterOne();
        write("10:01 two\n");
        Files.copy(file, folder.resolve("auth.log.1"));
        Files.writeString(file, "10:02 three\n");
        try (FollowedLog log = new FollowedLog(file, place)) {
            assertThat(read(log)).containsExactly("10:01 two", "10:02 three");
        }
    }

    @Test
    void anotherFileThatGotTheNumberOfTheOldOneIsNotTakenForIt() throws IOException {
        String place = placeAfterOne();
        Files.writeString(file, "11:00 another, and longer than what was read\n");
        try (FollowedLog log = new FollowedLog(file, place)) {
            assertThat(read(log)).containsExactly("11:00 another, and longer than what was read");
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
