package dev.reeve.server.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.reading.MessageFiles.Found;
import dev.reeve.server.reading.MessageFiles.Lack;
import dev.reeve.server.reading.MessageFiles.Message;
import dev.reeve.server.reading.MessageFiles.Unopened;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MessageFilesTest {
    private static final byte[] FROM =
            "From ann@one.example Mon Jan  5 10:00:00 2026\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    private final List<Found> found = new ArrayList<>();

    /// An mbox that is made up while it is read: so many mails of so many bytes, each one line and a blank one.
    private static final class MadeUpMbox extends InputStream {
        private final int mails;
        private final int mailBytes;
        private long read;

        MadeUpMbox(int mails, int mailBytes) {
            this.mails = mails;
            this.mailBytes = mailBytes;
        }

        @Override
        public int read() {
            if (read == (long) mails * mailBytes) {
                return -1;
            }
            int at = (int) (read++ % mailBytes);
            return at < FROM.length ? FROM[at] : at >= mailBytes - 2 ? '\n' : 'x';
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            int n = 0;
            for (int b = n < length ? read() : -1; b >= 0; b = n < length ? read() : -1) {
                buffer[from + n++] = (byte) b;
            }
            return n == 0 && length > 0 ? -1 : n;
        }
    }

    private List<Found> each(Path path) {
        MessageFiles.each(List.of(path), found::add);
        return found;
    }

    @Test
    void anMboxIsCutWhileItIsReadAndNeverHeldAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("big.mbox"), "made up while it is read");
        MadeUpMbox mbox = new MadeUpMbox(40, 500_000);
        List<Long> ahead = new ArrayList<>();
        MessageFiles.each(List.of(file), path -> mbox, message -> {
            assertThat(((Message) message).bytes()).hasSize(500_000);
            ahead.add(mbox.read - (ahead.size() + 1) * 500_000L);
        });
        assertThat(ahead).hasSize(40).allSatisfy(bytes -> assertThat(bytes).isLessThan(200_000));
    }

    @Test
    void aLineOfAHundredMillionBytesIsTooMuchAndTheNextMailIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("line.mbox"), "made up while it is read");
        MadeUpMbox mbox = new MadeUpMbox(1, 100_000_000);
        byte[] next = "From bob@two.example Mon Jan  5 10:00:00 2026\n\nhello\n".getBytes(StandardCharsets.US_ASCII);
        InputStream both = new java.io.SequenceInputStream(mbox, new java.io.ByteArrayInputStream(next));
        MessageFiles.each(List.of(file), path -> both, found::add);
        assertThat(found).hasSize(2);
        assertThat(found.getFirst()).isInstanceOfSatisfying(Unopened.class, much -> {
            assertThat(much.why()).startsWith("it has 100000000 bytes, more than 40000000");
            assertThat(much.lack()).isEqualTo(Lack.UNFIT);
        });
        assertThat(found.getLast())
                .isInstanceOfSatisfying(
                        Message.class, mail -> assertThat(mail.bytes()).isEqualTo(next));
    }

    @Test
    void anMboxThatBreaksOffIsReadAsFarAsItGoes() throws IOException {
        byte[] whole = ("From ann@one.example Mon Jan  5 10:00:00 2026\r\nSubject: one\r\n\r\nfirst\r\n\r\n"
                        + "From bob@two.example Mon Jan  5 10:00:00 2026\r\nSubject: two\r\n\r\nFrom here on it is mi")
                .getBytes(StandardCharsets.US_ASCII);
        each(Files.write(folder.resolve("cut.mbox"), whole));
        assertThat(found).hasSize(2).allMatch(Message.class::isInstance);
        assertThat(((Message) found.getFirst()).bytes()).isEqualTo(Arrays.copyOf(whole, 72));
        assertThat(new String(((Message) found.getLast()).bytes(), StandardCharsets.US_ASCII))
                .endsWith("From here on it is mi");
    }

    @Test
    void aPipeIsNotWaitedForAndALinkInACircleIsNotFollowed() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path circle = folder.resolve("circle");
        Files.createSymbolicLink(circle, circle);
        assertThat(each(pipe).getFirst())
                .isEqualTo(new Unopened(
                        pipe.toString(),
                        "it is neither a file nor a folder, but a pipe, a socket or a device",
                        Lack.ABSENT));
        assertThat(each(circle).getLast())
                .isEqualTo(new Unopened(circle.toString(), "the link leads nowhere, or in a circle", Lack.ABSENT));
        Files.createSymbolicLink(folder.resolve("up"), folder);
        found.clear();
        assertThat(each(folder)).as("within a folder no link is followed").hasSize(1);
    }

    @Test
    void whatMayNotBeReadIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("closed.eml"), "From: ann@one.example\n\nhello\n");
        MessageFiles.each(
                List.of(file),
                path -> {
                    throw new AccessDeniedException(path.toString());
                },
                found::add);
        assertThat(found)
                .containsExactly(
                        new Unopened(file.toString(), "the file can't be read: you may not read it", Lack.DENIED));
    }
}
