package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.reeve.core.policy.Judge;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.rules.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever the network sensor can say of a client breaks a clause of the policy that is shipped: a detection that
/// nothing forbids would be dropped without a word.
class DetectionsBreakClausesTest {
    private static final Path SENSOR = Path.of("../network/src/main/java");
    private static final Pattern KIND = Pattern.compile(
            "\"((?:connection|service|messaging|network|usage|infrastructure|content|vulnerability)/[a-z_]+)\"");

    @Test
    void everyKindThatADetectorSaysIsForbidden() throws IOException {
        if (!(PolicyFile.load(Path.of("../policies/acceptable-use.yaml"))
                instanceof PolicyFile.Accepted(Policy policy))) {
            throw new AssertionError("the shipped policy is refused");
        }
        SortedSet<String> kinds = kinds();
        assertThat(kinds)
                .contains("connection/ddos", "service/irc_client", "network/arp_spoofing", "usage/bandwidth")
                .hasSizeGreaterThan(15);
        assertThat(kinds.stream().filter(kind -> Judge.judge(policy, seen(kind)).isEmpty()))
                .as("kinds that break no clause")
                .containsExactly(ALLOWED);
    }

    /// To go through somebody's proxy is no offence; it is said for the sake of whoever runs one.
    private static final String ALLOWED = "service/proxy_client";

    private static SortedSet<String> kinds() throws IOException {
        SortedSet<String> kinds = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SENSOR)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                KIND.matcher(Files.readString(file))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(kinds::add);
            }
        }
        return kinds;
    }

    private static Question seen(String kind) {
        Observation observation = new Observation(
                new ObservationId("o1"),
                new MessageId("m1"),
                Resource.parseKey("address:203.0.113.10"),
                new Interval(Instant.parse("2026-01-14T12:00:00Z"), Instant.parse("2026-01-15T12:00:00Z")),
                Duration.ZERO,
                Kind.parse(kind),
                Direction.SOURCE,
                Strength.MEASURED,
                new ReporterId("sensor"),
                null,
                Map.of("percent_of_plan", "120", "neighbours", "unaffected"),
                List.of(new Span("source", "", 0, 1)),
                "test",
                null);
        return new Question(
                observation, new Question.AccountFacts(730, true, false, "standard", "vps"), Question.History.NONE);
    }
}
