package dev.reeve.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ReeveTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void versionNamesTheBuildAndTheJava() {
        assertThat(run("version")).isZero();
        assertThat(out.toString()).matches("reeve \\d+\\.\\d+\\.\\S+ \\(Java \\d+.*\\)\\R");
    }

    @Test
    void helpListsEveryCommandWithADescription() {
        assertThat(run("help")).isZero();
        assertThat(out.toString().lines().filter(line -> line.matches(" {2}[a-z]+ {2,}\\S.*")))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void anUnknownCommandIsRefusedWithTheWayOut() {
        assertThat(run("srve")).isEqualTo(2);
        assertThat(err.toString()).contains("srve").contains("serve");
    }

    private int run(String... args) {
        return Reeve.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
