package dev.reeve.server.views;

import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.vault.Vault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal of a case, told in words.
public final class Timeline {
    private static final int QUOTE_MAX = 4000;

    /// Lines of a page that a person reads: most cases have fewer.
    private static final int PAGE = 100;

    private final Journal journal;
    private final EventCodec codec;
    private final Vault vault;

    public Timeline(Journal journal, EventCodec codec, Vault vault) {
        this.journal = journal;
        this.codec = codec;
        this.vault = vault;
    }

    /// Oldest first.
    public List<Line> of(CaseId id) {
        return journal.read(StreamId.of(id)).stream().map(this::line).toList();
    }

    /// One page of it, the newest first.
    public Paged<Line> page(CaseId id, int page) {
        List<Recorded<Event>> all = journal.read(StreamId.of(id)).reversed();
        return Paged.of(
                page,
                PAGE,
                all.size(),
                from -> all.stream().skip(from).limit(PAGE).map(this::line).toList());
    }

    private Line line(Recorded<Event> recorded) {
        CaseEvent event = (CaseEvent) recorded.event();
        String by = recorded.by().value();
        return new Line(recorded.at(), by, tone(event, by), codec.type(event), says(event), quote(words(event)));
    }

    private @Nullable String quote(@Nullable Personal words) {
        if (words == null) {
            return null;
        }
        String text = vault.open(words).orElse("(erased)");
        return text.length() > QUOTE_MAX ? text.substring(0, QUOTE_MAX) + " …" : text;
    }

    private static String tone(CaseEvent event, String by) {
        boolean world = event instanceof CaseEvent.ActionSettled
                || event instanceof CaseEvent.UndoSettled
                || event instanceof CaseEvent.ActionDrifted
                || event instanceof CaseEvent.EvidenceJoined
                || event instanceof CaseEvent.ClientWrote
                || event instanceof CaseEvent.ReporterWrote
                || event instanceof CaseEvent.NoticeBounced;
        return world ? "world" : by.equals("reeve") ? "desk" : "person";
    }

    private static @Nullable Personal words(CaseEvent event) {
        return switch (event) {
            case CaseEvent.NoticeQueued e -> e.text();
            case CaseEvent.ToldByPerson e -> e.how();
            case CaseEvent.ActionOrdered e -> e.reasons();
            case CaseEvent.ClientWrote e -> e.text();
            case CaseEvent.MarkedVictim e -> e.reasons();
            case CaseEvent.BreachFound e -> e.reasons();
            case CaseEvent.FixConfirmed e -> e.reasons();
            case CaseEvent.TerminationProposed e -> e.reasons();
            case CaseEvent.AppealLodged e -> e.text();
            case CaseEvent.AppealDecided e -> e.reasons();
            case CaseEvent.Closed e -> e.reasons();
            case CaseEvent.NoteAdded e -> e.text();
            case CaseEvent other -> null;
        };
    }

