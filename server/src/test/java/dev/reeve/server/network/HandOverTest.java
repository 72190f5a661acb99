package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Marks;
import dev.reeve.server.TestSite;
import dev.reeve.server.app.RunningDesk;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What is handed over on a real desk stands in the test of the demo.
final class HandOverTest {
    private static Detection said(Detection.State state, long toMillis, double hosts, Strength strength) {
        return new Detection(
                "d-1",
                1,
                state,
                "scan/1",
                Kind.parse("connection/port_scan"),
                new Endpoint(0, 0xCB00710AL, false),
                22,
                0,
                toMillis,
                strength,
                Map.of("hosts", hosts, "packetsPerSecond", 1_234.0),
                Map.of("scan", "horizontal"));
    }

    private final Endpoint client =
            new Endpoint(0, 0xC6130000L | UUID.randomUUID().hashCode() & 0xFFFFL, false);
    private final Detection told = said(Detection.State.OPENED, 1_000, 60, Strength.CLAIMED);

    private boolean isNews(Detection.State state, long toMillis, double hosts, Strength strength) {
        return HandOver.isNews(told, said(state, toMillis, hosts, strength), Marks.NONE);
    }

    @Test
    void theDeskHearsOfItsBeginningItsGrowthAndItsEnd() {
        assertThat(HandOver.isNews(null, told, Marks.NONE)).isTrue();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 119, Strength.CLAIMED))
                .as("more of the same")
                .isFalse();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 120, Strength.CLAIMED))
                .isTrue();
        assertThat(isNews(Detection.State.UPDATED, 61_000, 60, Strength.MEASURED))
                .isTrue();
        assertThat(isNews(Detection.State.UPDATED, 3_601_000, 60, Strength.CLAIMED))
                .isTrue();
        assertThat(isNews(Detection.State.CLOSED, 1_000, 60, Strength.CLAIMED)).isTrue();
    }

    @Test
    void aDocumentIsReadAsItWasWritten() {
        byte[] bytes = new DetectionDocument(told, null, List.of()).bytes();
        assertThat(DetectionDocument.read(bytes)).isEqualTo(told);
    }

    @Test
    void whenTooManyWaitNewOnesAreLetGoButEndsAreNot() {
        try (HandOver handOver = handOver(new ExporterHistory(), TestSite::now)) {
            for (int i = 0; i <= 10_000; i++) {
                handOver.take(scan("waits-" + i, "horizontal", Detection.State.OPENED, 0, 1, 50), Origin.FLOWS);
            }
            assertThat(handOver.dropped()).isEqualTo(1);
            handOver.take(scan("waits-end", "horizontal", Detection.State.CLOSED, 0, 1, 50), Origin.FLOWS);
            assertThat(handOver.dropped()).isEqualTo(1);
        }
    }

    @Test
    void growthIsHandedOverAtOnceRepetitionIsNotAndTheEndAlwaysIs() {
        String id = fresh();
        try (HandOver handOver = started(new ExporterHistory(), TestSite::now)) {
            say(handOver, scan(id, "horizontal", Detection.State.OPENED, 0, 1_000, 60));
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 2_000, 100));
            assertThat(handOver.handedOver()).isEqualTo(1);
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 2_001, 120));
            assertThat(handOver.handedOver()).isEqualTo(2);
            say(handOver, scan(id, "horizontal", Detection.State.CLOSED, 0, 2_001, 120));
            assertThat(handOver.handedOver()).isEqualTo(3);
            say(handOver, scan(id, "horizontal", Detection.State.CLOSED, 0, 2_001, 120));
            assertThat(handOver.handedOver()).as("the same records again").isEqualTo(3);
        }
        assertThat(row(id).state()).isEqualTo("closed");
    }

    /// The policy asks whether it was a thousand.
    @Test
    void whatCrossesANumberOfThePolicyIsToldAtOnceHoweverLittleItHasGrown() {
        String id = fresh();
        try (HandOver handOver = started(new ExporterHistory(), TestSite::now)) {
            say(handOver, scan(id, "horizontal", Detection.State.OPENED, 0, 1_000, 997));
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 2_000, 999));
            assertThat(handOver.handedOver()).isEqualTo(1);
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 2_001, 1_000));
            assertThat(handOver.handedOver()).isEqualTo(2);
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 2_002, 1_001));
            assertThat(handOver.handedOver()).as("once").isEqualTo(2);
        }
    }

    /// A hundred attempts are asked of guessers alone.
    @Test
    void aNumberThatIsAskedOfAnotherKindIsNone() {
        Marks marks = new PolicyMarks(TestSite.desk().policies::history, TestSite::now);
        assertThat(marks.isCrossed(attempts("connection/port_scan", 99), attempts("connection/port_scan", 101)))
                .isFalse();
        assertThat(marks.isCrossed(attempts("connection/login_attack", 99), attempts("connection/login_attack", 101)))
                .isTrue();
    }

    private Detection attempts(String kind, double attempts) {
        return new Detection(
                "d-1",
                1,
                Detection.State.UPDATED,
                "any/1",
                Kind.parse(kind),
                client,
                22,
                0,
                1,
                Strength.MEASURED,
                Map.of("attempts", attempts),
                Map.of());
    }

    @Test
    void aBurstOfGrowthIsToldSoOftenAMinuteButWhatCountsIsNotHeldBack() {
        String id = fresh();
        AtomicReference<Instant> now = new AtomicReference<>(TestSite.now());
        try (HandOver handOver = started(new ExporterHistory(), now::get)) {
            say(handOver, scan(id, "horizontal", Detection.State.OPENED, 0, 1_000, 0.01));
            double hosts = 2;
            for (int i = 0; i < 20; i++) {
                say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 1_001 + i, hosts));
                hosts *= 2;
            }
            // The thousand was crossed among them, and is not counted.
            assertThat(handOver.handedOver()).isEqualTo(1 + Track.GROWTH_A_MINUTE + 1);
            now.set(now.get().plusSeconds(61));
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, 0, 62_000, hosts));
            assertThat(handOver.handedOver()).as("with the next word").isEqualTo(1 + Track.GROWTH_A_MINUTE + 2);
        }
    }

    @Test
    void whatEndedAndGoesOnIsTheSameDetectionOnceItHasGrown() {
        String id = fresh();
        try (HandOver handOver = started(new ExporterHistory(), TestSite::now)) {
            say(handOver, scan(id, "slow", Detection.State.OPENED, 0, 1_000, 250));
            say(handOver, scan(id, "slow", Detection.State.CLOSED, 0, 1_000, 250));
            say(handOver, scan(id, "slow", Detection.State.OPENED, 0, 600_000, 300));
            assertThat(handOver.handedOver()).isEqualTo(2);
            say(handOver, scan(id, "slow", Detection.State.UPDATED, 0, 900_000, 500));
            assertThat(row(id).state()).isEqualTo("updated");
            assertThat(row(id).revision()).isEqualTo(3);
        }
    }

    @Test
    void aSlowScanOfWhoIsKnownToScanIsNotToldUnlessItIsMore() {
        String fast = fresh();
        String slow = fresh();
        try (HandOver handOver = started(new ExporterHistory(), TestSite::now)) {
            say(handOver, scan(fast, "horizontal", Detection.State.OPENED, 50_000, 60_000, 300));
            say(handOver, scan(slow, "slow", Detection.State.OPENED, 0, 61_000, 310));
            say(handOver, scan(slow, "slow", Detection.State.UPDATED, 0, 61_500, 700));
            say(handOver, scan(slow, "slow", Detection.State.CLOSED, 0, 61_500, 700));
            assertThat(handOver.handedOver()).isEqualTo(1);
            say(handOver, scan(fast, "horizontal", Detection.State.CLOSED, 50_000, 60_000, 300));
            say(handOver, scan(slow, "slow", Detection.State.OPENED, 0, 90_000, 599));
            assertThat(handOver.handedOver()).isEqualTo(2);
            say(handOver, scan(slow, "slow", Detection.State.UPDATED, 0, 90_000, 600));
            say(handOver, scan(slow, "slow", Detection.State.CLOSED, 0, 90_000, 600));
            assertThat(handOver.handedOver()).isEqualTo(4);
            say(handOver, scan(fresh(), "slow", Detection.State.OPENED, 61_000, 95_000, 300));
            assertThat(handOver.handedOver()).as("of another time").isEqualTo(5);
        }
    }

    @Test
    void scansThatEndedBeforeARestartAreRemembered() {
        String slow = fresh();
        try (HandOver before = started(new ExporterHistory(), TestSite::now)) {
            String fast = fresh();
            say(before, scan(fast, "horizontal", Detection.State.OPENED, 50_000, 60_000, 300));
            say(before, scan(fast, "horizontal", Detection.State.CLOSED, 50_000, 60_000, 300));
        }
        try (HandOver after = started(new ExporterHistory(), TestSite::now)) {
            say(after, scan(slow, "slow", Detection.State.OPENED, 0, 61_000, 310));
            assertThat(after.handedOver()).as("the same hosts").isZero();
            say(after, scan(slow, "slow", Detection.State.UPDATED, 0, 90_000, 600));
            assertThat(after.handedOver()).as("twice as many").isEqualTo(1);
        }
    }

    @Test
    void whatIsLeftFromBeforeAndGoesOnUnderItsNameIsNotEnded() {
        AtomicReference<Instant> now = new AtomicReference<>(TestSite.now());
        long began = TestSite.now().toEpochMilli();
        String id = fresh();
        try (HandOver before = started(new ExporterHistory(), now::get)) {
            say(before, scan(id, "vertical", Detection.State.OPENED, began, began + 1, 60));
        }
        try (HandOver after = started(new ExporterHistory(), now::get)) {
            say(after, scan(id, "vertical", Detection.State.UPDATED, began, began + 200_000, 61));
            String other = fresh();
            now.set(now.get().plusSeconds(601));
            say(after, scan(other, "horizontal", Detection.State.OPENED, began, began + 600_000, 60));
            Awaitility.await().until(after::idle);
            assertThat(row(id).state()).isEqualTo("opened");
        }
    }

    @Test
    void whatWasLeftByTheSensorBeforeIsEndedAndWhatTheNewOneSeesIsNot() {
        AtomicReference<Instant> now = new AtomicReference<>(TestSite.now());
        long began = TestSite.now().toEpochMilli();
        String before = fresh();
        try (HandOver handOver = started(new ExporterHistory(), now::get)) {
            say(handOver, scan(before, "vertical", Detection.State.OPENED, began, began + 1, 60));
        }
        String id = fresh();
        try (HandOver handOver = started(new ExporterHistory(), now::get)) {
            say(handOver, scan(id, "horizontal", Detection.State.OPENED, began, began + 1, 60));
            now.set(now.get().plusSeconds(601));
            Awaitility.await().until(() -> row(before).state().equals("closed"));
            Awaitility.await().until(handOver::idle);
            assertThat(row(id).state()).as("nothing new is no end").isEqualTo("opened");
        }
    }

    @Test
    void whatNoExporterSpeaksOfAnyMoreIsEndedAndTakenUpAgainWhenOneDoes() {
        AtomicReference<Instant> now = new AtomicReference<>(TestSite.now());
        long began = TestSite.now().toEpochMilli();
        ExporterHistory exporters = new ExporterHistory();
        exporters.note(began, List.of(ExporterHistoryTest.state("192.0.2.1", began, 1, 0)));
        String id = fresh();
        try (HandOver handOver = started(exporters, now::get)) {
            say(handOver, scan(id, "horizontal", Detection.State.OPENED, began, began + 1, 60));
            now.set(now.get().plusSeconds(601));
            Awaitility.await().until(() -> row(id).state().equals("closed"));
            say(handOver, scan(id, "horizontal", Detection.State.UPDATED, began, began + 700_000, 61));
            assertThat(row(id).state()).isEqualTo("updated");
        }
    }

    private static HandOver handOver(ExporterHistory exporters, InstantSource time) {
        RunningDesk desk = TestSite.desk();
        return new HandOver(
                desk.intake,
                desk.evidence,
                new Detections(desk.database.jdbc()),
                (origin, d, from) -> Cut.NOTHING,
                exporters,
                new PolicyMarks(desk.policies::history, time),
                time);
    }

    private static HandOver started(ExporterHistory exporters, InstantSource time) {
        HandOver handOver = handOver(exporters, time);
        handOver.start();
        return handOver;
    }

    private static void say(HandOver handOver, Detection detection) {
        handOver.take(detection, Origin.FLOWS);
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(handOver::idle);
    }

    private static Detections.Row row(String id) {
        return new Detections(TestSite.desk().database.jdbc()).find(id).orElseThrow();
    }

    private static String fresh() {
        return "d-" + UUID.randomUUID();
    }

    /// By an address that nobody holds, another for each test.
    private Detection scan(String id, String how, Detection.State state, long from, long to, double hosts) {
        return new Detection(
                id,
                1,
                state,
                how + "-scan/1",
                Kind.parse("connection/port_scan"),
                client,
                0,
                from,
                to,
                Strength.MEASURED,
                Map.of("hosts", hosts),
                Map.of("scan", how));
    }

    @Test
    void thePeakIsSaidInAFewWords() {
        assertThat(Peak.of(told)).isEqualTo("1.2 kpackets/s, 60 hosts");
        assertThat(Peak.scaled(192_000_000, "bit/s")).isEqualTo("192 Mbit/s");
        assertThat(Peak.scaled(12_000, "hosts")).isEqualTo("12000 hosts");
    }
}
