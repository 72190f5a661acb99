package dev.reeve.core.simulation;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.MassRevert;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.safety.Breakers;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.DeskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What happens to the desk from outside: outages, jumping clocks, stale inventories, new policies, a rule that runs
/// away, and the persons who look after the desk as a whole.
final class Director {
    private final World world;
    private final Chance chance;
    private final Simulation.Setup setup;
    private boolean inventoryStopped;

    Director(World world, Chance chance, Simulation.Setup setup) {
        this.world = world;
        this.chance = chance;
        this.setup = setup;
    }

    void begin() {
        world.server.start();
        canaries();
        world.record(new DeskEvent.PolicyAdopted(
                "first", world.policies.versions().get(0).hash(), setup.start().toString(), "installed"));
        for (Town.Client client : world.town.clients) {
            if (chance.oneIn(14)) {
                world.server.safety(new DeskCommand.Protect(client.account, "large"), world.staff.persons.get(0));
            }
        }
        world.parties.begin();
        every(Duration.ofHours(1), world.server::hourly);
        every(Duration.ofHours(6), this::inventory);
        every(Duration.ofDays(1), world.staff::daily);
        every(Duration.ofHours(5), this::lookAfterTheDesk);
        every(Duration.ofDays(5), world.server::audit);
        every(Duration.ofDays(3), world.staff::secondThoughts);
        if (setup.faults()) {
            sometimes(Duration.ofDays(12), this::outage);
            sometimes(Duration.ofDays(15), this::clockJump);
            sometimes(Duration.ofDays(3), this::swap);
            sometimes(Duration.ofDays(5), this::tamper);
            sometimes(
                    Duration.ofDays(9),
                    () -> panel().breakDown(world.agenda.trueTime().plus(Duration.ofHours(5))));
            sometimes(Duration.ofDays(4), this::billing);
            sometimes(Duration.ofDays(25), this::stopInventory);
            sometimes(Duration.ofDays(20), this::reconfigure);
            sometimes(Duration.ofDays(30), this::halt);
            sometimes(Duration.ofDays(20), this::limits);
            sometimes(Duration.ofDays(8), this::unprotect);
        }
        for (Simulation.Change change : setup.changes()) {
            world.agenda.in(change.after(), () -> adopt(change.policy()));
        }
        if (setup.runaway() != null) {
            Policy wild = setup.runaway();
            world.agenda.in(setup.runawayAfter(), () -> runaway(wild));
        }
    }

    private void every(Duration period, Runnable what) {
        world.agenda.in(period, () -> {
            what.run();
            every(period, what);
        });
    }

    private void sometimes(Duration mean, Runnable what) {
        world.agenda.in(chance.between(Duration.ofHours(2), mean.multipliedBy(2)), () -> {
            what.run();
            sometimes(mean, what);
        });
    }

    private Panel panel() {
        return world.panel(chance.oneIn(2) ? Town.EDGE : Town.PANEL);
    }

    private void canaries() {
        world.record(new DeskEvent.CanaryPassed(Town.EDGE, world.town.settingsHash()));
        world.record(new DeskEvent.CanaryPassed(Town.PANEL, world.town.settingsHash()));
    }

    private void inventory() {
        if (world.server.up() && !inventoryStopped) {
            world.town.importInventory(world.agenda.instant());
            world.record(new DeskEvent.HoldingsImported("town", world.town.clients.size(), 0, "digest"));
        }
    }

    private void stopInventory() {
        if (!inventoryStopped) {
            inventoryStopped = true;
            world.fault(Fault.INVENTORY_STALE);
            world.agenda.in(Duration.ofDays(4), () -> inventoryStopped = false);
        }
    }

    private void outage() {
        if (world.server.up()) {
            world.fault(Fault.OUTAGE);
            world.server.stop(chance.between(Duration.ofHours(1), Duration.ofDays(4)));
        }
    }

