package dev.reeve.rules;

import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Immediate;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Promise;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.StrikeRule;
import dev.reeve.core.policy.Trigger;
import dev.reeve.rules.yaml.Durations;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A policy as Markdown that a person can read from top to bottom: what clients are told, and how it is
/// enforced.
public final class PolicyText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private PolicyText() {}

    public static String of(Policy policy) {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(policy.title()).append("\n\n");
        text.append("Version ")
                .append(policy.version())
                .append(", in force from ")
                .append(DAY.format(policy.effectiveFrom()));
        text.append(". Questions: ").append(policy.enquiries()).append(".\n");
        text.append("SHA-256 of the file: `").append(policy.hash()).append("`\n");
        for (Promise promise : policy.promises()) {
            text.append("\n## ")
                    .append(promise.title())
                    .append("\n\n")
                    .append(promise.text())
                    .append('\n');
        }
        policy.clauses().forEach(clause -> text.append('\n').append(of(clause)));
        return text.toString();
    }

    public static String of(Clause clause) {
        StringBuilder text = new StringBuilder();
        text.append("## ")
                .append(clause.title())
                .append(" (")
                .append(clause.id())
                .append(")\n\n");
        text.append(clause.text()).append("\n\n");
        text.append("What to do: ").append(clause.remedy()).append("\n\n");
        line(text, "Severity", clause.severity() + (clause.judgement() ? ", found by a person only" : ""));
        line(text, "Family", clause.family());
        ladder(text, clause);
        clause.immediates().forEach(immediate -> immediate(text, immediate));
        line(text, "Strikes", strikes(clause.strikes()));
        line(text, "Who decides", deciders(clause));
        line(text, "The reporter", clause.tellsReporter() ? "is named to the client" : "is not named to the client");
        clause.reinstatement().forEach(condition -> line(text, "To be reinstated", condition));
        clause.triggers().forEach(trigger -> trigger(text, trigger));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("- ").append(what).append(": ").append(value).append('\n');
    }

    private static void ladder(StringBuilder text, Clause clause) {
        StringBuilder steps = new StringBuilder();
        for (Rung rung : clause.ladder().rungs()) {
            steps.append(steps.isEmpty() ? "" : "; then ").append(rung.step().word());
            steps.append(rung.window().isZero() ? "" : ", " + Durations.spoken(rung.window()) + " for an answer");
        }
        line(text, "Ladder", steps.toString());
    }

    private static void immediate(StringBuilder text, Immediate immediate) {
        line(
                text,
                "At once",
                immediate.step().word() + " for " + immediate.reason().word() + ", on evidence that is at least "
                        + immediate.minimumStrength().word() + ", when "
                        + code(immediate.condition().source()));
    }

    private static String strikes(StrikeRule rule) {
        if (rule.weight() == 0) {
            return "none";
        }
        return rule.weight() + " for each breach, for " + Durations.spoken(rule.expiry())
                + (rule.threshold() == 0
                        ? ""
                        : "; at " + rule.threshold() + " a person looks at the account as a whole")
                + (rule.repeatWithin().isZero()
                        ? ""
                        : "; again within " + Durations.spoken(rule.repeatWithin()) + " begins one step higher");
    }

    private static String deciders(Clause clause) {
        return (clause.judgement()
                        ? "a person finds the breach and sends the notice"
                        : "the policy by itself up to "
                                + clause.deciders().automaticUpTo().word())
                + "; harsher steps at least " + clause.deciders().person().word() + "; appeals at least "
                + clause.deciders().appeal().word() + ", never who decided";
    }

    private static void trigger(StringBuilder text, Trigger trigger) {
        String state = trigger.state() == RuleState.LIVE
                ? ""
                : ", " + trigger.state().name().toLowerCase(Locale.ROOT) + " only";
        String severity = trigger.severity() == null ? "" : ", as " + trigger.severity();
        line(text, "Trigger " + trigger.id(), code(trigger.condition().source()) + severity + state);
    }

    private static String code(String source) {
        return "`" + source.strip().replaceAll("\\s+", " ") + "`";
    }
}
