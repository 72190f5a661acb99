package dev.reeve.core.safety;

import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How much may happen. Always today's limits, whatever the policy was when a case began.
///
/// @param mismatchesPerHour actions read back otherwise than ordered that open the breaker
/// @param reversalsMin reversals in a week below which the rate means nothing
/// @param reversalPercent share of reversed actions that opens the breaker
/// @param inventoryAgeMax how old the newest word of an inventory may be
/// @param clearanceLength how long a person's clearance silences the same signal
public record Limits(
        List<Budget> budgets,
        int mismatchesPerHour,
        int reversalsMin,
        int reversalPercent,
        Duration inventoryAgeMax,
        Duration clearanceLength) {
    public enum Scope {
        DESK,
        NODE,
        RESELLER
    }

    /// At most this many actions of a step within a window, over the whole desk, one node, or one reseller's clients.
    public record Budget(Step step, Scope scope, Duration window, int max) {
        public String name() {
            return step.word() + " per " + scope.name().toLowerCase(java.util.Locale.ROOT) + " in " + window;
        }
    }

    /// A burst is what one run of a rule or one backlog can do before anyone looks.
    private static final Duration RUN = Duration.ofMinutes(5);

    public static final Limits DEFAULTS = of(Map.of());

    /// @param changed overrides of the defaults, by the names of {@link #describe()}
    public static Limits of(Map<String, String> changed) {
        List<Budget> budgets = new ArrayList<>();
        add(budgets, changed, Step.RESTRICT, 10, 30, 100, 10, 20);
        add(budgets, changed, Step.DISABLE_CONTENT, 10, 30, 100, 10, 20);
        add(budgets, changed, Step.SUSPEND_SERVICE, 3, 8, 20, 4, 5);
        add(budgets, changed, Step.SUSPEND_ACCOUNT, 2, 4, 10, 2, 3);
        add(budgets, changed, Step.TERMINATE, 1, 2, 5, 1, 1);
        return new Limits(
                List.copyOf(budgets),
                number(changed, "mismatches-per-hour", 3),
                number(changed, "reversals-min", 3),
                number(changed, "reversal-percent", 20),
                Duration.ofHours(number(changed, "inventory-age-hours", 48)),
                Duration.ofDays(number(changed, "clearance-days", 30)));
    }

    private static void add(
            List<Budget> budgets,
            Map<String, String> changed,
            Step step,
            int run,
            int hour,
            int day,
            int node,
            int reseller) {
        String word = step.word();
        budgets.add(new Budget(step, Scope.DESK, RUN, number(changed, word + ".run", run)));
        budgets.add(new Budget(step, Scope.DESK, Duration.ofHours(1), number(changed, word + ".hour", hour)));
        budgets.add(new Budget(step, Scope.DESK, Duration.ofDays(1), number(changed, word + ".day", day)));
        budgets.add(new Budget(step, Scope.NODE, Duration.ofHours(1), number(changed, word + ".node-hour", node)));
        budgets.add(new Budget(
                step, Scope.RESELLER, Duration.ofDays(1), number(changed, word + ".reseller-day", reseller)));
    }

    private static int number(Map<String, String> changed, String name, int otherwise) {
        String text = changed.get(name);
        return text == null ? otherwise : Integer.parseInt(text);
    }

    /// Whether a change lets more happen than before. All but the clearance are upper bounds.
    static boolean looser(String name, int before, int after) {
        return name.equals("clearance-days") ? after < before : after > before;
    }

    /// All names and values, for settings, console and status.
    public Map<String, Integer> describe() {
        Map<String, Integer> all = new TreeMap<>();
        for (Budget b : budgets) {
            String window = b.window().equals(RUN) ? "run" : b.window().equals(Duration.ofHours(1)) ? "hour" : "day";
            String scope = b.scope() == Scope.DESK ? "" : b.scope().name().toLowerCase(java.util.Locale.ROOT) + "-";
            all.put(b.step().word() + "." + scope + window, b.max());
        }
        all.put("mismatches-per-hour", mismatchesPerHour);
        all.put("reversals-min", reversalsMin);
        all.put("reversal-percent", reversalPercent);
        all.put("inventory-age-hours", (int) inventoryAgeMax.toHours());
        all.put("clearance-days", (int) clearanceLength.toDays());
        return all;
    }
}
