package dev.reeve.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Policy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PolicyTextTest {
    private final Policy policy =
            ((PolicyFile.Accepted) PolicyFile.load(Path.of("../policies/acceptable-use.yaml"))).policy();

    @Test
    void aClauseIsToldWithLadderReasonsStrikesAndDeciders() {
        String text = PolicyText.of(policy.find(new ClauseId("phishing")).orElseThrow());
        assertThat(text)
                .startsWith("## Phishing (phishing)\n\nYou must not host")
                .contains("- Ladder: notice, 24 hours for an answer; then disable-content, 24 hours for an answer;"
                        + " then suspend-service, 14 days for an answer; then terminate\n")
                .contains(
                        "- At once: disable-content for repeat-within-90-days, on evidence that is at least evidenced")
                .contains("- Strikes: 1 for each breach, for 365 days; at 2 a person looks at the account as a whole;"
                        + " again within 90 days begins one step higher\n")
                .contains("- Who decides: the policy by itself up to suspend-service; harsher steps at least senior;")
                .contains("- Trigger claimed: `observation.kind == \"content/phishing\"`, as S3\n");
    }

    @Test
    void aClauseOfJudgementSaysThatAPersonFindsTheBreach() {
        assertThat(PolicyText.of(policy.find(new ClauseId("unsolicited-mail")).orElseThrow()))
                .contains("- Severity: S3, found by a person only\n")
                .contains("- Who decides: a person finds the breach and sends the notice;");
    }

    @Test
    void theWholePolicyHasItsHeadItsPromisesAndEveryClause() {
        String text = PolicyText.of(policy);
        assertThat(text)
                .startsWith(
                        "# Acceptable use policy\n\nVersion 2026-11-01, in force from 1 November 2026. Questions: abuse@")
                .contains("\n## We talk first\n")
                .contains(policy.hash());
        policy.clauses().forEach(clause -> assertThat(text).contains("(" + clause.id() + ")\n"));
    }
}
