package dev.reeve.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reeve.server.cli.FlowsCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class WatchCommandTest {
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

    private static Path corpora(String name) {
        String corpora = System.getenv("REEVE_CORPORA");
        assumeTrue(corpora != null, "not run: REEVE_CORPORA names no folder of real samples");
        return Path.of(corpora, name);
    }

    @Test
    void realCapturesAreNamedForWhatTheyAre() throws IOException {
        Path captures = corpora("captures");
        Map<String, String> expected = Map.of(
                "irc", "service/irc_client",
                "socks", "service/open_proxy",
                "connect", "service/open_proxy",
                "sshguess", "connection/login_attack");
        try (Stream<Path> files = Files.list(captures)) {
            for (Path file : files.sorted().toList()) {
                assertThat(run(new WatchCommand(), "--pcap", file.toString(), "--own", "0.0.0.0/0,::/0", "--json"))
                        .isZero();
                List<String> kinds = out.toString()
                        .lines()
                        .map(line ->
                                JsonMapper.shared().readTree(line).path("kind").stringValue())
                        .toList();
                expected.forEach((name, kind) -> {
                    if (file.getFileName().toString().startsWith(name)) {
                        assertThat(kinds).as(file.toString()).contains(kind);
                    }
                });
            }
        }
    }

    @Test
    void realExportsAreDecodedWithoutALeftover() throws IOException {
        try (Stream<Path> exporters = Files.list(corpora("flow-exports"))) {
            for (Path exporter : exporters.filter(Files::isDirectory).toList()) {
                List<String> arguments = new java.util.ArrayList<>(List.of("decode", "--json"));
                try (Stream<Path> files = Files.list(exporter)) {
                    files.sorted().map(Path::toString).forEach(arguments::add);
                }
                run(new FlowsCommand(), arguments.toArray(String[]::new));
                assertThat(out.toString().lines().map(JsonMapper.shared()::readTree))
                        .allMatch(JsonNode::isObject);
                assertThat(err.toString()).doesNotContain(" 1 sets without");
            }
        }
    }

    @Test
    void aFileThatIsNoCaptureIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.pcap"), "no capture at all");
        assertThat(run(new WatchCommand(), "--pcap", file.toString(), "--own", "203.0.113.0/24"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("odd.pcap: this is neither a pcap nor a pcapng file");
    }

    @Test
    void itWantsToKnowWhatIsOwnAndWhereToLook() {
        assertThat(run(new WatchCommand(), "--pcap", "x")).isEqualTo(2);
        assertThat(run(new WatchCommand(), "--own", "203.0.113.0/24")).isEqualTo(2);
    }
}
