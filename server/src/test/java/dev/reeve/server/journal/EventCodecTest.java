package dev.reeve.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.DeskEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EventCodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/reeve/server/journal/events.txt");
    private static final int VARIANTS = 8;

    private final EventCodec codec = new EventCodec();

    static Stream<Class<?>> events() {
        return new EventCodec()
                .types().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("events")
    void whatIsWrittenIsReadBackTheSame(Class<?> type) {
        for (int variant = 0; variant < VARIANTS; variant++) {
            Event event = (Event) Samples.of(type, variant);
            byte[] bytes = codec.encode(event);
            assertThat(codec.decode(codec.type(event), bytes)).isEqualTo(event);
            assertThat(codec.encode(codec.decode(codec.type(event), bytes))).isEqualTo(bytes);
        }
    }

    /// The journal's form is for ever. A new event is added to the golden file by running this once; a line that
    /// changes
    /// means that entries which are stored can no longer be read.
    @Test
    void theFormOfNoEventChanges() throws IOException {
        Map<String, String> golden = new LinkedHashMap<>();
        if (Files.exists(GOLDEN)) {
            Files.readAllLines(GOLDEN).forEach(line -> golden.put(line.substring(0, line.indexOf(' ')), line));
        }
        Map<String, String> now = events().map(type -> (Event) Samples.of(type, 0))
                .map(event -> codec.type(event) + " " + new String(codec.encode(event), StandardCharsets.UTF_8))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(' ')), line -> line, (a, b) -> a, TreeMap::new));
        golden.forEach((type, line) -> assertThat(now.get(type))
                .as("the form of %s; if it must change, write an upcast and a new event", type)
                .isEqualTo(line));
        if (!golden.keySet().containsAll(now.keySet())) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, now.values());
            throw new AssertionError("new events were added to " + GOLDEN + ": look at them, commit, run again");
        }
    }

    @Test
    void anEntryIsOneLineThatNamesItsPlaceFirst() {
        Event event = new DeskEvent.Halted("too many, all at once");
        Entry entry = new Entry(
                7, Instant.parse("2026-11-01T12:00:00Z"), StreamId.DESK, 3, codec.type(event), new ActorId("ann"));
        byte[] bytes = codec.entry(entry, codec.encode(event));
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo("""
                {"v":1,"seq":7,"at":"2026-11-01T12:00:00Z","stream":"desk/desk","version":3,"type":"desk.halted",\
                "by":"ann","data":{"why":"too many, all at once"}}""");
        assertThat(codec.decode(bytes)).isEqualTo(new EventCodec.Decoded(entry, event));
    }

    @Test
    void equalEventsHaveEqualBytesWhateverTheOrderOfTheirMaps() {
        Map<String, String> one = new LinkedHashMap<>();
        Map<String, String> other = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            one.put("key" + i, "x");
            other.put("key" + (19 - i), "x");
        }
        assertThat(codec.encode(new DeskEvent.Noted("read", one)))
                .isEqualTo(codec.encode(new DeskEvent.Noted("read", other)));
    }

    @Test
    void textThatCantBeStoredIsRepaired() {
        byte[] bytes = codec.encode(new DeskEvent.Halted("a\0b\ud83dc"));
        assertThat(codec.decode("desk.halted", bytes)).isEqualTo(new DeskEvent.Halted("a\ufffdb\ufffdc"));
    }

    @Test
    void whatIsNotInTheFormIsRefusedByName() {
        refused("desk.halted", "{\"why\":\"x\",\"more\":1}", "Halted has no more");
        refused("desk.halted", "{}", "Halted.why is missing");
        refused("desk.halted", "{\"why\":1}", "String is a string");
        refused("desk.halted", "[]", "Halted is an object");
        refused("desk.burned", "{}", "there is no event desk.burned");
        refused("desk.reversal-counted", "{\"caseId\":\"c-1\",\"actions\":9999999999}", "a whole number");
        refused("desk.reversal-counted", "{\"caseId\":\"../etc\",\"actions\":1}", "not a value of CaseId");
    }

    private void refused(String type, String data, String why) {
        assertThatThrownBy(() -> codec.decode(type, data.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(why);
    }

    @Test
    void anOldEventIsReadAsTheOneThatTookOver() {
        EventCodec later =
                new EventCodec(EventCodec.FAMILIES, List.of(new Upcast("desk.stopped", "desk.halted", old -> {
                    old.set("why", old.remove("reason"));
                    return old;
                })));
        assertThat(later.decode("desk.stopped", "{\"reason\":\"fire\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new DeskEvent.Halted("fire"));
    }

    @Test
    void anEventOfAnotherFamilyIsRefusedOnAStream() {
        assertThatThrownBy(() -> AppendRequest.of(
                        List.of(new dev.reeve.core.journal.StreamAppend(
                                StreamId.of(new CaseId("c-1")),
                                0,
                                Instant.EPOCH,
                                new ActorId("ann"),
                                List.of(new DeskEvent.Halted("x")))),
                        List.of(),
                        codec))
                .hasMessageContaining("desk.halted doesn't belong");
    }
}
