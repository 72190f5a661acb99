package dev.reeve.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.formats.text.FreeTextFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class FreeTextFuzzTest {
    private static final FreeTextFormat FORMAT = new FreeTextFormat();

    static Stream<byte[]> seeds() {
        return FormatFuzz.seeds(FORMAT);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyBytesHaveAnOutcome(byte[] bytes) {
        FormatFuzz.check(FORMAT, bytes);
    }
}
