package dev.reeve.rules;

import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.TriggerId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Deciders;
import dev.reeve.core.policy.Immediate;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import dev.reeve.core.policy.StrikeRule;
import dev.reeve.core.policy.Trigger;
import dev.reeve.rules.conditions.ConditionError;
import dev.reeve.rules.conditions.Conditions;
import dev.reeve.rules.yaml.Fields;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlNode.Scalar;
import dev.reeve.rules.yaml.YamlText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one clause.
final class ClauseReader {
    private static final String LADDER_EXAMPLE = "`- {step: notice, window: 24h}`";

    private final Problems problems;
    private final YamlText text;
    private final Conditions conditions;
    private final LadderReader ladders;

    ClauseReader(Problems problems, YamlText text, Conditions conditions) {
        this.problems = problems;
        this.text = text;
        this.conditions = conditions;
        this.ladders = new LadderReader(problems);
    }

    static Fields fields(Problems problems, Mapping block) {
        return new Fields(
                problems,
                "a clause",
                block,
                "id",
                "family",
                "title",
                "text",
                "remedy",
                "judgement",
                "severity",
                "triggers",
                "ladder",
                "immediate",
                "strikes",
                "deciders",
                "tells-reporter",
                "reinstatement");
    }

    Clause read(Fields fields, ClauseId id) {
        boolean judgement = fields.flag("judgement", false);
        List<Immediate> immediates = immediates(fields);
        Deciders deciders = deciders(fields);
        if (judgement && fields.has("immediate")) {
            fields.problem(
                    "immediate", "a clause of judgement takes no step by itself", "the clause without `immediate`");
        }
        if (judgement && deciders.automaticUpTo() != Step.NOTICE) {
            fields.problem("deciders", "under a clause of judgement a person decides", "`automatic-up-to: notice`");
        }
        return new Clause(
                id,
                fields.optionalText("family", id.value()),
                fields.text("title", "Phishing"),
                fields.text("text", "what is forbidden, in words for clients"),
                fields.text("remedy", "what to do about it, in words for clients"),
                judgement,
                fields.word("severity", Severity::valueOf, Words.SEVERITIES, Severity.S4),
                triggers(fields),
                ladders.read(fields.blocks("ladder", true, LADDER_EXAMPLE)),
                immediates,
                strikes(fields),
                deciders,
                fields.flag("tells-reporter", false),
                fields.scalars("reinstatement").stream()
                        .map(s -> s.text().strip())
                        .toList());
    }

    private List<Trigger> triggers(Fields fields) {
        Set<String> seen = new HashSet<>();
        List<Trigger> triggers = new ArrayList<>();
        for (Mapping block : fields.blocks("triggers", true, "`- {id: reported, when: '…'}`")) {
            Fields trigger = new Fields(problems, "a trigger", block, "id", "state", "when", "severity");
            TriggerId id = trigger.value("id", "reported", TriggerId::new, new TriggerId("unreadable"));
            if (!seen.add(id.value())) {
                trigger.problem("id", "the trigger \"" + id + "\" stands twice in this clause", "another id");
            }
            Severity severity = trigger.has("severity")
                    ? trigger.optionalWord("severity", Severity::valueOf, Words.SEVERITIES, Severity.S4)
                    : null;
            RuleState state = trigger.optionalWord("state", Words::state, Words.STATES, RuleState.LIVE);
            triggers.add(new Trigger(id, state, condition(trigger), severity));
        }
        return triggers;
    }

    private Condition condition(Fields fields) {
        String source = fields.text("when", "observation.kind == \"messaging/spam\"");
        Optional<Scalar> scalar = fields.scalar("when");
        if (source.isEmpty() || scalar.isEmpty()) {
            return Conditions.never(source);
        }
        return switch (conditions.compile(scalar.get().text())) {
            case Conditions.Compiled(var condition) -> condition;
            case Conditions.Wrong(List<ConditionError> errors) -> {
                errors.forEach(e -> problems.add(text.markOf(scalar.get(), e.offset()), e.message(), e.remedy()));
                yield Conditions.never(source);
            }
        };
    }

    private List<Immediate> immediates(Fields fields) {
        List<Immediate> immediates = new ArrayList<>();
        for (Mapping block :
                fields.blocks("immediate", false, "`- {when: '…', step: restrict, reason: ongoing-harm}`")) {
            Fields immediate =
                    new Fields(problems, "an immediate step", block, "when", "step", "reason", "minimum-strength");
            Step step = immediate.word("step", Step::parse, Words.IMMEDIATE_STEPS, Step.RESTRICT);
            Strength least = immediate.word("minimum-strength", Words::strength, Words.STRENGTHS, Strength.EVIDENCED);
            if (step.compareTo(Step.SUSPEND_SERVICE) >= 0 && least.compareTo(Strength.EVIDENCED) < 0) {
                immediate.problem(
                        "minimum-strength",
                        "a claim or a source that can be forged never suspends",
                        "`minimum-strength: evidenced`, or a milder step");
            }
            immediates.add(new Immediate(
                    condition(immediate),
                    step,
                    immediate.word("reason", NecessityReason::parse, Words.REASONS, NecessityReason.ONGOING_HARM),
                    least));
        }
        return immediates;
    }

    private StrikeRule strikes(Fields fields) {
        Optional<Mapping> block = fields.block("strikes", false, "`{weight: 1, expiry: 365d, threshold: 3}`");
        if (block.isEmpty()) {
            return StrikeRule.NONE;
        }
        Fields strikes = new Fields(problems, "strikes", block.get(), "weight", "expiry", "threshold", "repeat-within");
        return new StrikeRule(
                strikes.number("weight", 0, 100, 1),
                strikes.duration("expiry", "365d", Duration.ZERO),
                strikes.number("threshold", 0, 100, 0),
                strikes.optionalDuration("repeat-within", Duration.ZERO));
    }

    private Deciders deciders(Fields fields) {
        Optional<Mapping> block =
                fields.block("deciders", true, "`{automatic-up-to: restrict, person: analyst, appeal: senior}`");
        if (block.isEmpty()) {
            return new Deciders(Step.NOTICE, Words.role("senior"), Words.role("senior"));
        }
        Fields deciders = new Fields(problems, "deciders", block.get(), "automatic-up-to", "person", "appeal");
        return new Deciders(
                deciders.word("automatic-up-to", Step::parse, Words.AUTOMATIC_STEPS, Step.NOTICE),
                deciders.word("person", Words::role, Words.DECIDING_ROLES, Words.role("senior")),
                deciders.word("appeal", Words::role, Words.DECIDING_ROLES, Words.role("senior")));
    }
}
