package dev.reeve.core.simulation;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.TriggerId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Deciders;
import dev.reeve.core.policy.Immediate;
import dev.reeve.core.policy.Ladder;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.Role;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import dev.reeve.core.policy.StrikeRule;
import dev.reeve.core.policy.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Policies that lead through every branch of the desk, for worlds without an operator's own.
final class SimulatedPolicies {
    static final List<Vocation> VOCATIONS = List.of(
            new Vocation("messaging/spam", Severity.S2),
            new Vocation("messaging/spam", Severity.S2),
            new Vocation("connection/ddos", Severity.S1),
            new Vocation("content/phishing", Severity.S1),
            new Vocation("connection/port_scan", Severity.S3),
            new Vocation("vulnerability/open_service", Severity.S4),
            new Vocation("content/odd", Severity.S3),
            new Vocation("service/proxy", Severity.S3));

    private SimulatedPolicies() {}

    static Policy mild(Instant from) {
        return policy("mild", from, 24, false);
    }

    /// Shorter windows, and no restriction before the suspension.
    static Policy stern(Instant from) {
        return policy("stern", from, 6, true);
    }

    static Policy wild(Instant from) {
        List<Clause> clauses = new java.util.ArrayList<>(mild(from).clauses());
        clauses.add(clause(
                "everything",
                "usage/ordinary",
                Severity.S1,
                RuleState.LIVE,
                List.of(rung(Step.NOTICE, 24), rung(Step.RESTRICT, 0)),
                Step.RESTRICT,
                Strength.MEASURED,
                false));
        return new Policy("wild", "hash-wild", "wild", from, "abuse@desk.example", clauses);
    }

    private static Policy policy(String name, Instant from, int hours, boolean stern) {
        List<Rung> spam = stern
                ? List.of(rung(Step.NOTICE, hours), rung(Step.SUSPEND_SERVICE, 24 * 7), rung(Step.TERMINATE, 0))
                : List.of(
                        rung(Step.NOTICE, hours),
                        rung(Step.RESTRICT, hours),
                        rung(Step.SUSPEND_SERVICE, 24 * 7),
                        rung(Step.TERMINATE, 0));
        // The window after a restriction is shorter than the dwell: the policy is wrong, and the safety rule holds.
        List<Rung> attack = List.of(
                rung(Step.NOTICE, 12),
                new Rung(Step.RESTRICT, Duration.ofMinutes(10)),
                rung(Step.SUSPEND_SERVICE, 72),
                rung(Step.TERMINATE, 0));
        List<Rung> scan = List.of(rung(Step.NOTICE, hours * 3), rung(Step.RESTRICT, 72), rung(Step.SUSPEND_ACCOUNT, 0));
        List<Rung> content =
                List.of(rung(Step.NOTICE, hours), rung(Step.DISABLE_CONTENT, 48), rung(Step.SUSPEND_SERVICE, 0));
        return new Policy(
                name,
                "hash-" + name,
                name,
                from,
                "abuse@desk.example",
                List.of(
                        clause("spam", "messaging/spam", Severity.S2, RuleState.LIVE, spam, null, null, false),
                        clause(
                                "attack",
                                "connection/ddos",
                                Severity.S1,
                                RuleState.LIVE,
                                attack,
                                Step.RESTRICT,
                                Strength.TRUSTED,
                                false),
                        clause(
                                "phishing",
                                "content/phishing",
                                Severity.S1,
                                RuleState.LIVE,
                                content,
                                Step.DISABLE_CONTENT,
                                Strength.EVIDENCED,
                                false),
                        clause("scan", "connection/port_scan", Severity.S3, RuleState.LIVE, scan, null, null, false),
                        clause(
                                "open",
                                "vulnerability/open_service",
                                Severity.S4,
                                RuleState.LIVE,
                                scan,
                                null,
                                null,
                                false),
                        clause("odd", "content/odd", Severity.S3, RuleState.LIVE, content, null, null, true),
                        clause("proxy", "service/proxy", Severity.S3, RuleState.SHADOW, scan, null, null, false)));
    }

    private static Rung rung(Step step, int hours) {
        return new Rung(step, Duration.ofHours(hours));
    }

    private static Clause clause(
            String id,
            String kind,
            Severity severity,
            RuleState state,
            List<Rung> rungs,
            @org.jspecify.annotations.Nullable Step immediate,
            @org.jspecify.annotations.Nullable Strength strength,
            boolean judgement) {
        Condition condition = new Of(kind);
        return new Clause(
                new ClauseId(id),
                id,
                "No " + id,
                "You may not.",
                "Stop it.",
                judgement,
                severity,
                List.of(new Trigger(new TriggerId(id + "-1"), state, condition, null)),
                new Ladder(rungs),
                immediate == null || strength == null
                        ? List.of()
                        : List.of(new Immediate(condition, immediate, NecessityReason.ONGOING_HARM, strength)),
                new StrikeRule(1, Duration.ofDays(180), 3, Duration.ofDays(30)),
                new Deciders(Step.SUSPEND_ACCOUNT, Role.SENIOR, Role.SENIOR),
                false,
                List.of("the cause is mended"));
    }

    private record Of(String kind) implements Condition {
        @Override
        public boolean holds(Question question) {
            return question.observation().kind().toString().equals(kind);
        }

        @Override
        public String source() {
            return "observation.kind == \"" + kind + '"';
        }
    }
}
