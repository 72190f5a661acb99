package dev.reeve.server.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class SmtpDoorTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String MAIL = "From: ann@example.org\r\nSubject: spam\r\n\r\nlook\r\n..and a dot";

    @TempDir
    private Path folder;

    private final List<MessageId> received = new CopyOnWriteArrayList<>();
    private PostgresJournal journal;
    private EvidenceStore evidence;
    private Vault vault;
    private ReplyAddress replies;
    private SmtpDoor door;

    @BeforeEach
    void open() throws IOException {
        DATABASE.jdbc().sql("truncate table journal, vault, evidence").update();
        Path file = Files.writeString(folder.resolve("reeve.yaml"), """
                data-dir: state
                listen: {smtp-port: 0}
                desk: {abuse-addresses: [abuse@example.net], reply-domain: reply.example.net}
                intake:
                  message-size-max: 5 MB
                  smtp-connections-per-peer: 3
                  messages-per-peer-minute: 20
                  session-length-max: 10 s
                """);
        Settings settings = Settings.read(file, Map.of(), new SettingsPlaces(false, Map.of(), folder));
        KeyRing keys = KeyRing.openOrCreate(folder.resolve("keys"));
        InstantSource clock = InstantSource.fixed(JournalFixture.NOW);
        journal = JournalFixture.journal(DATABASE.get(), folder.resolve("anchors"));
        journal.start();
        evidence = new EvidenceStore(folder.resolve("evidence"), keys, DATABASE.dataSource(), clock);
        vault = new Vault(DATABASE.jdbc(), keys.master(), clock);
        Intake intake = new Intake(evidence, vault, journal, clock, (message, reporter) -> received.add(message));
        replies = new ReplyAddress(new byte[32], "reply.example.net");
        door = new SmtpDoor(settings, intake, address -> replies.read(address).isPresent(), keys.master(), clock);
        door.start();
    }

    @AfterEach
    void close() {
        door.close();
        journal.close();
    }

    @Test
    void aMailIsKeptAsItCameBeforeItIsAcknowledged() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            assertThat(client.greeting()).startsWith("220 reply.example.net");
            assertThat(client.say("EHLO mx.example.org")).contains("SIZE 5000000");
            String said = client.mail("ann@example.org", "Abuse@example.net", MAIL);
            assertThat(said).startsWith("250 2.0.0 kept as m-");
            MessageId id = new MessageId(said.substring(said.indexOf("m-")));
            assertThat(received).containsExactly(id);
            MessageEvent.Received event =
                    (MessageEvent.Received) journal.read(StreamId.of(id)).get(0).event();
            assertThat(new String(evidence.read(event.sha256()).orElseThrow(), StandardCharsets.US_ASCII))
                    .as("dots are unstuffed, nothing else is touched")
                    .isEqualTo(MAIL.replace("..and", ".and") + "\r\n");
            assertThat(vault.open(event.reporterAddress())).contains("ann@example.org");
            assertThat(event.transport())
                    .isEqualTo(Map.of(
                            "peer", "127.0.0.1",
                            "helo", "mx.example.org",
                            "tls", "false",
                            "recipient", "abuse",
                            "recipient-local", "abuse",
                            "sender-domain", "example.org"));
        }
    }

    @Test
    void aReplyIsTakenWithItsTokenAndABounceHasNoAddress() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            String ours = replies.ofClient(new CaseId("C-7"));
            String said = client.mail("", ours.toUpperCase(java.util.Locale.ROOT), "undeliverable");
            MessageEvent.Received event =
                    (MessageEvent.Received) journal.read(StreamId.of(new MessageId(said.substring(said.indexOf("m-")))))
                            .get(0)
                            .event();
            assertThat(event.transport())
                    .containsEntry("recipient", "reply")
                    .containsEntry("recipient-local", ours.substring(0, ours.indexOf('@')));
            assertThat(event.reporterAddress()).isNull();
        }
    }

    @Test
    void othersAreRefusedAndNothingIsRelayedOrVerified() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            assertThat(client.say("VRFY abuse")).startsWith("502");
            client.say("MAIL FROM:<ann@example.org>");
            assertThat(client.say("RCPT TO:<someone@else.example>")).startsWith("550 5.1.1");
            assertThat(client.say("RCPT TO:<case+x@reply.example.net>")).startsWith("550");
            assertThat(client.say("RCPT TO:<case+c-7.c.aaaaaaaaaaaa@reply.example.net>"))
                    .startsWith("550");
            assertThat(client.say("RCPT TO:<postmaster@example.net>")).startsWith("250");
            assertThat(client.say("RSET")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("503");
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefusedInSmallMemoryAndTheNextIsTaken() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            assertThat(client.say("MAIL FROM:<ann@example.org> SIZE=6000000")).startsWith("552");
            client.say("MAIL FROM:<ann@example.org>");
            client.say("RCPT TO:<abuse@example.net>");
            client.say("DATA");
            byte[] block = "x".repeat(78).concat("\r\n").repeat(820).getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < 5_500_000; sent += block.length) {
                client.send(block);
            }
            assertThat(client.say("\r\n.")).startsWith("552 5.3.4");
            assertThat(client.mail("ann@example.org", "abuse@example.net", MAIL))
                    .startsWith("250");
        }
        assertThat(received).hasSize(1);
        assertThat(folder.resolve("evidence/spool")).isEmptyDirectory();
    }

    /// Also one that no number of 64 bits holds.
    @Test
    void aSizeIsAnsweredWhateverItIsAndTheSessionGoesOn() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            assertThat(client.say("MAIL FROM:<ann@example.org> SIZE=999999999999999999999"))
                    .startsWith("501 5.5.4");
            assertThat(client.say("mail from:<ann@example.org> body=8BITMIME size=99999999999999999999"))
                    .startsWith("552 5.3.4");
            assertThat(client.say("MAIL FROM:<ann@example.org> SIZE=4294967297 BODY=8BITMIME"))
                    .startsWith("552 5.3.4");
            for (String wrong : List.of("SIZE=-1", "SIZE=", "SIZE", "SIZE=1e9", "BODY=7BIT SIZE=12x")) {
                assertThat(client.say("MAIL FROM:<ann@example.org> " + wrong))
                        .as(wrong)
                        .startsWith("501 5.5.4");
            }
            assertThat(client.say("MAIL FROM:<ann@example.org> SIZE=00000000000000000700 BODY=8BITMIME"))
                    .startsWith("250");
            client.say("RSET");
            assertThat(client.say("MAIL FROM:<\"a size=99999999999\"@example.org> BODY=8BITMIME"))
                    .startsWith("250");
            client.say("RSET");
            assertThat(client.mail("ann@example.org", "abuse@example.net", MAIL))
                    .startsWith("250");
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void whenItCantBeKeptTheSenderIsAskedToComeAgain() throws IOException {
        journal.close();
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            assertThat(client.mail("ann@example.org", "abuse@example.net", MAIL))
                    .startsWith("451 4.3.0");
            assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
        }
        assertThat(received).isEmpty();
    }

    @Test
    void theSameMailTwiceIsAcknowledgedTwiceAndKeptOnce() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            String first = client.mail("ann@example.org", "abuse@example.net", MAIL);
            assertThat(client.mail("ann@example.org", "abuse@example.net", MAIL))
                    .isEqualTo(first);
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void aPeerHasOnlySoManyConnectionsAtOnceButAnyNumberInTurn() throws IOException {
        for (int i = 0; i < 10; i++) {
            try (SmtpClient client = new SmtpClient(door.port())) {
                assertThat(client.greeting()).startsWith("220");
                assertThat(client.say("QUIT")).startsWith("221");
            }
        }
        try (SmtpClient first = new SmtpClient(door.port());
                SmtpClient second = new SmtpClient(door.port());
                SmtpClient third = new SmtpClient(door.port());
                SmtpClient fourth = new SmtpClient(door.port())) {
            assertThat(List.of(first.greeting(), second.greeting(), third.greeting()))
                    .allMatch(greeting -> greeting.startsWith("220"));
            assertThat(fourth.greeting()).startsWith("421");
        }
    }

    @Test
    void aPeerHasOnlySoManyMessagesInAMinute() throws IOException {
        try (SmtpClient client = new SmtpClient(door.port())) {
            client.say("EHLO mx.example.org");
            for (int i = 0; i < 20; i++) {
                assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("250");
                client.say("RSET");
            }
            assertThat(client.say("MAIL FROM:<ann@example.org>")).startsWith("451 4.7.1");
        }
    }

    @Test
    void nonsenseIsAnsweredAndLeavesTheDoorOpen() throws IOException {
        for (String nonsense : List.of(
                "MAIL FROM:<a@b> SIZE=99999999999999",
                "x".repeat(5000),
                "\0\1\2",
                "RCPT TO:",
                "BDAT -1",
                "MAIL FROM:" + "<".repeat(900))) {
            try (SmtpClient client = new SmtpClient(door.port())) {
                client.say("EHLO x");
                assertThat(client.say(nonsense)).containsPattern("^(4|5)\\d\\d|closed");
            }
        }
        try (SmtpClient client = new SmtpClient(door.port())) {
            assertThat(client.greeting()).startsWith("220");
        }
    }
}
