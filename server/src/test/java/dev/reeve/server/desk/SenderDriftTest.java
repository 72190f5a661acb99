package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Role;
import dev.reeve.server.TestSite;
import dev.reeve.server.desk.SenderDrift.Counts;
import dev.reeve.server.security.Staff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// With a clock of its own, so that the other tests' days don't matter.
final class SenderDriftTest {
    private static int number;

    private Instant now = TestSite.NOW;
    private final SenderDrift drift = new SenderDrift(TestSite.desk().database.jdbc(), () -> now);
    private final String sender = "s" + new java.security.SecureRandom().nextInt(1_000_000) + ".example";

    private static final MessageEvent UNREAD = new MessageEvent.Quarantined("no installed format knows this message");

    private static MessageEvent readAs(String format) {
        return new MessageEvent.Parsed(format, List.<Observation>of(), Map.of());
    }

    private MessageId came(MessageEvent what) {
        MessageId id = new MessageId("m-drift-" + sender.replace('.', '-') + ++number);
        append(id, List.of(new MessageEvent.SenderKnown(sender, List.of()), what));
        return id;
    }

    private void append(MessageId id, List<Event> events) {
        var journal = TestSite.desk().journal;
        StreamId stream = StreamId.of(id);
        journal.append(List.of(new StreamAppend(stream, journal.version(stream), now, new ActorId("reeve"), events)));
    }

    private void days(int days, int mails, MessageEvent what) {
        for (int day = 0; day < days; day++) {
            for (int mail = 0; mail < mails; mail++) {
                came(what);
            }
            now = now.plus(Duration.ofDays(1));
        }
    }

    private Optional<SenderDrift.Drifting> said() {
        drift.look();
        return drift.list().stream().filter(d -> d.sender().equals(sender)).findFirst();
    }

    @Test
    void aSenderWhoseFormatIsNotReadAnyMoreIsNamedOnceWithExamplesAndForgottenWhenItIsReadAgain() {
        days(20, 1, readAs("xarf/4"));
        assertThat(said()).isEmpty();
        days(2, 1, UNREAD);
        assertThat(said()).as("two mails prove nothing").isEmpty();
        days(4, 1, UNREAD);
        SenderDrift.Drifting first = said().orElseThrow();
        assertThat(first.pastPercent()).isEqualTo(100);
        assertThat(first.nowPercent()).isLessThan(50);
        assertThat(first.examples()).hasSize(3).allMatch(e -> e.startsWith("m-drift-"));
        now = now.plus(Duration.ofHours(1));
        assertThat(said().orElseThrow().since()).isEqualTo(first.since());
        assertThat(drift.list().stream().filter(d -> d.sender().equals(sender))).hasSize(1);
        String page = Staff.browser(Role.VIEWER).get("/status").body();
        assertThat(page).contains("Mail from " + sender, first.examples().getFirst());
        days(7, 1, readAs("xarf/4"));
        assertThat(said()).isEmpty();
    }

    @Test
    void manyMailsShowItWithinADay() {
        days(1, 12, readAs("template/1"));
        now = now.plus(Duration.ofDays(1));
        days(1, 20, UNREAD);
        now = now.minus(Duration.ofHours(12));
        assertThat(said()).isPresent();
    }

    @Test
    void whoWasReadByAFormatAndIsNowGuessedAtHasDriftedToo() {
        days(20, 1, readAs("arf/1"));
        days(6, 1, readAs("free-text/1"));
        assertThat(said()).isPresent();
    }

    @Test
    void whoAlwaysWroteFreelyIsReadWhenFreeTextReadsIt() {
        days(20, 1, readAs("free-text/1"));
        days(6, 1, readAs("free-text/1"));
        assertThat(said()).isEmpty();
        days(7, 1, UNREAD);
        assertThat(said()).isPresent();
    }

    @Test
    void whatATemplateReadsLaterIsCountedOnceAsRead() {
        days(20, 1, readAs("template/1"));
        List<MessageId> unread = List.of(came(UNREAD), came(UNREAD), came(UNREAD), came(UNREAD), came(UNREAD));
        for (int i = 0; i < 4; i++) {
            now = now.plus(Duration.ofDays(1));
            came(UNREAD);
        }
        assertThat(said()).isPresent();
        for (MessageId id : unread) {
            append(id, List.of(new MessageEvent.SenderKnown(sender, List.of()), readAs("template/1")));
        }
        assertThat(said()).isEmpty();
    }

    @Test
    void theEdges() {
        Counts past = new Counts(6, 0, 4);
        assertThat(SenderDrift.drifted(past, new Counts(3, 0, 7), 5)).as("half").isTrue();
        assertThat(SenderDrift.drifted(past, new Counts(4, 0, 6), 5)).isFalse();
        assertThat(SenderDrift.drifted(new Counts(5, 0, 5), new Counts(0, 0, 9), 5))
                .as("was read too seldom to be known")
                .isFalse();
        assertThat(SenderDrift.drifted(new Counts(9, 0, 0), new Counts(0, 0, 9), 5))
                .as("too short a past")
                .isFalse();
        assertThat(SenderDrift.drifted(past, new Counts(0, 0, 4), 5))
                .as("too few now")
                .isFalse();
    }
}
