package dev.reeve.core.simulation;

import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Severity;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A world from a seed: clients, reporters, panels, mail, clocks and persons of all sorts, for as long as one likes,
/// in
/// virtual time. The desk in it is the one that runs in production. The same seed gives the same story to the letter.
public final class Simulation {
    /// What every client does all the time, and no sane policy forbids.
    static final Vocation ORDINARY = new Vocation("usage/ordinary", Severity.S4);

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private Simulation() {}

    /// A policy that is adopted some time after the start.
    public record Change(Duration after, Policy policy) {}

    /// @param vocations what clients may do to others; each should be something that the policies look at
    /// @param runaway a policy with a rule that matches {@link #ORDINARY}; null for none
    /// @param faults whether anything fails at all
    /// @param defect planted to show that it is caught; null for none
    public record Setup(
            long seed,
            Instant start,
            Duration length,
            int clients,
            PolicyHistory policies,
            List<Change> changes,
            List<Vocation> vocations,
            @Nullable Policy runaway,
            Duration runawayAfter,
            boolean faults,
            @Nullable Defect defect,
            boolean keepStory) {
        public Setup {
            if (clients < 2 || vocations.isEmpty() || length.isNegative()) {
                throw new IllegalArgumentException("a world has two clients, something to do, and some time");
            }
            changes = List.copyOf(changes);
            vocations = List.copyOf(vocations);
        }
    }

    /// A world under one policy of the operator's own, in which everything may go wrong but the policy itself.
    ///
    /// @param vocations what the policy looks at
    public static Setup setup(
            long seed, Duration length, int clients, Policy policy, List<Vocation> vocations, boolean keepStory) {
        Instant inForce = policy.effectiveFrom().plus(Duration.ofDays(1));
        return new Setup(
                seed,
                inForce.isAfter(START) ? inForce : START,
                length,
                clients,
                new PolicyHistory(List.of(policy)),
                List.of(),
                vocations,
                null,
                Duration.ZERO,
                true,
                null,
                keepStory);
    }

    /// A world of its own policies, in which everything may go wrong.
    public static SimulationReport run(long seed, Duration length) {
        return run(setup(seed, length, null, false));
    }

    public static SimulationReport run(long seed, Duration length, @Nullable Defect defect, boolean keepStory) {
        return run(setup(seed, length, defect, keepStory));
    }

    private static Setup setup(long seed, Duration length, @Nullable Defect defect, boolean keepStory) {
        Chance chance = new Chance(seed * 31 + 7);
        boolean runaway = chance.oneIn(3) || defect == Defect.NO_BATCHES || defect == Defect.NO_BUDGET;
        return new Setup(
                seed,
                START,
                length,
                120,
                new PolicyHistory(List.of(SimulatedPolicies.mild(START.minus(Duration.ofDays(400))))),
                List.of(new Change(length.dividedBy(3), SimulatedPolicies.stern(START))),
                SimulatedPolicies.VOCATIONS,
                runaway ? SimulatedPolicies.wild(START) : null,
                length.dividedBy(2),
                true,
                defect,
                keepStory);
    }

    public static SimulationReport run(Setup setup) {
        World world = new World(setup);
        Instant end = setup.start().plus(setup.length());
        new Director(world, world.chance.fork(), setup).begin();
        Runnable next = world.agenda.nextBefore(end);
        while (next != null && !world.watch.caught(setup.defect())) {
            next.run();
            next = world.agenda.nextBefore(end);
        }
        world.agenda.to(end);
        return report(setup, world);
    }

    private static SimulationReport report(Setup setup, World world) {
        world.town.clients.forEach(c -> world.town.accrue(c, world.agenda.trueTime()));
        world.books.open.forEach(id -> world.books.countDays(world.books.book(id)));
        Map<String, Integer> actions = new TreeMap<>();
        int reversed = 0;
        int terminations = 0;
        for (CaseBook book : world.books.cases.values()) {
            reversed += book.reversedOnce ? 1 : 0;
            for (CaseBook.Act act : book.actions.values()) {
                actions.merge(act.ordered.step().word(), 1, Integer::sum);
                boolean gone = act.ordered.step() == Step.TERMINATE && act.status == ActionStatus.IN_FORCE;
                terminations += gone ? 1 : 0;
            }
        }
        return new SimulationReport(
                setup.seed(),
                setup.length().toDays(),
                setup.clients(),
                world.books.cases.size(),
                world.books.caseDays,
                world.watch.steps,
                actions,
                reversed,
                terminations,
                world.town.harmByAbuse,
                world.town.harmToInnocent,
                world.coverage,
                world.watch.violations,
                world.story.fingerprint(),
                world.story.kept());
    }
}
