package dev.reeve.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SimulationTest {
    private static final Duration QUARTER = Duration.ofDays(90);

    @Test
    void a_seed_tells_the_same_story_to_the_letter() {
        SimulationReport one = Simulation.run(7, QUARTER, null, true);
        SimulationReport again = Simulation.run(7, QUARTER, null, true);
        assertThat(again.story()).isEqualTo(one.story()).hasSizeGreaterThan(1_000);
        assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(Simulation.run(8, QUARTER).fingerprint()).isNotEqualTo(one.fingerprint());
    }

    @Test
    void no_seed_breaks_an_invariant() {
        Coverage coverage = new Coverage();
        for (long seed = 1; seed <= 40; seed++) {
            SimulationReport report = Simulation.run(seed, QUARTER);
            assertThat(report.violations())
                    .as("seed " + seed)
                    .extracting(SimulationReport.Violation::text)
                    .isEmpty();
            coverage.add(report.coverage());
        }
        assertThat(coverage.missing()).isEmpty();
    }
}
