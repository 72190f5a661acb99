package dev.reeve.rules.cases;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Judge;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Step;
import dev.reeve.rules.yaml.Durations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a policy makes of one piece of evidence, in the words of a worked case.
///
/// @param breaks all clauses that it breaks, in the order of the policy
/// @param outcome severity, step at once, first step and who decides under the case's own clause; empty where
///     it isn't broken
record Verdict(List<String> breaks, Map<String, String> outcome) {
    static final String SEVERITY = "severity";
    static final String AT_ONCE = "at-once";
    static final String FIRST = "first";
    static final String DECIDES = "decides";
    static final List<String> KEYS = List.of(SEVERITY, AT_ONCE, FIRST, DECIDES);

    /// Said where no step is taken at once.
    static final String NONE = "none";

    /// Said where the policy may take the first step that acts by itself.
    static final String POLICY = "policy";

    static Verdict of(Policy policy, ClauseId about, Question question) {
        List<Finding> findings = Judge.judge(policy, question);
        List<String> breaks = findings.stream().map(f -> f.clause().value()).toList();
        Optional<Finding> finding =
                findings.stream().filter(f -> f.clause().equals(about)).findFirst();
        Optional<Clause> clause = policy.find(about);
        return new Verdict(
                breaks,
                finding.isPresent() && clause.isPresent() ? outcome(clause.get(), finding.get(), question) : Map.of());
    }

    private static Map<String, String> outcome(Clause clause, Finding finding, Question question) {
        Rung first = clause.begins(question.history());
        Map<String, String> outcome = new LinkedHashMap<>();
        outcome.put(SEVERITY, finding.severity().name());
        outcome.put(AT_ONCE, atOnce(finding));
        outcome.put(FIRST, first(first));
        outcome.put(DECIDES, decides(clause, finding, first, question));
        return outcome;
    }

    private static String atOnce(Finding finding) {
        Finding.ImmediateStep step = finding.immediate();
        return step == null
                ? NONE
                : step.step().word() + " because " + step.reason().word();
    }

    private static String first(Rung rung) {
        return rung.step().word() + (rung.window().isZero() ? "" : ", " + Durations.spoken(rung.window()));
    }

    /// Who takes the first step that changes something. A protected account and a clause of judgement always
    /// have a person.
    private static String decides(Clause clause, Finding finding, Rung first, Question question) {
        Finding.ImmediateStep immediate = finding.immediate();
        Optional<Step> acting = immediate != null
                ? Optional.of(immediate.step())
                : first.step().acts()
                        ? Optional.of(first.step())
                        : clause.ladder().after(Step.NOTICE).map(Rung::step);
        boolean person = clause.judgement()
                || question.account().isProtected()
                || acting.filter(step -> step.compareTo(clause.deciders().automaticUpTo()) > 0)
                        .isPresent();
        return person ? clause.deciders().person().word() : POLICY;
    }
}
