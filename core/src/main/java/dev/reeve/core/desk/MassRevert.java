package dev.reeve.core.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseState.Action;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.safety.DeskCommand.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Takes back every case with an action of a policy version or a time, newest first, in batches with a pause between
/// them, so that back ends are not overrun by their own recovery. Each client is told by its case's correction.
///
/// It keeps nothing: after a crash, plan again; cases that are being reversed are not taken twice. One thread only.
public final class MassRevert {
    /// Cases in one batch.
    public static final int BATCH_MAX = 10;

    /// Least time between two batches.
    public static final Duration PAUSE = Duration.ofMinutes(2);

    private final CaseDesk cases;
    private final Deque<CaseId> waiting;
    private final Personal reasons;
    private final Actor by;
    private final int batchMax;
    private Instant lastBatch = Instant.MIN;
    private final List<CaseId> refused = new ArrayList<>();

    /// @param planned from {@link #plan}
    public MassRevert(CaseDesk cases, List<CaseId> planned, Personal reasons, Actor by) {
        this(cases, planned, reasons, by, BATCH_MAX);
    }

    /// As above with batches of another size.
    public MassRevert(CaseDesk cases, List<CaseId> planned, Personal reasons, Actor by, int batchMax) {
        this.cases = cases;
        this.waiting = new ArrayDeque<>(planned);
        this.reasons = reasons;
        this.by = by;
        this.batchMax = batchMax;
    }

    /// The cases to take back: those with an action of the selection that is or may be in the world, the one with the
    /// newest such action first.
    public static List<CaseId> plan(Selection selection, Collection<CaseState> states) {
        record Newest(CaseId id, Instant at) {}
        return states.stream()
                .filter(s -> s.exists() && !s.reversing())
                .flatMap(s -> wrong(selection, s)
                        .map(Action::orderedAt)
                        .max(Comparator.naturalOrder())
                        .map(at -> new Newest(s.opening().caseId(), at))
                        .stream())
                .sorted(Comparator.comparing(Newest::at).reversed().thenComparing(n -> n.id().value()))
                .map(Newest::id)
                .toList();
    }

    private static Stream<Action> wrong(Selection selection, CaseState state) {
        return state.actions().values().stream()
                .filter(a -> a.status().live() || a.status() == ActionStatus.ORDERED)
                .filter(a -> selection.takes(a.ordered().policyHash(), a.orderedAt()));
    }

    /// Reverses the next batch when the pause is over.
    ///
    /// @return cases begun now
    public int step(Instant now) {
        if (now.isBefore(lastBatch)) {
            // The clock was set back: the pause begins anew.
            lastBatch = now;
            return 0;
        }
        if (!lastBatch.equals(Instant.MIN) && now.isBefore(lastBatch.plus(PAUSE))) {
            return 0;
        }
        int begun = 0;
        while (begun < batchMax && !waiting.isEmpty()) {
            CaseId id = Objects.requireNonNull(waiting.poll());
            if (cases.handle(id, new CaseCommand.Reverse(reasons), by) instanceof Decision.Decided) {
                begun++;
            } else {
                refused.add(id);
            }
        }
        lastBatch = now;
        return begun;
    }

    public boolean done() {
        return waiting.isEmpty();
    }

    /// Cases that could not be begun, because another person has claimed them: ask that person, and plan again.
    public List<CaseId> refused() {
        return List.copyOf(refused);
    }
}
