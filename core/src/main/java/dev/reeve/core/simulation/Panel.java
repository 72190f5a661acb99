package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A back end that keeps its contract as badly as real ones do. What is in force in it is the world's truth.
final class Panel implements Actuator {
    /// What one order made.
    static final class Artefact {
        final ActionOrder order;
        boolean whole;

        @Nullable
        Instant expires;

        Artefact(ActionOrder order, boolean whole, @Nullable Instant expires) {
            this.order = order;
            this.whole = whole;
            this.expires = expires;
        }
    }

    private final LeverName name;
    private final boolean leases;
    private final World world;
    private final Chance chance;
    private final Map<ActionId, Artefact> artefacts = new LinkedHashMap<>();
    private final Set<ActionId> onTheWay = new HashSet<>();
    private final Set<ServiceId> byOthers = new HashSet<>();
    private Instant unreadableUntil = Instant.MIN;

    Panel(LeverName name, boolean leases, World world, Chance chance) {
        this.name = name;
        this.leases = leases;
        this.world = world;
        this.chance = chance;
    }

    @Override
    public LeverName name() {
        return name;
    }

    @Override
    public UndoableBy undoableBy() {
        return UndoableBy.ONLY_US;
    }

    @Override
    public boolean leases() {
        return leases;
    }

    boolean readable() {
        return !world.agenda.trueTime().isBefore(unreadableUntil);
    }

    void breakDown(Instant until) {
        unreadableUntil = until;
    }

    void suspendByOthers(ServiceId service) {
        byOthers.add(service);
    }

    boolean suspendedByOthers(ServiceId service) {
        return byOthers.contains(service);
    }

    /// The others lift it themselves; or something of ours undoes too much, as a planted defect does.
    void forgetOthers(ServiceId service) {
        byOthers.remove(service);
    }

    @Nullable
    Artefact inForce(ActionId id) {
        Artefact artefact = artefacts.get(id);
        Instant now = world.agenda.trueTime();
        if (artefact != null && artefact.expires != null && !artefact.expires.isAfter(now)) {
            remove(id);
            return null;
        }
        return artefact;
    }

    /// Ours in force against a resource.
    List<Artefact> against(Resource resource) {
        List<Artefact> found = new ArrayList<>();
        for (ActionId id : List.copyOf(artefacts.keySet())) {
            Artefact artefact = inForce(id);
            if (artefact != null && artefact.order.target().resource().equals(resource)) {
                found.add(artefact);
            }
        }
        return found;
    }

    List<ActionId> allInForce() {
        return List.copyOf(artefacts.keySet());
    }

    boolean mayStillArrive(ActionId id) {
        return onTheWay.contains(id);
    }

    @Override
    public Reading read(ActionOrder order) {
        if (world.agenda.trueTime().isBefore(unreadableUntil)) {
            world.fault(Fault.PANEL_UNREADABLE);
            return new Reading.Unreadable("the panel is down");
        }
        Artefact artefact = inForce(order.id());
        if (artefact != null) {
            return artefact.whole ? Reading.ours("in force") : Reading.partial("half in force");
        }
        if (byOthers.contains(order.target().service())) {
            world.fault(Fault.EFFECT_BY_OTHERS);
            return Reading.others("suspended by billing");
        }
        return Reading.absent("open");
    }

    @Override
    public Answer act(ActionOrder order) {
        world.crashes.at(Fault.CRASH_BEFORE_LEVER);
        Artefact before = inForce(order.id());
        world.watch.acted(order, before != null && before.whole);
        Answer answer = before == null ? actNow(order) : renewed(order);
        world.crashes.at(Fault.CRASH_AFTER_LEVER);
        return answer;
    }

    private Answer renewed(ActionOrder order) {
        make(order, true);
        return new Answer.Accepted("renewed");
    }

    private Answer actNow(ActionOrder order) {
        int luck = chance.below(100);
        if (luck < 3) {
            world.fault(Fault.PANEL_TIMEOUT_DONE);
            make(order, true);
            return new Answer.Unclear("no answer in 30 s");
        }
        if (luck < 6) {
            world.fault(Fault.PANEL_TIMEOUT_NOT_DONE);
            return new Answer.Unclear("no answer in 30 s");
        }
        if (luck < 7) {
            world.fault(Fault.PANEL_LIES);
            return new Answer.Accepted("ok");
        }
        if (luck < 9) {
            world.fault(Fault.PANEL_HALF);
            make(order, false);
            return new Answer.Accepted("ok");
        }
        if (luck < 12) {
            world.fault(Fault.PANEL_LATE);
            onTheWay.add(order.id());
            world.agenda.in(Duration.ofMinutes(5), () -> arrive(order));
            return new Answer.Unclear("queued");
        }
        if (luck < 14) {
            world.fault(Fault.PANEL_REFUSES);
            return new Answer.Refused("not now");
        }
        make(order, true);
        return new Answer.Accepted("ok");
    }

    private void arrive(ActionOrder order) {
        if (onTheWay.remove(order.id())) {
            make(order, true);
        }
    }

    private void make(ActionOrder order, boolean whole) {
        Instant now = world.agenda.trueTime();
        Instant expires = leases && !order.lease().isZero() ? now.plus(order.lease()) : null;
        boolean isNew = artefacts.get(order.id()) == null;
        Town.Client client = world.town.client(order.target().service());
        world.town.accrue(client, now);
        artefacts.put(order.id(), new Artefact(order, whole, expires));
        if (isNew) {
            client.inForce++;
            client.harshest = order.step().compareTo(client.harshest) > 0 ? order.step() : client.harshest;
        }
        if (expires != null) {
            world.agenda.in(order.lease(), () -> inForce(order.id()));
        }
    }

    private void remove(ActionId id) {
        Artefact gone = artefacts.get(id);
        if (gone == null) {
            return;
        }
        Town.Client client = world.town.client(gone.order.target().service());
        world.town.accrue(client, world.agenda.trueTime());
        artefacts.remove(id);
        client.inForce--;
        if (client.inForce == 0) {
            client.harshest = dev.reeve.core.policy.Step.NOTICE;
        }
    }

    /// Somebody else takes our effect away.
    void tamper(ActionId id) {
        remove(id);
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        world.crashes.at(Fault.CRASH_BEFORE_LEVER);
        world.watch.undone(order);
        Answer answer;
        if (chance.percent(4)) {
            world.fault(Fault.PANEL_TIMEOUT_NOT_DONE);
            answer = new Answer.Unclear("no answer in 30 s");
        } else {
            // The back end works in order: what is still on the way is cancelled.
            onTheWay.remove(order.id());
            remove(order.id());
            answer = new Answer.Accepted("ok");
        }
        world.crashes.at(Fault.CRASH_AFTER_LEVER);
        return answer;
    }
}
