package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.rules.PolicyFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GoingLiveTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Policy FIRST = policy("1", BEGIN, "live", "observation.kind == \"content/phishing\"");

    private static Policy policy(String version, Instant from, String state, String when) {
        String text = """
                policy:
                  version: "%s"
                  effective-from: 2026-01-01
                  title: Acceptable use
                  enquiries: abuse@host.example
                promises: []
                clauses:
                  - id: scans
                    title: Scans
                    text: No scans.
                    remedy: Stop it.
                    severity: S3
                    triggers:
                      - {id: first, when: 'observation.kind == "connection/port_scan"'}
                      - {id: second, state: %s, when: '%s'}
                    ladder:
                      - {step: notice, window: 24h}
                      - {step: restrict}
                    deciders: {automatic-up-to: restrict, person: analyst, appeal: senior}
                    reinstatement: [It stopped.]
                """.formatted(version, state, when);
        return switch (PolicyFile.parse(version, text.getBytes(StandardCharsets.UTF_8))) {
            case PolicyFile.Accepted a -> {
                Policy p = a.policy();
                yield new Policy(version, p.hash(), p.title(), from, p.enquiries(), p.promises(), p.clauses());
            }
            case PolicyFile.Refused r -> throw new AssertionError(r.errors().toString());
        };
    }

    private static Policy changed(String state) {
        return policy("2", BEGIN.plusSeconds(60), state, "observation.kind == \"content/malware\"");
    }

    private static Recorded<Event> tested(String hash, int observations) {
        return new Recorded<>(
                new DeskEvent.Noted(
                        GoingLive.BACKTEST,
                        Map.of(GoingLive.POLICY, hash, GoingLive.OBSERVATIONS, Integer.toString(observations))),
                BEGIN,
                new ActorId("ann"));
    }

    private static Optional<String> ask(
            Policy fresh, List<Policy> before, List<Recorded<Event>> desk, boolean history) {
        return GoingLive.objection(
                fresh,
                new PolicyHistory(before),
                desk,
                history,
                BEGIN.plus(GoingLive.SHADOW_MIN).plusSeconds(120));
    }

    @Test
    void the_first_policy_and_one_without_new_rules_are_taken_as_they_are() {
        assertThat(ask(FIRST, List.of(), List.of(), false)).isEmpty();
        assertThat(ask(changed("shadow"), List.of(FIRST), List.of(), true)).isEmpty();
        assertThat(ask(policy("3", BEGIN, "draft", "true"), List.of(FIRST), List.of(), true))
                .as("taking a rule away makes nothing harsher")
                .isEmpty();
    }

    @Test
    void a_new_rule_needs_a_back_test_of_this_very_file_by_some_evidence() {
        Policy fresh = changed("live");
        assertThat(ask(fresh, List.of(FIRST), List.of(), true).orElse(""))
                .contains("scans/second")
                .doesNotContain("scans/first");
        assertThat(ask(fresh, List.of(FIRST), List.of(tested("other", 9)), true))
                .isPresent();
        assertThat(ask(fresh, List.of(FIRST), List.of(tested(fresh.hash(), 0)), true))
                .isPresent();
        assertThat(ask(fresh, List.of(FIRST), List.of(tested(fresh.hash(), 9)), true))
                .isEmpty();
    }

    @Test
    void without_history_it_needs_days_in_shadow() {
        Policy fresh = changed("live");
        assertThat(ask(fresh, List.of(FIRST), List.of(tested(fresh.hash(), 9)), false)
                        .orElse(""))
                .contains("state: shadow");
        assertThat(ask(fresh, List.of(FIRST, changed("shadow")), List.of(), false))
                .isEmpty();
        Policy late =
                policy("2", BEGIN.plus(GoingLive.SHADOW_MIN), "shadow", "observation.kind == \"content/malware\"");
        assertThat(ask(fresh, List.of(FIRST, late), List.of(), false))
                .as("in shadow for two minutes")
                .isPresent();
    }

    @Test
    void where_there_is_history_shadow_alone_does_not_do() {
        assertThat(ask(changed("live"), List.of(FIRST, changed("shadow")), List.of(), true))
                .isPresent();
    }
}
