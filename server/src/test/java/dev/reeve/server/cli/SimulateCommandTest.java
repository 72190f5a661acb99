package dev.reeve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.policy.Policy;
import dev.reeve.rules.PolicyFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

final class SimulateCommandTest {
    private static final String SHIPPED = "../policies/acceptable-use.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void theShippedPolicyGetsAStoryAndASummary() {
        assertThat(run("--seed", "3", "--years", "0.1", "--policy", SHIPPED)).isZero();
        assertThat(out.toString())
                .contains("NoticeAccepted")
                .contains("ActionOrdered")
                .contains("harm to clients who did nothing")
                .contains("no invariant was broken");
    }

    @Test
    void theSameSeedGivesTheSameSummary() {
        run("--seed", "4", "--years", "0.1", "--quiet", "--policy", SHIPPED);
        String first = out.toString();
        out.getBuffer().setLength(0);
        run("--seed", "4", "--years", "0.1", "--quiet", "--policy", SHIPPED);
        assertThat(out.toString()).isEqualTo(first).startsWith("seed 4, ");
    }

    @Test
    void programsGetJson() {
        assertThat(run("--years", "0.05", "--json", "--policy", SHIPPED)).isZero();
        var values = JsonMapper.builder().build().readTree(out.toString());
        assertThat(values.get("cases").asInt()).isPositive();
        assertThat(values.get("violations").isEmpty()).isTrue();
        assertThat(values.get("fingerprint").asString()).hasSize(16);
    }

    @Test
    void aSpanOrAFileThatIsWrongIsRefused() {
        assertThat(run("--years", "0", "--policy", SHIPPED)).isEqualTo(2);
        assertThat(run("--years", "21", "--policy", SHIPPED)).isEqualTo(2);
        assertThat(run("--clients", "1", "--policy", SHIPPED)).isEqualTo(2);
        assertThat(run("--policy", "no-such.yaml")).isEqualTo(1);
    }

    @Test
    void theWorldDoesWhatThePolicyLooksAt() {
        Policy policy = ((PolicyFile.Accepted) PolicyFile.load(Path.of(SHIPPED))).policy();
        assertThat(PolicyVocations.of(policy))
                .anyMatch(v -> v.kind().toString().equals("connection/ddos") && v.direction() == Direction.SOURCE)
                .anyMatch(v -> v.kind().toString().equals("connection/login_attack")
                        && v.facts().containsKey("attempts"))
                .anyMatch(v -> v.kind().toString().equals("content/phishing"));
    }
}
