package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.Delivery;
import dev.reeve.core.desk.ActionRunner;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.settings.RawSection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What waits for its next try, while the clock goes on or is put back.
class OutboxClockTest {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    /// Of a desk without cases: what is due is asked for and refused, so that it stays.
    private static final class NoJournal implements Journal {
        @Override
        public List<Recorded<Event>> read(StreamId stream) {
            return List.of();
        }

        @Override
        public List<Recorded<Event>> readFrom(StreamId stream, long version) {
            return List.of();
        }

        @Override
        public void append(List<StreamAppend> appends) {
            throw new AssertionError("nothing is decided");
        }
    }

    private static void failed(String notice, Instant at) {
        DATABASE.jdbc()
                .sql("""
                        insert into case_notice (notice_id, case_id, account_id, kind, party, status, severity, may_wait,
                            queued_at, changed_at, why)
                        values (:notice, 'C-1', 'a-1', 'RECEIPT', 'REPORTER', 'QUEUED', 3, false, :at, :at,
                            'the mail server could not be reached')
                        """)
                .param("notice", notice)
                .param("at", Timestamp.from(at))
                .update();
    }

    @Test
    void whatFailedIsTriedAgainAfterSomeMinutesAndAtOnceWhenTheClockWasPutBack() {
        CaseDesk cases = new CaseDesk(
                new NoJournal(),
                (account, service, resource, state, desk, now) -> {
                    throw new AssertionError("there is no case");
                },
                () -> NOW);
        NoticeRunner notices = new NoticeRunner(
                cases, (letters, messageId) -> new Delivery.Uncertain("nothing is sent"), "reply.host.example");
        Outbox outbox = new Outbox(
                DATABASE.jdbc(),
                notices,
                new ActionRunner(cases, LeverShelf.of(RawSection.NONE, () -> NOW)),
                () -> NOW);
        failed("C-1.n1", NOW.minus(Duration.ofMinutes(1)));
        assertThat(outbox.sendNotices()).as("a minute ago: not yet").isZero();
        failed("C-1.n2", NOW.minus(Outbox.TRY_AGAIN));
        assertThat(outbox.sendNotices()).isEqualTo(1);
        failed("C-1.n3", NOW.plus(Duration.ofHours(2)));
        assertThat(outbox.sendNotices()).as("before the clock was put back").isEqualTo(2);
    }
}
