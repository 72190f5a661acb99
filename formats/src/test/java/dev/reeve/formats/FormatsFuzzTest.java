package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, there is an outcome, and every fact points into the message.
final class FormatsFuzzTest {
    private static final Formats FORMATS = Formats.installed();

    @FuzzTest(maxDuration = "10m")
    void anyBytesHaveAnOutcome(byte[] bytes) {
        check(bytes);
    }

    private static void check(byte[] bytes) {
        ParseOutcome outcome = FORMATS.parse(bytes).outcome();
        if (outcome instanceof ParseOutcome.Unreadable unreadable) {
            assertThat(unreadable.reason())
                    .as(() -> java.util.HexFormat.of().formatHex(bytes))
                    .doesNotContain("fault of Reeve");
        }
        FormatFuzz.check(outcome, bytes);
    }

    /// Seeded damage to real shapes reaches further than random bytes do.
    @Test
    void damagedSamplesHaveAnOutcome() throws IOException {
        Random chance = new Random(20260114);
        for (var sample : SamplesTest.samples()) {
            byte[] whole = Files.readAllBytes(sample);
            for (int i = 0; i < 400; i++) {
                byte[] damaged = whole.clone();
                for (int j = chance.nextInt(12); j >= 0; j--) {
                    damaged[chance.nextInt(damaged.length)] = (byte)
                            (chance.nextBoolean() ? chance.nextInt(256) : ":;\n\r\"{}[]=- ".charAt(chance.nextInt(12)));
                }
                check(chance.nextInt(4) == 0 ? Arrays.copyOf(damaged, chance.nextInt(damaged.length)) : damaged);
            }
        }
    }
}
