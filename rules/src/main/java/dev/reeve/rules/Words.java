package dev.reeve.rules;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The closed lists of words in a policy file, from the core's own types.
public final class Words {
    public static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::name).toList();
    public static final List<String> STEPS =
            Arrays.stream(Step.values()).map(Step::word).toList();
    public static final List<String> STRENGTHS =
            Arrays.stream(Strength.values()).map(Strength::word).toList();
    public static final List<String> REASONS =
            Arrays.stream(NecessityReason.values()).map(NecessityReason::word).toList();
    public static final List<String> STATES = Arrays.stream(RuleState.values())
            .map(state -> state.name().toLowerCase(Locale.ROOT))
            .toList();

    /// Nobody decides by looking.
    public static final List<String> DECIDING_ROLES = Arrays.stream(Role.values())
            .filter(role -> role != Role.VIEWER)
            .map(Role::word)
            .toList();

    /// No policy terminates by itself.
    static final List<String> AUTOMATIC_STEPS =
            STEPS.stream().filter(word -> !word.equals(Step.TERMINATE.word())).toList();

    static final List<String> IMMEDIATE_STEPS = AUTOMATIC_STEPS.stream()
            .filter(word -> !word.equals(Step.NOTICE.word()))
            .toList();

    private Words() {}

    public static RuleState state(String word) {
        return RuleState.valueOf(word.toUpperCase(Locale.ROOT));
    }

    public static Strength strength(String word) {
        return Strength.valueOf(word.toUpperCase(Locale.ROOT));
    }

    public static Role role(String word) {
        return Role.parse(word);
    }
}
