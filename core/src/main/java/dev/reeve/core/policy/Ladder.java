package dev.reeve.core.policy;

import java.util.List;
import java.util.Optional;

/// The steps of a clause, least first. A ladder begins with a notice; no step stands twice.
public record Ladder(List<Rung> rungs) {
    public Ladder {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty() || rungs.get(0).step() != Step.NOTICE) {
            throw new IllegalArgumentException("a ladder begins with a notice");
        }
        for (int i = 1; i < rungs.size(); i++) {
            if (rungs.get(i).step().compareTo(rungs.get(i - 1).step()) <= 0) {
                throw new IllegalArgumentException("each step of a ladder is harsher than the one before; "
                        + rungs.get(i).step().word() + " stands after "
                        + rungs.get(i - 1).step().word());
            }
        }
    }

    public Optional<Rung> rung(Step step) {
        return rungs.stream().filter(r -> r.step() == step).findFirst();
    }

    /// The first rung harsher than the step.
    public Optional<Rung> after(Step step) {
        return rungs.stream().filter(r -> r.step().compareTo(step) > 0).findFirst();
    }

    public Step harshest() {
        return rungs.get(rungs.size() - 1).step();
    }
}
