package dev.reeve.core.policy;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.policy.Finding.ImmediateStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Applies a policy to an observation. What was forbidden is judged by the version in force when the conduct happened.
public final class Judge {
    private Judge() {}

    /// As below, with one history for every family.
    public static List<Finding> judge(Policy policy, Question question) {
        return judge(policy, family -> question);
    }

    /// @param questions gives the question about the observation with the history of a clause family
    /// @return a finding for the first matching trigger of every clause that the observation breaks
    public static List<Finding> judge(Policy policy, Function<String, Question> questions) {
        List<Finding> findings = new ArrayList<>();
        for (Clause clause : policy.clauses()) {
            Question question = questions.apply(clause.family());
            clause.triggers().stream()
                    .filter(t -> t.state() != RuleState.DRAFT && t.condition().holds(question))
                    .findFirst()
                    .ifPresent(trigger -> findings.add(finding(policy, clause, trigger, question)));
        }
        return findings;
    }

    private static Finding finding(Policy policy, Clause clause, Trigger trigger, Question question) {
        Strength strength = question.observation().strength();
        Severity asWritten = Optional.ofNullable(trigger.severity()).orElse(clause.severity());
        ImmediateStep immediate = clause.immediates().stream()
                .filter(i -> strength.compareTo(i.minimumStrength()) >= 0
                        && i.condition().holds(question))
                .findFirst()
                .map(i -> new ImmediateStep(i.step(), i.reason()))
                .orElse(null);
        return new Finding(
                clause.id(),
                clause.family(),
                trigger.id(),
                trigger.state(),
                policy.hash(),
                asWritten,
                strength,
                question.observation().id(),
                clause.judgement(),
                immediate);
    }
}