    /// One sentence for each kind of entry.
    private static String says(CaseEvent event) {
        return switch (event) {
            case CaseEvent.Opened e -> "Opened for " + e.account() + ", clause " + e.clause() + ", " + e.severity();
            case CaseEvent.EvidenceJoined e ->
                (e.duplicateOf() == null ? "Evidence joined: " : "More about the same incident: ") + e.kind() + " by "
                        + (e.kind().withheld()
                                ? "a resource that is withheld"
                                : e.resource().text()) + ", " + e.strength().word() + ", reported by " + e.reporter();
            case CaseEvent.EvidenceDoubted e ->
                "Read with " + e.percent() + " % certainty: it counts once a person has confirmed it";
            case CaseEvent.EvidenceConfirmed e -> "Confirmed as a report by " + e.by();
            case CaseEvent.EvidenceRejected e -> "No report, says " + e.by();
            case CaseEvent.BasedOn e -> "The case is about what is certain: clause " + e.clause() + ", " + e.severity();
            case CaseEvent.SeverityChanged e -> "Severity is now " + e.severity() + ": " + e.why();
            case CaseEvent.LadderPromised e ->
                "The client is told what may follow by clause " + e.clause() + ": "
                        + String.join(
                                ", ",
                                e.rungs().stream().map(r -> r.step().word()).toList());
            case CaseEvent.NoticeQueued e -> "To be sent: " + word(e.kind());
            case CaseEvent.NoticeStarted e -> "Sending " + e.notice();
            case CaseEvent.NoticeAccepted e -> "Accepted for delivery: " + e.proof();
            case CaseEvent.NoticeDeferred e -> "Not sent yet: " + e.why();
            case CaseEvent.NoticeFailed e -> "A notice could not be sent: " + e.why();
            case CaseEvent.NoticeUncertain e -> "A notice may or may not have gone out: " + e.why();
            case CaseEvent.NoticeBounced e -> "A notice came back: " + e.why();
            case CaseEvent.ToldByPerson e -> "The client was told another way";
            case CaseEvent.ClockStarted e ->
                "Clock started: " + word(e.kind()) + ", " + e.length() + " (" + e.basis() + ")";
            case CaseEvent.ClockPaused e -> "Clock paused: " + e.why();
            case CaseEvent.ClockResumed e -> "Clock goes on, now due " + e.due() + ": " + e.why();
            case CaseEvent.ClockFired e -> "Time is up";
            case CaseEvent.ClockStopped e -> "Clock stopped: " + e.why();
            case CaseEvent.TaskOpened e -> "A person is needed (" + word(e.kind()) + "): " + e.why();
            case CaseEvent.TaskDone e -> "Task done: " + e.result();
            case CaseEvent.StepProposed e ->
                "Proposed, and waits for a second person: " + e.step().word();
            case CaseEvent.ActionOrdered e ->
                "Ordered: " + e.step().word() + " " + e.target().resource().text() + " by lever " + e.lever()
                        + (e.automatic() ? ", by the policy" : "")
                        + (e.necessity() == null
                                ? ""
                                : ", at once: " + e.necessity().word());
            case CaseEvent.ActionHeld e ->
                "Held back by " + e.rule() + " (" + e.step().word() + "): " + e.why();
            case CaseEvent.ActionStarted e -> "Carrying out " + e.action();
            case CaseEvent.ActionSettled e -> "Action: " + says(e.outcome());
            case CaseEvent.ActionWithdrawn e -> "Action withdrawn: " + e.why();
            case CaseEvent.ActionDrifted e -> "The world is no longer as ordered: " + e.reading();
            case CaseEvent.UndoOrdered e -> "Undo ordered: " + e.why();
            case CaseEvent.UndoStarted e -> "Undoing " + e.action();
            case CaseEvent.UndoSettled e -> "Undo: " + says(e.outcome());
            case CaseEvent.ClientWrote e -> "The client wrote (" + word(e.intent()) + ")";
            case CaseEvent.ReporterWrote e -> "A reporter wrote: " + e.reporter();
            case CaseEvent.Extended e -> "Time extended by " + length(e.by()) + ": " + e.why();
            case CaseEvent.MarkedVictim e -> "Marked: the client is the victim";
            case CaseEvent.BreachFound e -> "A breach of " + e.clause() + " was found";
            case CaseEvent.FixConfirmed e -> "The fix was confirmed";
            case CaseEvent.TerminationProposed e -> "Termination proposed";
            case CaseEvent.TerminationApproved e ->
                "Termination approved; proposed by " + e.proposer()
                        + (e.afterCoolingOff() ? ", the same person, after 24 hours" : "");
            case CaseEvent.AppealLodged e -> "Appeal lodged";
            case CaseEvent.AppealDecided e ->
                e.reversed() ? "Appeal decided: the client was right" : "Appeal decided: upheld";
            case CaseEvent.ReversalBegun e -> "Reversal begun: " + e.why();
            case CaseEvent.ReversalDone e -> "Reversal done: the world was read back";
            case CaseEvent.StrikeGiven e -> "Strike of weight " + e.weight();
            case CaseEvent.Closed e ->
                "Closed: " + e.outcome().word() + (e.breach() ? ", with a breach" : ", without a breach");
            case CaseEvent.Reopened e -> "Reopened: " + e.why();
            case CaseEvent.Claimed e -> "Claimed until " + e.until();
            case CaseEvent.Released e -> "Released";
            case CaseEvent.NoteAdded e -> "Note";
            case CaseEvent.Linked e -> "Linked with " + e.other() + ": " + e.why();
        };
    }

    private static String says(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Applied o -> "done, and read back: " + o.after();
            case ActionOutcome.AlreadySo o -> "it was so already: " + o.state();
            case ActionOutcome.Partial o -> "only in part: " + o.reason();
            case ActionOutcome.Refused o -> "refused: " + o.reason();
            case ActionOutcome.Unknown o -> "not known: " + o.reason();
        };
    }

    private static String word(Enum<?> value) {
        return CaseRow.word(value.name()).replace('-', ' ');
    }

    private static String length(Duration by) {
        return by.toHours() + " hours";
    }
}
