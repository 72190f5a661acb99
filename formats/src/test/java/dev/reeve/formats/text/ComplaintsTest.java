package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Labelled complaints in the folder `complaints` of the one that `REEVE_CORPORA` names. The words and rules were made
/// with
/// two thirds of them in sight; the third whose names' checksum is a multiple of three was kept out of sight.
final class ComplaintsTest {
    private Path folder = Path.of("");

    @BeforeEach
    void findTheCorpora() {
        String named = System.getenv("REEVE_CORPORA");
        assumeTrue(named != null, "not run: REEVE_CORPORA is unset");
        folder = Path.of(named, "complaints");
    }

    private static boolean isHeldOut(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return checksum.getValue() % 3 == 0;
    }

    @Test
    void thoseInSight() throws IOException {
        check("in sight", ComplaintScore.of(folder, name -> !isHeldOut(name)));
    }

    @Test
    void thoseKeptOutOfSight() throws IOException {
        check("kept out of sight", ComplaintScore.of(folder, ComplaintsTest::isHeldOut));
    }

    private static void check(String which, ComplaintScore score) {
        System.out.println("complaints " + which + ": " + score);
        assertThat(score.reports).isPositive();
        assertThat(score.falseReports).as(score.wrong.toString()).isZero();
        assertThat(score.addressShare()).as(score.wrong.toString()).isGreaterThanOrEqualTo(0.95);
    }
}
