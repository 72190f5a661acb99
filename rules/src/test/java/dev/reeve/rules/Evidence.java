package dev.reeve.rules;

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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An ordinary question to ask conditions.
public record Evidence(String kind, Strength strength, Map<String, String> facts) {
    public static Evidence of(String kind) {
        return new Evidence(kind, Strength.EVIDENCED, Map.of());
    }

    public Evidence with(String fact, String value) {
        return new Evidence(kind, strength, Map.of(fact, value));
    }

    public Evidence with(Strength other) {
        return new Evidence(kind, other, facts);
    }

    public Question question() {
        Observation observation = new Observation(
                new ObservationId("o1"),
                new MessageId("m1"),
                Resource.parseKey("address:203.0.113.10:4711"),
                Interval.at(Instant.parse("2026-01-15T12:00:00Z")),
                Duration.ZERO,
                Kind.parse(kind),
                Direction.SOURCE,
                strength,
                new ReporterId("r1"),
                null,
                facts,
                List.of(new Span("source", "", 0, 1)),
                "test",
                null);
        return new Question(
                observation, new Question.AccountFacts(730, true, false, "standard", "vps"), Question.History.NONE);
    }
}