    private void clockJump() {
        if (!world.agenda.error().isZero()) {
            return;
        }
        boolean forward = chance.oneIn(2);
        world.fault(forward ? Fault.CLOCK_FORWARD : Fault.CLOCK_BACK);
        Duration jump = chance.between(Duration.ofMinutes(2), Duration.ofHours(9));
        world.agenda.setError(forward ? jump : jump.negated());
        world.agenda.in(
                chance.between(Duration.ofMinutes(30), Duration.ofDays(1)), () -> world.agenda.setError(Duration.ZERO));
    }

    private void swap() {
        Town.Client one = chance.of(world.town.clients);
        if (chance.oneIn(2) && !world.books.pending.isEmpty()) {
            one = world.books.book(world.books.pending.values().iterator().next()).client;
        } else if (chance.oneIn(2) && !world.books.inForce.isEmpty()) {
            one = world.books.book(world.books.inForce.values().iterator().next()).client;
        }
        Town.Client other = chance.of(world.town.clients);
        if (one != other) {
            world.fault(Fault.REASSIGNED);
            world.town.swap(one, other, world.agenda.trueTime());
            if (chance.oneIn(2)) {
                inventory();
            }
        }
    }

    private void tamper() {
        List<ActionId> inForce = panel().allInForce();
        if (!inForce.isEmpty()) {
            ActionId id = chance.of(inForce);
            world.fault(Fault.EFFECT_REMOVED);
            world.panel(Town.EDGE).tamper(id);
            world.panel(Town.PANEL).tamper(id);
        }
    }

    private void billing() {
        Town.Client client = chance.of(world.town.clients);
        if (!world.books.inForce.isEmpty() && chance.oneIn(2)) {
            client = world.books.book(world.books.inForce.values().iterator().next()).client;
        }
        Town.Client unpaid = client;
        world.panel(Town.PANEL).suspendByOthers(unpaid.service);
        world.watch.suspendedByOthers(unpaid, true);
        world.agenda.in(chance.between(Duration.ofDays(2), Duration.ofDays(20)), () -> {
            world.panel(Town.PANEL).forgetOthers(unpaid.service);
            world.watch.suspendedByOthers(unpaid, false);
        });
    }

    private void reconfigure() {
        world.fault(Fault.LEVER_RECONFIGURED);
        world.town.reconfigureLevers();
        world.agenda.in(chance.between(Duration.ofHours(4), Duration.ofDays(2)), () -> {
            if (chance.oneIn(3)) {
                world.record(new DeskEvent.CanaryFailed(Town.EDGE, "undo left it"));
            }
            world.agenda.in(Duration.ofHours(3), this::canaries);
        });
    }

    private void say(DeskCommand command) {
        world.server.run(() -> tell(command, world.staff.somebody()));
    }

    private void tell(DeskCommand command, Actor by) {
        if (world.server.safety(command, by) instanceof Decision.Refused refused) {
            world.story.tell(world.agenda.instant(), "refused", "desk", refused.code());
        }
    }

    private void halt() {
        if (world.server.cases().desk().halted() == null) {
            world.fault(Fault.HALTED);
            say(new DeskCommand.Halt("to be sure"));
        }
    }

    private void limits() {
        say(new DeskCommand.ProposeLimits(Map.of("restrict.hour", Integer.toString(20 + chance.below(20))), "weather"));
        world.agenda.in(Duration.ofHours(chance.oneIn(2) ? 5 : 26), () -> say(new DeskCommand.ApproveLimits()));
    }

    private void unprotect() {
        Town.Client client = chance.of(world.town.clients);
        if (!world.server.cases().account(client.account).isProtected()) {
            say(new DeskCommand.Protect(client.account, "grown"));
            return;
        }
        say(new DeskCommand.ProposeUnprotect(client.account, "shrunk"));
        world.agenda.in(
                Duration.ofHours(chance.oneIn(2) ? 5 : 26),
                () -> say(new DeskCommand.ApproveUnprotect(client.account)));
    }

