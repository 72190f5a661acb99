package dev.reeve.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SimulationTest {
    private static final Duration QUARTER = Duration.ofDays(90);

    /// Seeds within which each planted defect must show.
    private static final int SEEDS_TO_CATCH = 12;

    @Test
    void a_seed_tells_the_same_story_to_the_letter() {
        SimulationReport one = Simulation.run(7, QUARTER, null, true);
        SimulationReport again = Simulation.run(7, QUARTER, null, true);
        assertThat(again.story()).isEqualTo(one.story()).hasSizeGreaterThan(1_000);
        assertThat(again.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(Simulation.run(8, QUARTER).fingerprint()).isNotEqualTo(one.fingerprint());
    }

    @Test
    void no_seed_breaks_an_invariant_and_every_event_and_fault_occurs() {
        Totals totals = new Totals();
        for (long seed = 1; seed <= 16; seed++) {
            totals.add(Simulation.run(seed, QUARTER));
        }
        assertThat(totals.coverage.missing()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "reeve.long", matches = "true")
    void a_thousand_seeds_and_half_a_million_cases_break_no_invariant() {
        Totals totals = new Totals();
        long seed = 1;
        for (; seed <= 1_000 || totals.cases < 500_000; seed++) {
            totals.add(Simulation.run(seed, QUARTER));
        }
        totals.print(seed - 1);
        assertThat(totals.coverage.missing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void a_planted_defect_is_caught_by_its_invariant(Defect defect) {
        for (long seed = 1; seed <= SEEDS_TO_CATCH; seed++) {
            for (SimulationReport.Violation v :
                    Simulation.run(seed, QUARTER, defect, false).violations()) {
                if (v.invariant() == defect.caughtBy) {
                    System.out.printf(
                            Locale.ROOT, "%-22s seed %2d  step %6d  %s%n", defect, seed, v.step(), defect.caughtBy);
                    return;
                }
            }
        }
        throw new AssertionError(defect + " was not caught by " + defect.caughtBy + " in " + SEEDS_TO_CATCH + " seeds");
    }

    @Test
    void every_invariant_and_every_safety_rule_has_a_defect_that_it_catches() {
        assertThat(java.util.Arrays.stream(Defect.values()).map(d -> d.caughtBy))
                .contains(Invariant.values());
        assertThat(java.util.Arrays.stream(Defect.values()).map(d -> d.without))
                .contains(dev.reeve.core.safety.SafetyRule.values());
    }

    private static final class Totals {
        private final Coverage coverage = new Coverage();
        private final long began = cpuNanos();
        private long cases;
        private double caseDays;
        private long steps;

        void add(SimulationReport report) {
            assertThat(report.violations())
                    .as("seed " + report.seed())
                    .extracting(SimulationReport.Violation::text)
                    .isEmpty();
            coverage.add(report.coverage());
            cases += report.cases();
            caseDays += report.caseDays();
            steps += report.steps();
        }

        void print(long seeds) {
            double seconds = (cpuNanos() - began) / 1e9;
            coverage.eventCounts()
                    .forEach((name, count) -> System.out.printf(Locale.ROOT, "%-40s %,12d%n", name, count));
            coverage.faultCounts()
                    .forEach((name, count) -> System.out.printf(Locale.ROOT, "%-40s %,12d%n", name, count));
            System.out.printf(
                    Locale.ROOT,
                    "%,d seeds, %,d cases, %,.0f case-days, %,d transactions in %.0f s of one core: %,.0f case-days/s%n",
                    seeds,
                    cases,
                    caseDays,
                    steps,
                    seconds,
                    caseDays / seconds);
        }

        private static long cpuNanos() {
            return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }
    }
}
