package dev.reeve.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever the bytes, there is an outcome, and every fact points into the message.
final class FormatsFuzzTest {
    private static final Formats FORMATS = Formats.installed();

    @FuzzTest(maxDuration = "60s")
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
        if (outcome instanceof ParseOutcome.Reports reports) {
            for (Report report : reports.reports()) {
                for (ObservationDraft draft : report.observations()) {
                    assertThat(draft.spans()).allMatch(s -> s.offset() + s.length() <= bytes.length);
                }
            }
        }
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