    /// Breakers are reset after a look, and the desk is let go again by two.
    private void lookAfterTheDesk() {
        DeskState desk = world.server.cases().desk();
        if (desk.halted() != null && massRevert == null) {
            say(desk.resume() == null ? new DeskCommand.ProposeResume("fine") : new DeskCommand.ApproveResume("fine"));
        }
        for (String breaker : List.of(Breakers.BUDGET, Breakers.MISMATCH, Breakers.REVERSAL, Breakers.INVENTORY)) {
            if (desk.breakers().containsKey(breaker) && chance.oneIn(2)) {
                say(new DeskCommand.ResetBreaker(breaker, "looked at"));
            }
        }
    }

    private void adopt(Policy policy) {
        world.fault(Fault.POLICY_CHANGED);
        Policy now = new Policy(
                policy.version(),
                policy.hash(),
                policy.title(),
                world.agenda.instant(),
                policy.enquiries(),
                policy.promises(),
                policy.clauses());
        List<Policy> all = new ArrayList<>(world.policies.versions());
        all.add(now);
        world.policies = new PolicyHistory(all);
        world.record(new DeskEvent.PolicyAdopted(
                now.version(), now.hash(), now.effectiveFrom().toString(), "adopted"));
    }

    private @org.jspecify.annotations.Nullable MassRevert massRevert;

    /// A rule goes live that matches what every client does; own sensors see that everywhere.
    private void runaway(Policy wild) {
        world.fault(Fault.RUNAWAY_RULE);
        Policy before = world.policies.versions().get(world.policies.versions().size() - 1);
        adopt(wild);
        for (Town.Client client : world.town.clients) {
            world.agenda.in(
                    chance.between(Duration.ofMinutes(15), Duration.ofHours(7)),
                    () -> world.parties.report(
                            client, Simulation.ORDINARY, Strength.MEASURED, new ReporterId("sensor")));
        }
        // Somebody takes the first stop for a false alarm.
        for (int hours = 1; hours < 6; hours++) {
            world.agenda.in(Duration.ofHours(hours), () -> {
                if (world.server.cases().desk().breakers().containsKey(Breakers.BUDGET)) {
                    world.fault(Fault.STAFF_ERRED);
                    say(new DeskCommand.ResetBreaker(Breakers.BUDGET, "looks busy"));
                }
            });
        }
        world.agenda.in(Duration.ofHours(9), () -> {
            world.fault(Fault.HALTED);
            say(new DeskCommand.Halt("everybody is restricted"));
            adopt(new Policy(
                    before.version() + " again",
                    before.hash() + "-again",
                    before.title(),
                    before.effectiveFrom(),
                    before.enquiries(),
                    before.promises(),
                    before.clauses()));
            revert(Selection.ofPolicy(wild.hash()));
        });
    }

    private void revert(Selection selection) {
        List<CaseState> states = new ArrayList<>();
        for (CaseId id : world.books.cases.keySet()) {
            states.add(world.server.cases().state(id));
        }
        List<CaseId> plan = MassRevert.plan(selection, states);
        Actor by = world.staff.persons.get(0);
        say(new DeskCommand.PlanMassRevert(selection, plan.size(), Town.personal("reasons")));
        int batch = world.sabotage.is(Defect.NO_BATCHES) ? Integer.MAX_VALUE : MassRevert.BATCH_MAX;
        MassRevert revert = new MassRevert(world.server.cases(), plan, Town.personal("reasons"), by, batch);
        massRevert = revert;
        step(revert, selection);
    }

    private void step(MassRevert revert, Selection selection) {
        boolean wasUp = world.server.up();
        world.server.run(() -> revert.step(world.agenda.instant()));
        if (!wasUp || !world.server.up()) {
            // The plan was lost with the process: plan again.
            world.agenda.in(Duration.ofHours(6), () -> revert(selection));
        } else if (revert.done()) {
            massRevert = null;
        } else {
            world.agenda.in(Duration.ofMinutes(1), () -> step(revert, selection));
        }
    }
}
