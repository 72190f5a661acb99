package dev.reeve.server.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class FolderDoorTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String MAIL = """
            Return-Path: <ann@example.org>
            Delivered-To: case+t0ken@reply.example.net
            From: Ann <other@example.org>

            look
            """;

    @TempDir
    private Path folder;

    private DoorFixture fixture;
    private Path drop;
    private FolderDoor door;

    @BeforeEach
    void open() throws IOException {
        fixture = new DoorFixture(DATABASE, folder, "");
        drop = Files.createDirectory(folder.resolve("drop"));
        door = new FolderDoor("folder", drop, false, fixture.taking, fixture.book, () -> fixture.now);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path put(String name, String text) throws IOException {
        Path file = Files.writeString(drop.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(fixture.now.minus(Duration.ofMinutes(1))));
        return file;
    }

    @Test
    void aFileIsRemovedOnlyOnceItIsKept() throws IOException {
        Path file = put("1.eml", MAIL);
        assertThat(door.round()).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(fixture.received).singleElement().satisfies(id -> {
            assertThat(fixture.text(id)).isEqualTo(MAIL);
            assertThat(fixture.event(id).door()).isEqualTo("folder");
            assertThat(fixture.event(id).transport())
                    .containsEntry("file-name", "1.eml")
                    .containsEntry("recipient-local", "case+t0ken")
                    .containsEntry("sender-domain", "example.org");
        });
    }

    @Test
    void theSameBytesAreOneMessageAndTheNextFilesGoOn() throws IOException {
        put("1.eml", MAIL);
        put("2.eml", MAIL);
        put("3.eml", MAIL + "more");
        assertThat(door.round()).isEqualTo(3);
        assertThat(fixture.received).hasSize(2);
        assertThat(fixture.book.find("folder").orElseThrow().taken()).isEqualTo(2);
    }

    @Test
    void whatIsStillWrittenIsLeftAlone() throws IOException {
        put(".1.eml", MAIL);
        put("2.eml.part", MAIL);
        put("3.eml.tmp", MAIL);
        Path fresh = put("4.eml", MAIL);
        Files.setLastModifiedTime(fresh, FileTime.from(fixture.now));
        Files.createSymbolicLink(drop.resolve("5.eml"), fresh);
        assertThat(door.round()).isZero();
        assertThat(fixture.received).isEmpty();
        fixture.now = fixture.now.plusSeconds(3);
        assertThat(door.round()).isEqualTo(1);
    }

    @Test
    void ofWhatIsTooLargeTheFirstBytesAreKept() throws IOException {
        put("huge.eml", MAIL + "x".repeat(30_000));
        assertThat(door.round()).isEqualTo(1);
        assertThat(fixture.received).singleElement().satisfies(id -> {
            assertThat(fixture.event(id).sizeBytes()).isEqualTo(DoorFixture.SIZE_MAX);
            assertThat(fixture.event(id).transport()).containsEntry("cut", String.valueOf(MAIL.length() + 30_000));
        });
    }

    @Test
    void aFolderThatIsNoneIsSaidInTheBooks() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        new FolderDoor("odd", file, false, fixture.taking, fixture.book, () -> fixture.now).round();
        assertThat(fixture.book.find("odd").orElseThrow().why()).contains("can't be read");
    }
}
