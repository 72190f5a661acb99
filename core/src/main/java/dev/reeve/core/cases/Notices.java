package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseState.Notice;
import dev.reeve.core.cases.CaseState.NoticeStatus;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides what parties are told, and what follows from whether it reached them. Silence counts only when they were
/// told.
final class Notices {
    /// A case tells its client of more evidence at most this often.
    static final Duration MORE_EVIDENCE_EVERY = Duration.ofHours(24);

    /// A mail server that can't take a notice for this long is a failure that a person must know of.
    static final Duration PATIENCE = Duration.ofHours(4);

    private Notices() {}

    static void toClient(Draft draft, NoticeKind kind, String about, Duration window) {
        toClient(draft, kind, about, window, null);
    }

    static void toClient(Draft draft, NoticeKind kind, String about, Duration window, @Nullable Personal text) {
        Optional<Personal> address =
                draft.facts.safeContact(draft.state().opening().service());
        if (address.isEmpty()) {
            draft.task(
                    TaskKind.NO_SAFE_CONTACT,
                    Role.ANALYST,
                    kind.name(),
                    "the client has no address outside the affected service: reach them another way and record how");
        }
        // Without an address the notice stands in the books as failed, so that a person can say how it was told.
        NoticeId id = draft.nextNotice();
        draft.add(new CaseEvent.NoticeQueued(
                id, kind, address.orElse(null), null, draft.facts.language(), about, window, text));
        if (address.isEmpty()) {
            draft.add(new CaseEvent.NoticeFailed(id, "no safe contact"));
        }
    }

    static void toReporter(
            Draft draft,
            NoticeKind kind,
            ReporterId reporter,
            Personal address,
            String about,
            @Nullable Personal text) {
        draft.add(new CaseEvent.NoticeQueued(
                draft.nextNotice(), kind, address, reporter, "en", about, Duration.ZERO, text));
    }

    /// Tells each reporter once what came of it; whoever sent only what nobody took for a report has nothing to
    /// hear.
    static void outcomeToReporters(Draft draft, Outcome outcome) {
        Set<ReporterId> heard = draft.state().counted().values().stream()
                .map(CaseEvent.EvidenceJoined::reporter)
                .collect(Collectors.toSet());
        draft.state().reporters().forEach((reporter, address) -> {
            if (heard.contains(reporter)) {
                toReporter(draft, NoticeKind.OUTCOME, reporter, address, outcome.word(), null);
            }
        });
    }

    static void moreEvidence(Draft draft) {
        boolean lately = draft.state().notices().values().stream()
                .filter(n -> n.queued().kind().party == NoticeKind.Party.CLIENT)
                .anyMatch(n -> n.at().isAfter(draft.now.minus(MORE_EVIDENCE_EVERY)));
        if (!lately) {
            toClient(draft, NoticeKind.MORE_EVIDENCE, "", Duration.ZERO);
        }
    }

    static Decision start(Draft draft, CaseCommand.StartNotice command) {
        return at(draft, command.notice(), NoticeStatus.QUEUED)
                .map(n -> {
                    draft.add(new CaseEvent.NoticeStarted(command.notice(), command.messageId()));
                    return (Decision) draft.decided();
                })
                .orElseGet(() -> new Decision.Refused("conflict", command.notice() + " is not waiting to be sent"));
    }

    static void settle(Draft draft, CaseCommand.SettleNotice command) {
        Optional<Notice> started = at(draft, command.notice(), NoticeStatus.STARTED);
        if (started.isEmpty()) {
            return;
        }
        switch (command.delivery()) {
            case Delivery.Accepted accepted -> {
                draft.add(new CaseEvent.NoticeAccepted(command.notice(), accepted.proof()));
                Clocks.startWindow(draft, started.get());
            }
            case Delivery.Refused refused -> {
                draft.add(new CaseEvent.NoticeFailed(command.notice(), refused.why()));
                notTold(draft, started.get(), TaskKind.NOTICE_BOUNCED, "the notice was refused: " + refused.why());
            }
            case Delivery.Deferred deferred -> {
                Instant since = started.get().queuedAt();
                if (draft.now.isAfter(since.plus(PATIENCE))) {
                    draft.add(new CaseEvent.NoticeFailed(command.notice(), deferred.why()));
                    notTold(
                            draft,
                            started.get(),
                            TaskKind.NOTICE_BOUNCED,
                            "the notice could not be sent: " + deferred.why());
                } else {
                    draft.add(new CaseEvent.NoticeDeferred(command.notice(), deferred.why()));
                }
            }
            case Delivery.Uncertain uncertain -> {
                draft.add(new CaseEvent.NoticeUncertain(command.notice(), uncertain.why()));
                notTold(
                        draft,
                        started.get(),
                        TaskKind.NOTICE_UNCERTAIN,
                        "the notice may or may not have gone out, and is not sent again: " + uncertain.why());
            }
        }
    }

    static void bounce(Draft draft, CaseCommand.BounceNotice command) {
        Notice notice = draft.state().notices().get(command.notice());
        boolean wasOut = notice != null
                && (notice.status() == NoticeStatus.ACCEPTED || notice.status() == NoticeStatus.UNCERTAIN);
        if (!wasOut || notice == null) {
            return;
        }
        draft.add(new CaseEvent.NoticeBounced(command.notice(), command.why()));
        notTold(draft, notice, TaskKind.NOTICE_BOUNCED, "the notice came back: " + command.why());
    }

    private static void notTold(Draft draft, Notice notice, TaskKind kind, String why) {
        if (notice.queued().kind().party == NoticeKind.Party.REPORTER) {
            return;
        }
        if (notice.queued().kind().startsWindow()) {
            Clocks.stopWindow(draft, "the client was not told");
        }
        if (draft.state().open() || draft.state().reversing()) {
            draft.task(kind, Role.ANALYST, notice.queued().notice().value(), why);
        }
    }

    static Decision toldByPerson(Draft draft, CaseCommand.TellByPerson command) {
        Notice notice = draft.state().notices().get(command.notice());
        boolean untold = notice != null
                && switch (notice.status()) {
                    case FAILED, UNCERTAIN, BOUNCED -> true;
                    case QUEUED, STARTED, ACCEPTED, TOLD_BY_PERSON -> false;
                };
        if (!untold || notice == null) {
            return new Decision.Refused(
                    "conflict", command.notice() + " is not a notice that failed to reach the client");
        }
        draft.add(new CaseEvent.ToldByPerson(command.notice(), command.how()));
        draft.finishTasks(
                "told by a person", TaskKind.NOTICE_BOUNCED, TaskKind.NOTICE_UNCERTAIN, TaskKind.NO_SAFE_CONTACT);
        Clocks.startWindow(draft, notice);
        return draft.decided();
    }

    private static Optional<Notice> at(Draft draft, NoticeId id, NoticeStatus status) {
        return Optional.ofNullable(draft.state().notices().get(id)).filter(n -> n.status() == status);
    }
}
