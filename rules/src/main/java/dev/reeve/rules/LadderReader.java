package dev.reeve.rules;

import dev.reeve.core.policy.Ladder;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Step;
import dev.reeve.rules.yaml.Fields;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads a ladder: it begins with a notice, each step is harsher than the one before, and every step but the
/// last gives the client time before the next.
final class LadderReader {
    private static final Ladder NOTHING = new Ladder(List.of(new Rung(Step.NOTICE, Duration.ZERO)));

    private final Problems problems;

    LadderReader(Problems problems) {
        this.problems = problems;
    }

    Ladder read(List<Mapping> blocks) {
        List<Rung> rungs = new ArrayList<>();
        boolean good = !blocks.isEmpty();
        for (int i = 0; i < blocks.size(); i++) {
            Fields fields = new Fields(problems, "a step of a ladder", blocks.get(i), "step", "window");
            boolean named = fields.scalar("step")
                    .filter(s -> Words.STEPS.contains(s.text().strip()))
                    .isPresent();
            Step step = fields.word("step", Step::parse, Words.STEPS, Step.NOTICE);
            good &= named && inOrder(fields, rungs, step);
            rungs.add(new Rung(step, window(fields, step, i == blocks.size() - 1)));
        }
        return good ? new Ladder(rungs) : NOTHING;
    }

    private static boolean inOrder(Fields fields, List<Rung> before, Step step) {
        if (before.isEmpty()) {
            if (step != Step.NOTICE) {
                fields.problem(
                        "step",
                        "a ladder begins with a notice, this one with " + step.word(),
                        "`- {step: notice, window: 24h}` before it");
            }
            return step == Step.NOTICE;
        }
        Step last = before.getLast().step();
        if (step.compareTo(last) <= 0) {
            fields.problem(
                    "step",
                    step.word() + " stands after " + last.word() + ", but each step is harsher than the one before",
                    "the steps in the order " + String.join(", ", Words.STEPS));
            return false;
        }
        return true;
    }

    private static Duration window(Fields fields, Step step, boolean last) {
        if (last && !fields.has("window")) {
            return Duration.ZERO;
        }
        Duration window = fields.duration("window", "24h", Duration.ofHours(24));
        if (window.isZero() && !last) {
            fields.problem(
                    "window",
                    "after " + step.word() + " the client has no time",
                    "a window above zero; what can't wait stands under `immediate`");
        }
        return window;
    }
}
