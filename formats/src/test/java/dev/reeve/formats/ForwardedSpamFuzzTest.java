package dev.reeve.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.formats.forwarded.ForwardedSpamFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class ForwardedSpamFuzzTest {
    private static final ForwardedSpamFormat FORMAT = new ForwardedSpamFormat();

    static Stream<byte[]> seeds() {
        return FormatFuzz.seeds(FORMAT);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyBytesHaveAnOutcome(byte[] bytes) {
        FormatFuzz.check(FORMAT, bytes);
    }
}
