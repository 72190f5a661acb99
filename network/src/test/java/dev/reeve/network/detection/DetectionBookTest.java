package dev.reeve.network.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DetectionBookTest {
    private static final long START = 1_767_225_600_000L;
    private static final Endpoint CLIENT = new Endpoint(0, 0xCB00710AL, false);

    private final List<Detection> said = new ArrayList<>();
    private final DetectionBook book = new DetectionBook(e -> e.equals(CLIENT), said::add);

    private static Sign sign(Endpoint client, long at, double count, Strength strength) {
        return new Sign(
                "scan/1",
                Kind.parse("connection/port_scan"),
                client,
                22,
                START,
                at,
                strength,
                Map.of("hosts", count),
                Map.of());
    }

    @Test
    void manySignsAreOneDetectionSaidNowAndThen() {
        for (int i = 0; i < 1_000; i++) {
            book.see(sign(CLIENT, START + i * 200L, 600 + i * 0.4, Strength.MEASURED));
        }
        book.close();
        assertThat(said).extracting(Detection::id).containsOnly(said.get(0).id());
        assertThat(said).hasSizeLessThanOrEqualTo(6);
        assertThat(said.get(0).state()).isEqualTo(Detection.State.OPENED);
        Detection last = said.get(said.size() - 1);
        assertThat(last.state()).isEqualTo(Detection.State.CLOSED);
        assertThat(last.revision()).isEqualTo(said.size());
        assertThat(last.numbers()).containsEntry("hosts", 600 + 999 * 0.4);
        assertThat(last.toMillis()).isEqualTo(START + 999 * 200L);
    }

    @Test
    void strongerEvidenceIsSaidAtOnce() {
        book.see(sign(CLIENT, START, 1, Strength.CLAIMED));
        book.see(sign(CLIENT, START + 1, 1, Strength.MEASURED));
        assertThat(said).hasSize(2);
        assertThat(said.get(1).strength()).isEqualTo(Strength.MEASURED);
    }

    @Test
    void whatDoublesIsSaidAtOnceAndRepetitionIsNot() {
        for (int i = 0; i < 50_000; i++) {
            book.see(sign(CLIENT, START + i, i + 1, Strength.MEASURED));
        }
        assertThat(said)
                .extracting(d -> d.numbers().get("hosts"))
                .containsExactly(
                        1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1_024.0, 2_048.0, 4_096.0, 8_192.0,
                        16_384.0, 32_768.0);
    }

    @Test
    void aRepetitionDoesNotHideHowFarItHasGrown() {
        book.see(sign(CLIENT, START, 100, Strength.MEASURED));
        book.see(sign(CLIENT, START + 60_000, 150, Strength.MEASURED));
        book.see(sign(CLIENT, START + 60_001, 199, Strength.MEASURED));
        assertThat(said).hasSize(2);
        book.see(sign(CLIENT, START + 60_002, 200, Strength.MEASURED));
        assertThat(said).hasSize(3);
    }

    @Test
    void aSignAfterALongSilenceBeginsAnewThoughNothingToldTheTime() {
        book.see(sign(CLIENT, START, 1, Strength.MEASURED));
        book.see(sign(CLIENT, START + DetectionBook.QUIET_MILLIS + 1, 1, Strength.MEASURED));
        assertThat(said)
                .extracting(Detection::state)
                .containsExactly(Detection.State.OPENED, Detection.State.CLOSED, Detection.State.OPENED);
    }

    @Test
    void whatIsQuietForFiveMinutesHasEndedAndMayBeginAnew() {
        book.see(sign(CLIENT, START, 1, Strength.MEASURED));
        book.tick(START + DetectionBook.QUIET_MILLIS);
        assertThat(said).hasSize(1);
        book.tick(START + DetectionBook.QUIET_MILLIS + 1);
        assertThat(said.get(1).state()).isEqualTo(Detection.State.CLOSED);
        book.see(sign(CLIENT, START + 900_000, 1, Strength.MEASURED));
        assertThat(said.get(2).state()).isEqualTo(Detection.State.OPENED);
    }

    @Test
    void whatOthersDoIsNotSaid() {
        book.see(sign(new Endpoint(0, 1, false), START, 1, Strength.MEASURED));
        book.close();
        assertThat(said).isEmpty();
    }

    @Test
    void theSameRecordsGiveTheSameId() {
        book.see(sign(CLIENT, START, 1, Strength.MEASURED));
        List<Detection> again = new ArrayList<>();
        new DetectionBook(e -> true, again::add).see(sign(CLIENT, START + 5, 3, Strength.CLAIMED));
        assertThat(again.get(0).id()).isEqualTo(said.get(0).id());
    }
}
