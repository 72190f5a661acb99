package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every sample against its expected outcome. A missing one is written, and the test fails so that somebody
/// reads it.
final class SamplesTest {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private final Formats formats = Formats.installed();

    static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> !f.getParent().equals(SAMPLES)
                            && !f.getParent().getFileName().toString().equals("host")
                            && !f.toString().endsWith(".mbox"))
                    .sorted()
                    .toList();
        }
    }

    private Formats.Read read(Path sample, byte[] raw) {
        return formats.parse(sample.getFileName().toString(), raw, Provider.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsReadAsExpected(Path sample) throws IOException {
        byte[] raw = Files.readAllBytes(sample);
        String shown = Shown.of(read(sample, raw), raw);
        Path golden = GOLDEN.resolve(sample.getParent().getFileName() + "-" + sample.getFileName() + ".expected.txt");
        if (Files.notExists(golden)) {
            Files.writeString(golden, shown);
            fail("wrote " + golden + ": read it, and keep it if it is right");
        }
        assertThat(shown).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void lineEndsDoNotMatter(Path sample) throws IOException {
        String text = Files.readString(sample);
        assumeFalse(
                text.contains("Content-Transfer-Encoding: base64"),
                "not run: a packed attachment has its own line ends");
        byte[] withReturns = text.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String spanless = "(?m)(span .*?|\\(?(?:personal|element|work|locator|party) .*?) ?@?[:@] \\d+\\+.*$";
        String dos = Shown.of(read(sample, withReturns), withReturns).replaceAll(spanless, "$1");
        byte[] raw = Files.readAllBytes(sample);
        assertThat(dos).isEqualTo(Shown.of(read(sample, raw), raw).replaceAll(spanless, "$1"));
    }

    @Test
    void everyFormatThatIsPresentHasASample() throws IOException {
        List<String> read = samples().stream()
                .map(sample -> {
                    try {
                        return read(sample, Files.readAllBytes(sample)).format();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        assertThat(formats.list()).hasSizeGreaterThanOrEqualTo(4).allMatch(format -> read.contains(format.name()));
    }
}
