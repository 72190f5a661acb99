package dev.reeve.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each wrong policy beside what is said of it. A missing answer is written, and the test fails so that
/// somebody reads it.
final class PolicyErrorsTest {
    private static final Path FOLDER = Path.of("src/test/resources/policy-errors");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> listed = Files.list(FOLDER)) {
            return listed.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aWrongFileIsRefusedWithPlacesAndRemedies(Path file) throws IOException {
        PolicyFile outcome = PolicyFile.parse(file.getFileName().toString(), Files.readAllBytes(file));

        assertThat(outcome).isInstanceOf(PolicyFile.Refused.class);
        String told = ((PolicyFile.Refused) outcome)
                .errors().stream().flatMap(e -> e.lines().stream()).collect(Collectors.joining("\n", "", "\n"));
        Path golden = file.resolveSibling(file.getFileName().toString().replace(".yaml", ".expected.txt"));
        if (Files.notExists(golden)) {
            Files.writeString(golden, told);
            fail("wrote " + golden + ": read it, and keep it if it is what an operator needs");
        }
        assertThat(told).isEqualTo(Files.readString(golden));
    }

    @Test
    void thereAreEnoughWrongFilesToMeanSomething() throws IOException {
        assertThat(files().count()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void aFileThatIsNotThereIsNoStackTrace() {
        PolicyFile outcome = PolicyFile.load(Path.of("no-such-policy.yaml"));

        assertThat(((PolicyFile.Refused) outcome).errors().getFirst().lines())
                .containsExactly(
                        "no-such-policy.yaml:1:1: there is no such file", "  write: the path of a policy file");
    }
}
