package dev.reeve.rules.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Condition;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import dev.reeve.rules.PolicyFile;
import dev.reeve.rules.conditions.CelCondition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The policy that is shipped, and every worked case beside it.
final class ShippedPolicyTest {
    private static final Path FILE = Path.of("../policies/acceptable-use.yaml");

    private final Policy policy = accepted(PolicyFile.load(FILE));
    private final WorkedCases.Loaded cases = loaded(policy);

    private static Policy accepted(PolicyFile outcome) {
        if (outcome instanceof PolicyFile.Refused(var errors)) {
            throw new AssertionError(errors.toString());
        }
        return ((PolicyFile.Accepted) outcome).policy();
    }

    private static WorkedCases.Loaded loaded(Policy policy) {
        WorkedCases.Outcome outcome = WorkedCases.load(FILE.resolveSibling("cases"), policy);
        if (outcome instanceof WorkedCases.Refused(var errors)) {
            throw new AssertionError(errors.toString());
        }
        return (WorkedCases.Loaded) outcome;
    }

    @Test
    void everyWorkedCaseComesOutAsWritten() {
        List<String> differences = cases.run(policy).stream()
                .filter(result -> !result.asWritten())
                .flatMap(result -> result.lines().stream())
                .toList();
        assertThat(differences).isEmpty();
        assertThat(cases.cases()).hasSizeGreaterThanOrEqualTo(96);
    }

    @Test
    void everyClauseHasThreeCasesAndOneThatItDoesNotForbid() {
        assertThat(cases.thin(policy, 3)).isEmpty();
    }

    @Test
    void everyTriggerIsReachedByACase() {
        List<String> reached = cases.cases().stream()
                .flatMap(c -> policy.clauses().stream()
                        .flatMap(clause -> clause.triggers().stream()
                                .filter(t -> t.condition().holds(c.question()))
                                .findFirst()
                                .map(t -> clause.id() + "/" + t.id())
                                .stream()))
                .distinct()
                .toList();
        List<String> all = policy.clauses().stream()
                .flatMap(clause -> clause.triggers().stream().map(t -> clause.id() + "/" + t.id()))
                .toList();
        assertThat(reached).containsAll(all);
    }

    @Test
    void everythingThatIsForbiddenHasItsClause() {
        assertThat(policy.clauses().stream().map(c -> c.id().value()))
                .contains(
                        "illegal-activity",
                        "phishing",
                        "fraud",
                        "malware",
                        "threats",
                        "sanctions",
                        "copyright",
                        "trademark",
                        "trade-secret",
                        "patent",
                        "other-intellectual-property",
                        "obscenity",
                        "defamation",
                        "child-safety",
                        "intimate-images",
                        "pornography",
                        "probing",
                        "authentication-breach",
                        "excessive-use",
                        "denial-of-service",
                        "monitoring",
                        "unauthorized-access",
                        "forged-headers",
                        "interception",
                        "other-abuse",
                        "commercial-mail",
                        "opt-outs",
                        "unsolicited-mail",
                        "irc",
                        "proxies");
        assertThat(policy.promises()).hasSize(3);
        assertThat(policy.clauses().stream().filter(Clause::judgement).map(c -> c.id().value()))
                .containsExactly("unsolicited-mail", "other-abuse");
    }

    @Test
    void everyTriggerIsLiveAndNoConditionFailsOnAnOrdinaryCase() {
        cases.run(policy);
        for (Clause clause : policy.clauses()) {
            assertThat(clause.triggers()).allMatch(t -> t.state() == RuleState.LIVE);
            assertThat(clause.ladder().rungs().getFirst().step()).isEqualTo(Step.NOTICE);
            Stream<Condition> conditions = Stream.concat(
                    clause.triggers().stream().map(t -> t.condition()),
                    clause.immediates().stream().map(i -> i.condition()));
            assertThat(conditions)
                    .allSatisfy(c -> assertThat(((CelCondition) c).failures())
                            .as(c.source())
                            .isZero());
        }
    }

    @Test
    void aChangedNumberIsToldByTheCases() throws IOException {
        String text = Files.readString(FILE);
        String changed = text.replace(
                        "observation.facts.number(\"hours_since_opt_out\") > 48",
                        "observation.facts.number(\"hours_since_opt_out\") >= 48")
                .replace(
                        "threshold: 2, repeat-within: 90d} # 2: a host",
                        "threshold: 2, repeat-within: 30d} # 2: a host");
        assertThat(changed).isNotEqualTo(text);
        Policy other = accepted(PolicyFile.parse("changed", changed.getBytes(StandardCharsets.UTF_8)));

        List<CaseResult> differing =
                cases.run(other).stream().filter(r -> !r.asWritten()).toList();

        assertThat(differing).extracting(r -> r.worked().clause().value()).containsExactly("opt-outs", "phishing");
        assertThat(differing.getFirst().lines().get(1)).endsWith("breaks: expected nothing, but it is opt-outs");
        assertThat(differing.getLast().lines().get(1))
                .endsWith("first: expected disable-content, 24 hours, but it is notice, 24 hours");
        assertThat(other.hash()).hasSize(64).isNotEqualTo(policy.hash());
    }

    @Test
    void aCaseAboutAClauseThatIsNotThereIsRefused(@org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("x.yaml"), """
                clause: fishing
                cases:
                  - title: A page
                    seen: {kind: content/phishing, resource: page, strength: strong}
                    expect: {breaks: [phishing, fishing]}
                """);
        var outcome = (WorkedCases.Refused) WorkedCases.load(folder, policy);
        assertThat(outcome.errors())
                .extracting(e -> e.line() + ": " + e.message())
                .containsExactly(
                        "1: \"fishing\" is no clause",
                        "3: a worked case needs `because`",
                        "4: `resource` can't be \"page\": a resource is written type:text, not \"page\"",
                        "4: \"strong\" is no strength",
                        "5: the policy has no clause \"fishing\"");
        assertThat(policy.find(new ClauseId("fishing"))).isEmpty();
    }
}
