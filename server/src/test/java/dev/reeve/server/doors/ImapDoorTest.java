package dev.reeve.server.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Against a real Dovecot.
final class ImapDoorTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Dovecot dovecot;
    private DoorFixture fixture;
    private ImapDoor door;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        assumeTrue(Dovecot.missing().isEmpty(), Dovecot.missing());
        dovecot = Dovecot.start(folder, "+XREEVE");
        Files.writeString(folder.resolve("password"), "secret\n");
    }

    private void start(String after) throws IOException {
        fixture = new DoorFixture(DATABASE, folder, """
                mailboxes:
                  abuse: {host: 127.0.0.1, port: %d, tls: none, user: abuse, password-file: password, after: %s}
                """.formatted(dovecot.port, after));
        door = again();
        door.start();
    }

    private ImapDoor again() {
        return new ImapDoor(
                Mailbox.list(fixture.settings.intake().mailboxes(), folder).get(0), fixture.taking, fixture.book);
    }

    @AfterEach
    void close() throws InterruptedException {
        if (door != null) {
            door.close();
            fixture.close();
        }
        if (dovecot != null) {
            dovecot.close();
        }
    }

    private static String mail(int number) {
        return "Return-Path: <ann@example.org>\r\nFrom: Ann <ann@example.org>\r\nSubject: " + number
                + "\r\n\r\nlook\r\n";
    }

    private void awaitReceived(int count) {
        await().atMost(SOON).untilAsserted(() -> assertThat(fixture.received).hasSize(count));
    }

    @Test
    void whatWaitsIsTakenByteForByteAndWhatComesLaterIsHeardOf() throws IOException, InterruptedException {
        dovecot.deliver("1", mail(1));
        dovecot.deliver("2", mail(2));
        start("leave");
        awaitReceived(2);
        dovecot.deliver("3", mail(3));
        awaitReceived(3);
        assertThat(fixture.text(fixture.received.get(2))).isEqualTo(mail(3));
        assertThat(fixture.event(fixture.received.get(0)).transport()).containsEntry("sender-domain", "example.org");
        try (var files = Files.list(dovecot.maildir.resolve("cur"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .as("nothing counts as read")
                    .noneMatch(name -> name.substring(name.indexOf(':') + 1).contains("S"));
        }
    }

    @Test
    void afterARestartItGoesOnWhereItStood() throws IOException, InterruptedException {
        dovecot.deliver("1", mail(1));
        start("leave");
        awaitReceived(1);
        await().atMost(SOON)
                .until(() -> fixture.book.find("mailbox abuse").orElseThrow().taken() == 1);
        door.close();
        dovecot.deliver("2", mail(2));
        door = again();
        door.start();
        awaitReceived(2);
        assertThat(fixture.text(fixture.received.get(1))).isEqualTo(mail(2));
    }

    @Test
    void whatIsKeptIsMovedWhereThatIsWished() throws IOException, InterruptedException {
        dovecot.deliver("1", mail(1));
        start("move");
        awaitReceived(1);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(count(".Reeve/cur") + count(".Reeve/new")).isEqualTo(1));
        await().atMost(SOON).until(() -> dovecot.count("cur") + dovecot.count("new") == 0);
    }

    private long count(String sub) throws IOException {
        return Files.exists(dovecot.maildir.resolve(sub)) ? dovecot.count(sub) : 0;
    }

    @Test
    void ofWhatIsTooLargeTheFirstBytesAreKeptAndTheNextOneGoesOn() throws IOException, InterruptedException {
        dovecot.deliver("1", mail(1) + "x".repeat(40_000) + "\r\n");
        dovecot.deliver("2", mail(2));
        start("delete");
        awaitReceived(2);
        assertThat(fixture.event(fixture.received.get(0)).transport()).containsKey("cut");
        await().atMost(SOON).until(() -> dovecot.count("cur") + dovecot.count("new") == 0);
    }

    @Test
    void aWrongPasswordIsSaidInTheBooks() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("password"), "wrong");
        start("leave");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(fixture.book.list())
                        .singleElement()
                        .satisfies(line -> assertThat(line.why()).contains("Authentication")));
    }
}
