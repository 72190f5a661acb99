package dev.reeve.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.formats.shadowserver.ShadowserverFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class ShadowserverFuzzTest {
    private static final ShadowserverFormat FORMAT = new ShadowserverFormat();

    static Stream<byte[]> seeds() {
        return FormatFuzz.seeds(FORMAT);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyBytesHaveAnOutcome(byte[] bytes) {
        FormatFuzz.check(FORMAT, bytes);
    }
}
