package dev.reeve.rules.cases;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.Question.AccountFacts;
import dev.reeve.core.policy.Question.History;
import dev.reeve.rules.Words;
import dev.reeve.rules.yaml.Fields;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlNode.Entry;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlNode.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads what was seen, and of whom. What a case leaves out is ordinary: a verified client of two years
/// without history.
final class EvidenceReader {
    private static final Mapping NOTHING = new Mapping(dev.reeve.rules.yaml.Mark.START, List.of());
    private static final Instant SOME_DAY = Instant.parse("2026-01-15T12:00:00Z");
    private static final int DAYS_MAX = 36_500;
    private static final int COUNT_MAX = 1_000_000;

    private final Problems problems;

    EvidenceReader(Problems problems) {
        this.problems = problems;
    }

    Question read(Fields worked) {
        Mapping seen = worked.block("seen", true, "`{kind: …, resource: …, strength: …}`")
                .orElse(NOTHING);
        return new Question(
                observation(seen, worked.has("seen")),
                account(worked.block("account", false, "{age-days: 900}").orElse(NOTHING)),
                history(worked.block("history", false, "{reports: 1}").orElse(NOTHING)));
    }

    private Observation observation(Mapping block, boolean present) {
        Fields seen = new Fields(
                present ? problems : new Problems("nowhere"),
                "what was seen",
                block,
                "kind",
                "resource",
                "strength",
                "direction",
                "facts",
                "lasted");
        Duration lasted = seen.optionalDuration("lasted", Duration.ZERO);
        return new Observation(
                new ObservationId("worked-case"),
                new MessageId("worked-case"),
                seen.value("resource", "address:203.0.113.10", Resource::parseKey, Resource.Address.of("203.0.113.10")),
                new Interval(SOME_DAY.minus(lasted), SOME_DAY),
                Duration.ZERO,
                seen.value("kind", "messaging/spam", Kind::parse, new Kind("messaging", "spam")),
                seen.optionalWord(
                        "direction",
                        word -> Direction.valueOf(word.toUpperCase(Locale.ROOT)),
                        List.of("source", "target", "host"),
                        Direction.SOURCE),
                seen.word("strength", Words::strength, Words.STRENGTHS, Strength.CLAIMED),
                new ReporterId("worked-case"),
                null,
                facts(seen),
                List.of(new Span("worked-case", "", 0, 0)),
                "worked-case",
                null);
    }

    private Map<String, String> facts(Fields seen) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (Entry entry :
                seen.block("facts", false, "{port: 25}").orElse(NOTHING).entries()) {
            if (entry.value() instanceof Scalar value) {
                facts.put(entry.key().text(), value.text());
            } else {
                problems.add(
                        entry.value().at(),
                        "a fact is a single value",
                        "`" + entry.key().text() + ": value`");
            }
        }
        return facts;
    }

    private AccountFacts account(Mapping block) {
        Fields account = new Fields(
                problems, "an account", block, "age-days", "payment-verified", "protected", "plan", "service");
        return new AccountFacts(
                account.number("age-days", -1, DAYS_MAX, 730),
                account.flag("payment-verified", true),
                account.flag("protected", false),
                account.optionalText("plan", "standard"),
                account.optionalText("service", "vps"));
    }

    private History history(Mapping block) {
        Fields history = new Fields(
                problems,
                "a history",
                block,
                "reports",
                "distinct-reporters",
                "prior-cases",
                "strikes",
                "days-since-last-breach");
        return new History(
                history.number("reports", 1, COUNT_MAX, 1),
                history.number("distinct-reporters", 1, COUNT_MAX, 1),
                history.number("prior-cases", 0, COUNT_MAX, 0),
                history.number("strikes", 0, COUNT_MAX, 0),
                history.number("days-since-last-breach", -1, DAYS_MAX, -1));
    }
}
