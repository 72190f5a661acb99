package dev.reeve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.app.WatchCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FlowsCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Object command, String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void whatIsGeneratedIsDecodedAndWatched() throws IOException {
        Path file = folder.resolve("evening.pcap");
        assertThat(run(
                        new FlowsCommand(),
                        "generate",
                        "--seed",
                        "3",
                        "--clients",
                        "5",
                        "--minutes",
                        "2",
                        "--abuse",
                        "scan=10/s",
                        "--out",
                        file.toString()))
                .isZero();
        List<JsonNode> labels = Files.readAllLines(Path.of(file + ".labels.jsonl")).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(labels).hasSize(6);
        JsonNode scanner = labels.get(5);
        assertThat(scanner.path("honest").booleanValue()).isFalse();
        assertThat(scanner.path("observation").stringValue()).isEqualTo("connection/port_scan");

        assertThat(run(new FlowsCommand(), "decode", "--json", file.toString())).isZero();
        assertThat(out.toString().lines()).hasSizeGreaterThan(500);
        assertThat(run(new FlowsCommand(), "top", "--by", "flows", "--most", "3", "--json", file.toString()))
                .isZero();
        assertThat(out.toString().lines()).hasSize(3).first().satisfies(line -> {
            JsonNode most = JsonMapper.shared().readTree(line);
            assertThat(most.path("flows").longValue()).isPositive();
            assertThat(most.path("bytes").longValue()).isPositive();
        });
        assertThat(run(new WatchCommand(), "--flows", file.toString(), "--own", FlowsGenerateCommand.own(), "--json"))
                .isZero();
        assertThat(out.toString().lines().map(JsonMapper.shared()::readTree))
                .anyMatch(d -> d.path("kind").stringValue().equals("connection/port_scan")
                        && d.path("address")
                                .stringValue()
                                .equals(scanner.path("address").stringValue()));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void detectorsAreJudgedOnAPage() throws IOException {
        Path page = folder.resolve("detectors.md");
        assertThat(run(
                        new FlowsCommand(),
                        "judge",
                        "--clients",
                        "10",
                        "--flows",
                        "20000",
                        "--sampling",
                        "1",
                        "--abuse",
                        "scan=10/sx2",
                        "--markdown",
                        page.toString()))
                .isZero();
        assertThat(Files.readString(page)).contains("## Sampling 1:1\n", "| scan | 10 hosts/s | 2 |");
    }

    /// The page in the documentation is what its own command makes.
    @Test
    @EnabledIfSystemProperty(named = "reeve.long", matches = "true")
    void thePageInTheDocumentationIsOfToday() throws IOException {
        String kept = Files.readString(Path.of("..", "docs", "reference", "detectors.md"));
        Matcher command = Pattern.compile("Made by `./reeve flows ([^`]+)`").matcher(kept);
        assertThat(command.find()).isTrue();
        Path page = folder.resolve("detectors.md");
        String[] arguments = (command.group(1) + " --markdown " + page).split(" ");
        assertThat(run(new FlowsCommand(), arguments)).isZero();
        assertThat(Files.readString(page)).isEqualTo(kept);
    }

    @Test
    void abuseThatThereIsNoneOfIsNamed() {
        assertThat(run(new FlowsCommand(), "judge", "--abuse", "scam=1/s")).isEqualTo(2);
        assertThat(err.toString()).contains("\"scam\" is no abuse that can be made; these are: scan,");
    }
}
