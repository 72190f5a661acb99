package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Role;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a person says of a message that was not read surely, taken to every case that it is evidence in.
///
/// The word is recorded first, with the message; a crash between it and a case is made up by the sweep, and what
/// the word came too late for, because the message was being taken to its cases just then, too.
public final class Confirmations {
    /// Messages that one sweep makes up for; the next takes more.
    private static final int SWEEP_MAX = 1_000;

    private final Journal journal;
    private final CaseDesk cases;
    private final JdbcClient jdbc;
    private final InstantSource time;

    public Confirmations(Journal journal, CaseDesk cases, JdbcClient jdbc, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.jdbc = jdbc;
        this.time = time;
    }

    /// @param report whether it is a report and accuses what was read. Where it accuses something else, marks by hand
    ///     say what
    public Decision say(MessageId id, boolean report, Actor by) {
        Decision decision = record(id, report, by);
        if (decision instanceof Decision.Decided) {
            settle(id);
        }
        return decision;
    }

    /// Records the word and leaves the cases to the desk that starts next: for a process that could not order what
    /// follows.
    public Decision record(MessageId id, boolean report, Actor by) {
        if (!by.may(Role.ANALYST)) {
            return new Decision.Refused("not-allowed", "this needs the role analyst");
        }
        MessageProgress progress = MessageProgress.of(journal.read(StreamId.of(id)));
        if (!progress.toConfirm()) {
            return new Decision.Refused("conflict", "it doesn't wait to be confirmed");
        }
        MessageEvent word = report ? new MessageEvent.Confirmed() : new MessageEvent.Rejected();
        try {
            journal.append(List.of(
                    new StreamAppend(StreamId.of(id), progress.version(), time.instant(), by.id(), List.of(word))));
        } catch (VersionConflictException conflict) {
            return new Decision.Refused("conflict", "something happened to it at the same time; look again");
        }
        return new Decision.Decided(List.of(), List.of(), List.of());
    }

    /// Takes what was said of a message to the cases where its evidence still waits.
    void settle(MessageId id) {
        Recorded<Event> word = word(id);
        if (word == null) {
            return;
        }
        CaseCommand command =
                new CaseCommand.SettleDoubt(id, word.event() instanceof MessageEvent.Confirmed, word.by());
        jdbc.sql("select distinct case_id from case_evidence where message_id = :message and doubt = 'open'")
                .param("message", id.value())
                .query((row, n) -> new CaseId(row.getString(1)))
                .list()
                .forEach(caseId -> cases.handle(caseId, command, Actor.MACHINE));
    }

    /// The last word; null where none was said of the reading that waits.
    private @Nullable Recorded<Event> word(MessageId id) {
        Recorded<Event> word = null;
        for (Recorded<Event> recorded : journal.read(StreamId.of(id))) {
            if (recorded.event() instanceof MessageEvent.Confirmed
                    || recorded.event() instanceof MessageEvent.Rejected) {
                word = recorded;
            } else if (recorded.event() instanceof MessageEvent.Doubted) {
                word = null;
            }
        }
        return word;
    }

    /// Makes up for what a crash, or a message just under way, left undone.
    void sweep() {
        jdbc.sql("""
                select distinct m.message_id from message m join case_evidence e using (message_id)
                where e.doubt = 'open' and m.doubt in ('confirmed', 'rejected') limit\s""" + SWEEP_MAX)
                .query((row, n) -> new MessageId(row.getString(1)))
                .list()
                .forEach(this::settle);
    }
}
