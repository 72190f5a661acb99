package dev.reeve.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.backtest.BacktestReport.Change;
import dev.reeve.core.backtest.Reached;
import dev.reeve.core.backtest.Sureness;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.backtest.BacktestText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The worked example of docs/how-to/back-test-a-policy.md: whom a stricter and a laxer policy must name was thought
/// through by hand from the demo's year.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(
        named = "reeve.long",
        matches = "true",
        disabledReason = "not run: a minute; ./reeve test --long")
final class BacktestOfTheYearTest {
    private static final Set<String> PHISHED =
            Set.of("cl-024", "cl-025", "cl-026", "cl-028", "cl-029", "cl-034", "cl-036");

    @TempDir
    private static Path folder;

    private Demo demo;
    private String inForce;

    @BeforeAll
    void playTheYear() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        demo = new Demo(
                Path.of("..").toAbsolutePath().normalize(),
                folder,
                InstantSource.system(),
                new PrintWriter(new StringWriter()));
        assertThat(new DemoYear(demo.host(), demo.door()).play(Demo.today())).isEqualTo(46);
        inForce = Files.readString(demo.policy());
    }

    @AfterAll
    void close() {
        demo.close();
    }

    private static Policy policy(String text) {
        return switch (PolicyFile.parse("changed.yaml", text.getBytes(StandardCharsets.UTF_8))) {
            case PolicyFile.Accepted accepted -> accepted.policy();
            case PolicyFile.Refused refused ->
                throw new AssertionError(refused.errors().toString());
        };
    }

    /// Changes the first place after a clause's beginning.
    private static String edit(String text, String clause, String from, String to) {
        int clauseAt = text.indexOf("- id: " + clause + "\n");
        int at = text.indexOf(from, clauseAt);
        assertThat(at).as(from + " in " + clause).isPositive();
        return text.substring(0, at) + to + text.substring(at + from.length());
    }

    private String stricter() {
        String text =
                edit(inForce, "authentication-breach", "{step: notice, window: 24h}", "{step: notice, window: 4h}");
        return edit(
                text,
                "phishing",
                "distinct_reporters >= 2\n        step: disable-content",
                "distinct_reporters >= 2\n        step: suspend-service");
    }

    private String laxer() {
        String text = edit(
                inForce,
                "phishing",
                "observation.strength >= TRUSTED || history.distinct_reporters >= 2",
                "history.distinct_reporters >= 2");
        return edit(text, "probing", "{step: notice, window: 24h}", "{step: notice, window: 48h}");
    }

    private BacktestReport test(String text) {
        return demo.desk().policyTests.run(policy(text), null, null, new ActorId("bob"));
    }

    private static Set<String> names(List<Change> changes) {
        Set<String> names = new TreeSet<>();
        changes.forEach(c -> names.add(c.account().value()));
        return names;
    }

    private static Set<String> newly(BacktestReport report, Reached reached) {
        return names(report.harsher().stream().filter(c -> c.after() == reached).toList());
    }

    @Test
    void the_policy_in_force_against_itself_names_nobody_and_knows_the_past() {
        BacktestReport report = test(inForce);
        assertThat(report.harsher()).isEmpty();
        assertThat(report.milder()).isEmpty();
        assertThat(report.observations()).isEqualTo(46);
        assertThat(report.differing()).as(() -> told(report)).isEmpty();
    }

    /// What the journal says about the cases of which replay and record differ.
    private String told(BacktestReport report) {
        return report.differing().stream()
                .flatMap(d -> demo
                        .desk()
                        .database
                        .jdbc()
                        .sql("""
                                select convert_from(bytes, 'UTF8') from journal
                                where stream_type = 'case' and stream_id in (
                                    select case_id from case_evidence where observation_id = :observation)
                                order by seq
                                """)
                        .param("observation", d.observation().value())
                        .query(String.class)
                        .list()
                        .stream())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Test
    void the_stricter_policy_names_exactly_whom_the_worked_example_says() {
        BacktestReport report = test(stricter());
        assertThat(newly(report, Reached.RESTRICTED)).containsExactly("cl-004", "cl-014", "cl-016", "cl-017");
        assertThat(newly(report, Reached.SUSPENDED)).isEqualTo(new TreeSet<>(PHISHED));
        assertThat(newly(report, Reached.NOTICED)).isEmpty();
        assertThat(newly(report, Reached.TERMINATED)).isEmpty();
        assertThat(report.milder()).isEmpty();
        assertThat(report.harsher()).allSatisfy(c -> {
            assertThat(c.sure()).isEqualTo(c.after() == Reached.SUSPENDED ? Sureness.EVIDENCE : Sureness.SILENCE);
            assertThat(c.clause()).isEqualTo(c.after() == Reached.SUSPENDED ? "phishing" : "authentication-breach");
        });
        JsonNode json = JsonMapper.builder().build().readTree(BacktestText.json(report));
        assertThat(json.get("restricted").size()).isEqualTo(4);
        assertThat(json.get("suspended").get(0).get("account").stringValue()).isEqualTo("cl-024");
        assertThat(String.join("\n", BacktestText.lines(report)))
                .contains("newly suspended: 7", "newly restricted: 4", "thresholds inside a sensor");
    }

    @Test
    void the_laxer_policy_names_exactly_whom_the_worked_example_says() {
        BacktestReport report = test(laxer());
        assertThat(report.harsher()).isEmpty();
        Set<String> spared = new TreeSet<>(PHISHED);
        spared.addAll(Set.of("cl-005", "cl-007", "cl-008", "cl-009", "cl-015", "cl-018", "cl-020"));
        assertThat(names(report.milder())).isEqualTo(spared);
    }

    @Test
    void only_what_came_in_within_the_time_is_compared() {
        BacktestReport report = demo.desk()
                .policyTests
                .run(
                        policy(stricter()),
                        Instant.parse("2025-12-01T00:00:00Z"),
                        Instant.parse("2025-12-31T00:00:00Z"),
                        new ActorId("bob"));
        assertThat(newly(report, Reached.RESTRICTED)).containsExactly("cl-016");
        assertThat(newly(report, Reached.SUSPENDED)).isEmpty();
    }

    @Test
    void clients_about_whom_something_was_taken_back_are_marked() {
        assertThat(test(laxer()).milder())
                .filteredOn(Change::reversed)
                .extracting(c -> c.account().value())
                .contains("cl-009", "cl-024");
    }

    /// The last: afterwards another policy is in force.
    @Test
    @Order(Integer.MAX_VALUE)
    void a_changed_rule_waits_for_a_back_test_of_this_very_file() throws IOException {
        String changed = edit(
                inForce,
                "probing",
                "immediate:\n",
                "immediate:\n      - {when: 'history.reports >= 2', step: restrict, reason: ongoing-harm, minimum-strength: trusted}\n");
        Files.writeString(demo.policy(), changed);
        assertThat(demo.desk().policies.look()).isFalse();
        assertThat(demo.desk().policies.refusal().orElse(""))
                .contains("without a back-test of this file on record: probing/immediate")
                .contains("./reeve policy backtest");
        test(laxer());
        assertThat(demo.desk().policies.look()).as("another file was tested").isFalse();
        test(changed);
        // The desk looks as well, now and then, and may have been first.
        demo.desk().policies.look();
        assertThat(demo.desk().policies.refusal()).isEmpty();
        assertThat(demo.desk().policies.history().find(policy(changed).hash())).isPresent();
    }
}
