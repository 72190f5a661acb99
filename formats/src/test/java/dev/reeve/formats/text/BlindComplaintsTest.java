package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Labelled complaints that the reader learned nothing from: every second mail of the test resource folder
/// `complaints-second`, or the folder that the system property `reeve.complaints` names. Nobody who wrote the words and
/// rules looked at them.
///
/// The aim is 95 % of the exact culprits and not one false report. It isn't reached. So the test holds what is reached,
/// and is raised with every gain.
final class BlindComplaintsTest {
    private static final double ADDRESSES_REACHED = 0.69;
    private static final int FALSE_REPORTS_REACHED = 7;

    @Test
    void theExactCulpritsAreNamedAndNothingElseIsAReport() throws IOException, URISyntaxException {
        URL resource = Objects.requireNonNull(BlindComplaintsTest.class.getResource("/complaints-second"));
        String named = System.getProperty("reeve.complaints", "");
        Path folder = named.isEmpty() ? Path.of(resource.toURI()) : Path.of(named);
        ComplaintScore score = ComplaintScore.of(folder, name -> !named.isEmpty() || !TrainTrees.isTaught(name));
        System.out.println("blind complaints: " + score);
        assertThat(score.reports).isGreaterThanOrEqualTo(50);
        assertThat(score.falseReports).isLessThanOrEqualTo(FALSE_REPORTS_REACHED);
        assertThat(score.addressShare()).isGreaterThanOrEqualTo(ADDRESSES_REACHED);
    }
}
