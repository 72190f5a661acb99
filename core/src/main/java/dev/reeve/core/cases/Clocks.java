package dev.reeve.core.cases;

import dev.reeve.core.cases.CaseState.Clock;
import dev.reeve.core.cases.CaseState.Notice;
import dev.reeve.core.clocks.Span;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides when time starts, pauses and runs out, and what the next step then is.
final class Clocks {
    private Clocks() {}

    /// The client's time runs from the delivery of a notice that starts it.
    static void startWindow(Draft draft, Notice notice) {
        Duration window = notice.queued().window();
        boolean starts = notice.queued().kind().startsWindow()
                && !window.isZero()
                && draft.state().open()
                && !draft.state().reversing();
        if (!starts) {
            return;
        }
        stopWindow(draft, "a later notice starts a new one");
        start(
                draft,
                ClockKind.RESPONSE_WINDOW,
                "policy clause " + draft.state().leadingClause() + ", window after "
                        + draft.state().stepTaken().word(),
                new Span.Elapsed(window),
                notice.queued().notice().value());
        if (awaitsPerson(draft)) {
            pauseWindow(draft, "a person has the client's word to review");
        }
    }

    static ClockId start(Draft draft, ClockKind kind, String basis, Span length, String about) {
        ClockId id = draft.nextClock();
        draft.add(new CaseEvent.ClockStarted(id, kind, basis, length.text(), length.after(draft.now), about));
        return id;
    }

    static void stopWindow(Draft draft, String why) {
        draft.state()
                .runningWindow()
                .ifPresent(c -> draft.add(new CaseEvent.ClockStopped(c.started().clock(), why)));
    }

    static void stopAll(Draft draft, String why) {
        draft.state().clocks().values().stream()
                .filter(c -> !c.over())
                .map(c -> c.started().clock())
                .toList()
                .forEach(id -> draft.add(new CaseEvent.ClockStopped(id, why)));
    }

    /// A reply pauses the automatic steps, except for the gravest.
    static void pauseWindow(Draft draft, String why) {
        if (draft.state().severity().gravest()) {
            return;
        }
        draft.state()
                .runningWindow()
                .filter(Clock::running)
                .ifPresent(c -> draft.add(new CaseEvent.ClockPaused(c.started().clock(), why)));
    }

    /// The clock goes on with the time that was left, once no person has the client's word to review.
    static void resumeWindow(Draft draft, String why) {
        if (awaitsPerson(draft)) {
            return;
        }
        draft.state().runningWindow().ifPresent(c -> {
            Instant pausedAt = c.pausedAt();
            if (pausedAt != null) {
                Duration left = Duration.between(pausedAt, c.due());
                draft.add(new CaseEvent.ClockResumed(
                        c.started().clock(), draft.now.plus(left.isNegative() ? Duration.ZERO : left), why));
            }
        });
    }

    static boolean awaitsPerson(Draft draft) {
        return draft.state().openTasks().stream()
                .anyMatch(t -> switch (t.opened().kind()) {
                    case REVIEW_REPLY, VERIFY_FIX, APPEAL -> true;
                    case CONFIRM_REPORT,
                            JUDGE,
                            DECIDE_STEP,
                            ACTION_HELD,
                            NO_LEVER,
                            NOTICE_BOUNCED,
                            NOTICE_UNCERTAIN,
                            NO_SAFE_CONTACT,
                            ACTION_UNVERIFIED,
                            ACTION_DRIFTED,
                            APPROVE_TERMINATION,
                            STRIKE_THRESHOLD,
                            REPORTER_WROTE -> false;
                });
    }

    static boolean extend(Draft draft, Duration by, String why) {
        Optional<Clock> window = draft.state().runningWindow();
        window.ifPresent(c -> {
            draft.add(new CaseEvent.Extended(by, why));
            Instant pausedAt = c.pausedAt();
            Duration waited = pausedAt == null ? Duration.ZERO : Duration.between(pausedAt, draft.now);
            draft.add(new CaseEvent.ClockResumed(
                    c.started().clock(), c.due().plus(waited).plus(by), why));
            if (awaitsPerson(draft)) {
                pauseWindow(draft, "a person still has the client's word to review");
            }
            Notices.toClient(draft, NoticeKind.EXTENDED, c.started().clock().value(), Duration.ZERO);
        });
        return window.isPresent();
    }

    static void due(Draft draft, ClockId id) {
        Clock clock = draft.state().clocks().get(id);
        if (clock == null || !clock.running() || draft.now.isBefore(clock.due())) {
            return;
        }
        draft.add(new CaseEvent.ClockFired(id));
        switch (clock.started().kind()) {
            case RESPONSE_WINDOW -> windowOver(draft);
            case APPEAL_DECISION ->
                draft.task(
                        TaskKind.APPEAL,
                        Role.SENIOR,
                        clock.started().about(),
                        "the time to hear the appeal is over: decide it now");
            case TASK, COOLING_OFF -> {}
        }
    }

    private static void windowOver(Draft draft) {
        boolean goesOn = draft.state().open()
                && !draft.state().reversing()
                && draft.state().toldAt().isPresent();
        if (!goesOn) {
            return;
        }
        nextRung(draft)
                .ifPresentOrElse(
                        rung -> Orders.automatic(draft, rung.step(), null),
                        () -> draft.task(
                                TaskKind.DECIDE_STEP,
                                Role.SENIOR,
                                "ladder",
                                "the client is silent and the ladder has no further step that the policy may take"));
    }

    /// The next step: the milder of what the client was told and what today's procedure says.
    static Optional<Rung> nextRung(Draft draft) {
        Step taken = draft.state().stepTaken();
        Optional<Rung> promised = draft.state().promised().stream()
                .filter(r -> r.step().compareTo(taken) > 0)
                .findFirst();
        Optional<Rung> today = draft.leadingClause().flatMap(c -> c.ladder().after(taken));
        if (promised.isEmpty() || today.isEmpty()) {
            return Optional.empty();
        }
        Rung milder = Stream.of(promised.get(), today.get())
                .min(Comparator.comparing(Rung::step))
                .orElseThrow();
        // A victim of a break-in is helped to clean up: the service is not suspended without a person.
        boolean tooHarsh = draft.state().victim() && milder.step().compareTo(Step.DISABLE_CONTENT) > 0;
        return tooHarsh ? Optional.empty() : Optional.of(milder);
    }

    /// The client's time after a step: the longer of what was told and what today's procedure says; doubled for a
    /// victim.
    static Duration windowAfter(Draft draft, Step step) {
        Duration promised = draft.state().promised().stream()
                .filter(r -> r.step() == step)
                .map(Rung::window)
                .findFirst()
                .orElse(Duration.ZERO);
        Duration today = draft.leadingClause()
                .flatMap(c -> c.ladder().rung(step))
                .map(Rung::window)
                .orElse(Duration.ZERO);
        Duration longer = promised.compareTo(today) > 0 ? promised : today;
        return draft.state().victim() ? longer.multipliedBy(2) : longer;
    }
}
