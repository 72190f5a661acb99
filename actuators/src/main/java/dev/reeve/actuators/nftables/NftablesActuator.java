package dev.reeve.actuators.nftables;

import dev.reeve.actuators.nftables.FirewallTable.Element;
import dev.reeve.actuators.nftables.Nft.Listing;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Probe;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Reading.Force;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.ids.LeverName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Linux's firewall, in a table of our own. Effects expire by themselves; acting again renews them.
///
/// Two actions on one address share one element, and each has its claim ({@link Claim}): undo removes the claim, and
/// the
/// element only with the last one. An element without a claim is somebody else's and is left alone.
final class NftablesActuator implements Actuator {
    private final LeverName name;
    private final Nft nft;
    private final FirewallLayout layout;
    private final OwnAddresses own;
    private final TrafficProbe probe;
    private final InstantSource clock;
    /// Reading and committing belong together: two orders on one address must not both believe they are the last.
    private final ReentrantLock turn = new ReentrantLock();

    /// Where our rules stand, and how long an effect lasts when the order does not say.
    record FirewallLayout(String table, List<Hook> hooks, int priority, Duration lease) {}

    NftablesActuator(
            LeverName name, Nft nft, FirewallLayout layout, OwnAddresses own, TrafficProbe probe, InstantSource clock) {
        this.name = name;
        this.nft = nft;
        this.layout = layout;
        this.own = own;
        this.probe = probe;
        this.clock = clock;
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
        return true;
    }

    @Override
    public Reading read(ActionOrder order) {
        try {
            List<EffectSet> sets = sets(order);
            return switch (nft.list()) {
                case Listing.Failed failed -> new Reading.Unreadable(failed.reason());
                case Listing.Listed listed -> reading(sets, new Claim(order.id()), listed.table());
            };
        } catch (UnusableOrderException e) {
            return new Reading.Unreadable(e.reason());
        }
    }

    private Reading reading(List<EffectSet> sets, Claim claim, FirewallTable table) {
        List<SetReading> readings = sets.stream()
                .map(set -> SetReading.of(set, claim, table, layout.hooks()))
                .toList();
        String state = readings.stream().map(SetReading::words).collect(Collectors.joining("; "));
        return new Reading.Seen(together(readings), state, earliestExpiry(readings));
    }

    /// Ours or others' only when all of it is; where others have some and we none, our part is yet to be made.
    private static Force together(List<SetReading> readings) {
        List<Force> forces = readings.stream().map(SetReading::force).distinct().toList();
        if (forces.size() == 1) {
            return forces.getFirst();
        }
        return forces.contains(Force.OURS) || forces.contains(Force.PARTIAL) ? Force.PARTIAL : Force.ABSENT;
    }

    private @Nullable Instant earliestExpiry(List<SetReading> readings) {
        return readings.stream()
                .map(SetReading::expiresSeconds)
                .filter(Objects::nonNull)
                .min(Long::compare)
                .map(seconds -> clock.instant().plusSeconds(seconds))
                .orElse(null);
    }

    @Override
    public Answer act(ActionOrder order) {
        turn.lock();
        try {
            own.check(FirewallEffect.address(order));
            List<EffectSet> sets = sets(order);
            return switch (nft.list()) {
                case Listing.Failed failed -> new Answer.Unclear("not tried: " + failed.reason());
                case Listing.Listed listed -> nft.commit(acting(sets, order, listed.table()));
            };
        } catch (UnusableOrderException e) {
            return new Answer.Refused(e.reason());
        } finally {
            turn.unlock();
        }
    }

    private List<Map<String, Object>> acting(List<EffectSet> sets, ActionOrder order, FirewallTable table) {
        Claim claim = new Claim(order.id());
        long seconds = Math.max(1, (order.lease().isZero() ? layout.lease() : order.lease()).toSeconds());
        Transaction transaction = new Transaction(layout.table());
        for (EffectSet set : sets) {
            transaction.lay(set, layout.hooks(), layout.priority(), table);
            transaction.put(set.claims(), claim.key(set), seconds, claim.comment());
            if (!SetReading.foreign(set, table)) {
                long longest = Math.max(seconds, longest(SetReading.otherClaims(set, claim, table)));
                transaction.put(set.name(), set.key(), longest, claim.comment());
            }
        }
        return transaction.commands();
    }

    @Override
    public Answer undo(ActionOrder order, String prior) {
        turn.lock();
        try {
            List<EffectSet> sets = sets(order);
            return switch (nft.list()) {
                case Listing.Failed failed -> new Answer.Unclear("not tried: " + failed.reason());
                case Listing.Listed listed -> {
                    List<Map<String, Object>> commands = undoing(sets, new Claim(order.id()), listed.table());
                    yield commands.isEmpty() ? new Answer.Accepted("nothing of ours") : nft.commit(commands);
                }
            };
        } catch (UnusableOrderException e) {
            return new Answer.Refused(e.reason());
        } finally {
            turn.unlock();
        }
    }

    private List<Map<String, Object>> undoing(List<EffectSet> sets, Claim claim, FirewallTable table) {
        Transaction transaction = new Transaction(layout.table());
        for (EffectSet set : sets) {
            if (!SetReading.claimed(set, claim, table)) {
                continue;
            }
            if (table.hasSet(set.claims())) {
                transaction.remove(set.claims(), claim.key(set));
            }
            Collection<Element> others = SetReading.otherClaims(set, claim, table);
            if (!others.isEmpty()) {
                Element other = others.iterator().next();
                transaction.put(set.name(), set.key(), longest(others), String.valueOf(other.comment()));
            } else if (!SetReading.foreign(set, table) && table.hasSet(set.name())) {
                transaction.remove(set.name(), set.key());
            }
        }
        return transaction.commands();
    }

    private static long longest(Collection<Element> claims) {
        return claims.stream()
                .map(Element::expiresSeconds)
                .mapToLong(seconds -> seconds == null ? 0 : Math.max(1, seconds))
                .max()
                .orElse(0);
    }

    @Override
    public Probe probe(ActionOrder order, boolean expected) {
        try {
            // What others still hold is no proof against our undo.
            boolean othersHold = !expected
                    && nft.list() instanceof Listing.Listed listed
                    && sets(order).stream()
                            .anyMatch(set ->
                                    listed.table().find(set.name(), set.key()).isPresent());
            return othersHold ? new Probe.NotProbed() : probe.look(order, expected);
        } catch (UnusableOrderException e) {
            return new Probe.NotProbed();
        }
    }

    private static List<EffectSet> sets(ActionOrder order) {
        return EffectSet.of(FirewallEffect.of(order), FirewallEffect.address(order));
    }
}
