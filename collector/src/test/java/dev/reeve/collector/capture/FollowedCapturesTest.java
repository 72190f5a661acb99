package dev.reeve.collector.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FollowedCapturesTest {
    private static final long START = 1_767_225_600_000L;

    @TempDir
    private Path folder;

    private final List<Integer> frames = new ArrayList<>();
    private String why = "";
    private final List<String> problems = new ArrayList<>();

    /// What is done at each look, one after the other; then it ends.
    private final List<Step> steps = new ArrayList<>();

    private interface Step {
        void run() throws IOException;
    }

    private static byte[] capture(int... numbers) {
        return Captures.pcap(
                ByteOrder.LITTLE_ENDIAN,
                false,
                101,
                Arrays.stream(numbers)
                        .mapToObj(n -> new Captures.Frame(START + n, new byte[] {(byte) n}))
                        .toList());
    }

    /// Written when the others were, and so many seconds later.
    private Path write(String name, int seconds, int... numbers) throws IOException {
        Path file = Files.write(folder.resolve(name), capture(numbers));
        Files.setLastModifiedTime(file, FileTime.fromMillis(START + seconds * 1_000L));
        return file;
    }

    private boolean look(String why) {
        if (!why.isEmpty()) {
            problems.add(why);
        }
        if (steps.isEmpty()) {
            return false;
        }
        try {
            steps.removeFirst().run();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return true;
    }

    private String follow(Path path, String place) throws InterruptedException {
        FollowedCaptures captures = new FollowedCaptures(path, place, this::look, 1);
        captures.follow((bytes, from, to, linkType, nanos) -> frames.add((int) bytes[from]));
        assertThat(captures.frames()).isEqualTo(frames.size());
        why = captures.broken();
        return captures.place();
    }

    private void idle(int looks) {
        for (int i = 0; i < looks; i++) {
            steps.add(() -> {});
        }
    }

    @Test
    void theLatestOfAFolderIsReadAsItGrowsThenThoseThatComeAfter() throws Exception {
        write("a.pcap", 1, 1);
        Path b = write("b.pcap", 2, 2);
        write("c.txt", 3, 99);
        idle(3);
        steps.add(() -> {
            byte[] more = capture(3);
            Files.write(b, Arrays.copyOfRange(more, 24, more.length - 1), StandardOpenOption.APPEND);
        });
        idle(3);
        steps.add(() -> Files.write(b, new byte[] {3}, StandardOpenOption.APPEND));
        steps.add(() -> write("b.pcap10", 2_000_000_000, 4));
        idle(20);
        assertThat(follow(folder, ""))
                .startsWith(String.valueOf(Files.getLastModifiedTime(b).toMillis()));
        assertThat(frames).as("what was before is left").containsExactly(2, 3, 4);
    }

    @Test
    void afterARestartItGoesOnWithTheFileThatWasBeingRead() throws Exception {
        write("a.pcap", 1, 1);
        write("b.pcap", 2, 2);
        write("c.pcap", 3, 3);
        idle(30);
        assertThat(follow(folder, START + 1_000 + " a.pcap")).isEqualTo(START + 2_000 + " b.pcap");
        assertThat(frames).containsExactly(2, 3);
    }

    @Test
    void oneThatIsBrokenIsNamedAndTheNextIsRead() throws Exception {
        Path broken = folder.resolve("a.pcap");
        Files.writeString(broken, "this is no capture at all, but a text");
        Files.setLastModifiedTime(broken, FileTime.fromMillis(START));
        idle(3);
        steps.add(() -> write("b.pcap", 2, 2));
        idle(20);
        follow(folder, "");
        assertThat(why).isEqualTo("a.pcap: this is neither a pcap nor a pcapng file");
        assertThat(frames).containsExactly(2);
    }

    @Test
    void aSingleFileThatComesLaterIsReadOnceItIsThere() throws Exception {
        Path file = folder.resolve("eth0.pcap");
        idle(2);
        steps.add(() -> write("eth0.pcap", 1, 1, 2));
        idle(5);
        follow(file, "");
        assertThat(problems).first().isEqualTo("it isn't there");
        assertThat(frames).containsExactly(1, 2);
    }
}
