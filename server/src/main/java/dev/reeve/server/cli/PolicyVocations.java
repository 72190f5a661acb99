package dev.reeve.server.cli;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Trigger;
import dev.reeve.core.simulation.Vocation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a policy looks at, read from the words of its conditions: the kinds that they name, with details that fulfil
/// them. What a condition excludes is left out. Enough to fill a simulated world; no proof that a trigger holds.
final class PolicyVocations {
    private static final Pattern EXCLUDED = Pattern.compile("!\\s*\\([^()]*(?:\\([^()]*\\)[^()]*)*\\)");
    private static final Pattern KIND = Pattern.compile("\"([a-z][a-z0-9_-]*/[a-z][a-z0-9_-]*)\"");
    private static final Pattern DIRECTION = Pattern.compile("observation\\.direction == \"([a-z]+)\"");
    private static final Pattern TEXT =
            Pattern.compile("facts\\.text\\(\"([a-z0-9_]+)\"\\) (?:== |in \\[)\"([^\"]*)\"");
    private static final Pattern NUMBER = Pattern.compile("facts\\.number\\(\"([a-z0-9_]+)\"\\) >=? (\\d{1,15})");

    private PolicyVocations() {}

    static List<Vocation> of(Policy policy) {
        return policy.clauses().stream()
                .flatMap(clause -> clause.triggers().stream()
                        .filter(t -> t.state() != RuleState.DRAFT)
                        .flatMap(trigger -> of(clause, trigger).stream()))
                .distinct()
                .toList();
    }

    private static List<Vocation> of(Clause clause, Trigger trigger) {
        String source = EXCLUDED.matcher(trigger.condition().source()).replaceAll(" ");
        Severity severity = Optional.ofNullable(trigger.severity()).orElse(clause.severity());
        return KIND.matcher(source)
                .results()
                .map(kind -> new Vocation(Kind.parse(kind.group(1)), direction(source), severity, facts(source)))
                .toList();
    }

    private static Direction direction(String source) {
        Matcher named = DIRECTION.matcher(source);
        return named.find() ? Direction.valueOf(named.group(1).toUpperCase(java.util.Locale.ROOT)) : Direction.SOURCE;
    }

    private static Map<String, String> facts(String source) {
        Map<String, String> facts = new LinkedHashMap<>();
        TEXT.matcher(source).results().forEach(m -> facts.putIfAbsent(m.group(1), m.group(2)));
        NUMBER.matcher(source)
                .results()
                .forEach(m -> facts.putIfAbsent(m.group(1), Long.toString(Long.parseLong(m.group(2)) * 2 + 1)));
        return facts;
    }
}
