package dev.reeve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class PolicyCommandTest {
    private static final String SHIPPED = "../policies/acceptable-use.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new PolicyCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Test
    void theShippedPolicyIsRight() {
        assertThat(run("check", SHIPPED)).isZero();
        assertThat(out.toString()).startsWith(SHIPPED + ": 32 clauses, version 2026-11-01, in force from");
    }

    @Test
    void aWrongPolicyIsToldWithPlaceAndRemedy(@TempDir Path folder) throws IOException {
        Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(
                wrong,
                Files.readString(Path.of(SHIPPED))
                        .replace("history.distinct_reporters >= 2\n", "history.distinct_reportes >= 2\n"));

        assertThat(run("check", wrong.toString())).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("wrong\\.yaml:\\d+:\\d+: `history\\.distinct_reportes` is not known here\\R"
                        + "  write: `history\\.distinct_reporters`\\R")
                .containsPattern("\\d+ things are wrong\\.");
    }

    @Test
    void oneClauseIsShown() {
        assertThat(run("show", SHIPPED, "--clause", "phishing")).isZero();
        assertThat(out.toString()).startsWith("## Phishing (phishing)").doesNotContain("(fraud)");
    }

    @Test
    void anUnknownClauseIsAnsweredWithThoseThereAre() {
        assertThat(run("show", SHIPPED, "--clause", "fishing")).isEqualTo(2);
        assertThat(err.toString())
                .contains("There is no clause \"fishing\"; write one of")
                .contains("phishing");
    }

    @Test
    void theWorkedCasesOfTheShippedPolicyComeOutAsWritten() {
        assertThat(run("cases", SHIPPED)).isZero();
        assertThat(out.toString())
                .contains("ok    phishing: One unproven claim about an old client's page")
                .containsPattern("\\d+ cases, 32 clauses, 0 differences\\R$");
    }

    @Test
    void aDifferenceIsShownAndCounted(@TempDir Path folder) throws IOException {
        Path changed = folder.resolve("changed.yaml");
        Files.writeString(
                changed,
                Files.readString(Path.of(SHIPPED))
                        .replace("{step: notice, window: 48h} # the same", "{step: notice, window: 47h} # the same"));

        Path cases = Files.createDirectories(folder.resolve("cases"));
        for (String file : List.of("opt-outs.yaml", "irc.yaml")) {
            Files.copy(Path.of("../policies/cases", file), cases.resolve(file));
        }

        assertThat(run("cases", changed.toString(), "--cases", cases.toString(), "--differences"))
                .isEqualTo(1);

        assertThat(out.toString())
                .contains("DIFF  opt-outs: A mail three days after the request")
                .contains("first: expected notice, 48 hours, but it is notice, 47 hours")
                .contains("2 differences");
    }

    @Test
    void withoutASubcommandTheWayOutIsSaid() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("policy check");
    }

    @Test
    void theHomeIsUsedWhereNoFileIsNamed() {
        assertThat(PolicyPath.of(null, "/srv/reeve")).isEqualTo(Path.of("/srv/reeve/policies/acceptable-use.yaml"));
        assertThat(PolicyPath.of(null, null)).isEqualTo(Path.of("policies/acceptable-use.yaml"));
        assertThat(PolicyPath.of(Path.of("x.yaml"), "/srv/reeve")).isEqualTo(Path.of("x.yaml"));
    }
}
