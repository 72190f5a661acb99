package dev.reeve.core.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What came of one simulated world.
///
/// @param caseDays days that cases were open, added up
/// @param harmByAbuse hours of abuse that nothing stood in the way of, times the weight of their severity
/// @param harmToInnocent hours of actions in force against clients who did nothing, times the weight of the step
/// @param fingerprint of the whole story: the same seed gives the same
/// @param story line by line, if it was kept
public record SimulationReport(
        long seed,
        long days,
        int clients,
        int cases,
        double caseDays,
        long steps,
        Map<String, Integer> actions,
        int reversals,
        int terminations,
        double harmByAbuse,
        double harmToInnocent,
        Coverage coverage,
        List<Violation> violations,
        String fingerprint,
        List<String> story) {
    public SimulationReport {
        actions = Map.copyOf(actions);
        violations = List.copyOf(violations);
        story = List.copyOf(story);
    }

    /// @param step the number of the transaction after which it was seen
    /// @param excerpt the last lines of the story about the same
    public record Violation(Invariant invariant, long step, Instant at, String what, List<String> excerpt) {
        public Violation {
            excerpt = List.copyOf(excerpt);
        }

        public String text() {
            return invariant + ": " + invariant.sentence + "\n  " + at + ", step " + step + ": " + what + "\n    "
                    + String.join("\n    ", excerpt);
        }
    }

    /// A few lines for people.
    public List<String> summary() {
        return List.of(
                String.format(Locale.ROOT, "seed %d, %d days, %d clients, story %s", seed, days, clients, fingerprint),
                String.format(Locale.ROOT, "%d cases, open for %.0f days in all", cases, caseDays),
                "actions " + new java.util.TreeMap<>(actions) + ", " + reversals + " cases reversed, " + terminations
                        + " services terminated",
                String.format(
                        Locale.ROOT,
                        "harm by abuse that nothing stood in the way of: %.0f weighted hours",
                        harmByAbuse),
                String.format(Locale.ROOT, "harm to clients who did nothing: %.0f weighted hours", harmToInnocent),
                violations.isEmpty()
                        ? "no invariant was broken"
                        : violations.size() + " broken invariants, the first: "
                                + violations.get(0).text());
    }
}
