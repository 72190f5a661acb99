package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

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
        try (Stream<Path> mail = Files.list(SAMPLES.resolve("mail"));
                Stream<Path> xarf = Files.list(SAMPLES.resolve("xarf"))) {
            return Stream.concat(mail, xarf).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSampleIsReadAsExpected(Path sample) throws IOException {
        byte[] raw = Files.readAllBytes(sample);
        String shown = Shown.of(formats.parse(raw), raw);
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
        byte[] withReturns = text.replace("\n", "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String spanless = "(?m)(span .*?|\\(?personal .*?) ?@?[:@] \\d+\\+.*$";
        String dos = Shown.of(formats.parse(withReturns), withReturns).replaceAll(spanless, "$1");
        byte[] raw = Files.readAllBytes(sample);
        assertThat(dos).isEqualTo(Shown.of(formats.parse(raw), raw).replaceAll(spanless, "$1"));
    }

    @Test
    void everyFormatThatIsPresentHasASample() throws IOException {
        List<String> read = samples().stream()
                .map(sample -> {
                    try {
                        return formats.parse(Files.readAllBytes(sample)).format();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
        assertThat(formats.list()).hasSizeGreaterThanOrEqualTo(4).allMatch(format -> read.contains(format.name()));
    }
}
