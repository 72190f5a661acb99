package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.MessageId;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExporterHistoryTest {
    private static final long START = Instant.parse("2026-01-14T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private final ExporterHistory history = new ExporterHistory();

    static ExporterState state(String address, long millis, long numbered, long lost) {
        return state(address, millis, numbered, lost, 1, 0);
    }

    private static ExporterState state(
            String address, long millis, long numbered, long lost, int sampling, long behind) {
        return new ExporterState(
                address, numbered, numbered, numbered, 0, lost, 0, sampling, behind, Instant.ofEpochMilli(millis), "");
    }

    private static Instant at(long minute) {
        return Instant.ofEpochMilli(START + minute * MINUTE);
    }

    /// A thousand records a minute, but for the eleventh minute, of which half is lost.
    private void anHour() {
        long numbered = 0;
        long lost = 0;
        for (int second = 0; second < 3_600; second += 10) {
            boolean bad = second / 60 == 10;
            numbered += bad ? 50 : 100;
            lost += bad ? 50 : 0;
            long millis = START + second * 1_000L;
            int sampling = second / 60 < 30 ? 100 : 1_000;
            history.note(millis, List.of(state("192.0.2.1", millis, numbered, lost, sampling, bad ? -7_000 : 20)));
        }
    }

    @Test
    void whatWasLostIsToldOfTheTimeInWhichItWas() {
        anHour();
        ExporterSpan bad = history.during(at(10), at(10)).getFirst();
        assertThat(bad.lost()).isEqualTo(300);
        assertThat(bad.lostShare()).as("of three minutes, in which it was told").isBetween(0.1, 0.34);
        assertThat(bad.behindMillis()).isEqualTo(-7_000);
        assertThat(bad.sampling()).isEqualTo(100);
        ExporterSpan later = history.during(at(40), at(45)).getFirst();
        assertThat(later.lost()).isZero();
        assertThat(later.lostShare()).isZero();
        assertThat(later.behindMillis()).isEqualTo(20);
        assertThat(later.sampling()).isEqualTo(1_000);
        assertThat(later.records()).isBetween(4_000L, 9_000L);
    }

    @Test
    void ofTheFirstMinuteAllCounts() {
        history.note(START, List.of(state("192.0.2.1", START, 40, 10)));
        history.note(START + 1_000, List.of(state("192.0.2.1", START, 80, 20)));
        ExporterSpan all = history.during(at(-60), at(0)).getFirst();
        assertThat(all.records()).isEqualTo(80);
        assertThat(all.lostShare()).isEqualTo(0.2);
    }

    @Test
    void aDayOfMinutesTakesNoMoreRoomThanTwoHours() {
        for (int minute = 0; minute < 1_440; minute++) {
            history.note(START + minute * MINUTE, List.of(state("192.0.2.1", START, minute * 10L, 0)));
        }
        assertThat(history.during(at(0), at(1_440)).getFirst().records()).isEqualTo(119 * 10);
    }

    @Test
    void itGoesWithTheDetectionAndThePolicyMayAskForIt() {
        anHour();
        Detection detection = new Detection(
                "d-1",
                1,
                Detection.State.OPENED,
                "flood/3",
                Kind.parse("connection/ddos"),
                new Endpoint(0, 0xCB00710AL, false),
                0,
                at(10).toEpochMilli(),
                at(10).toEpochMilli() + 1,
                Strength.MEASURED,
                Map.of("packetsPerSecond", 30_000.0),
                Map.of());
        byte[] document = new DetectionDocument(detection, null, history.during(at(10), at(10))).bytes();
        assertThat(new String(document, StandardCharsets.UTF_8))
                .contains("\"lost\" : 300", "\"clock_behind_millis\" : -7000", "\"sampling\" : 100");
        Observation read = DetectionReader.read(
                        new MessageId("m-1"),
                        new MessageEvent.Received(
                                DetectionReader.DOOR, "x", 1, Telling.SENSOR, null, null, null, Map.of()),
                        document)
                .orElseThrow();
        assertThat(read.facts())
                .containsEntry("exporter_clock_behind_millis", "-7000")
                .containsEntry("exporter_sampling", "100")
                .containsKey("exporter_lost_percent");
        assertThat(read.spans()).anyMatch(span -> span.what().equals("exporters"));
    }
}
