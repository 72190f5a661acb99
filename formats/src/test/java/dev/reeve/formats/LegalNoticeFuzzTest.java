package dev.reeve.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.formats.legal.LegalNoticeFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

final class LegalNoticeFuzzTest {
    private static final LegalNoticeFormat FORMAT = new LegalNoticeFormat();

    static Stream<byte[]> seeds() {
        return FormatFuzz.seeds(FORMAT);
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10m")
    void anyBytesHaveAnOutcome(byte[] bytes) {
        FormatFuzz.check(FORMAT, bytes);
    }
}
