package dev.reeve.core.attribution;

import dev.reeve.core.attribution.Attribution.Ambiguous;
import dev.reeve.core.attribution.Attribution.Candidate;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attribution.Unknown;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Decides who held a resource in a window of time, as known at an instant.
///
/// The window is cut where any holding begins or ends. In each piece the most specific holdings win; the answer is
/// `HeldBy`
/// only if every piece that has a holder has the same one, unshared, and the piece in the middle of the window has
/// one.
/// Doubt about the reporter's clock is doubt about the holder (RFC 6302 asks for time and port for this reason).
public final class Attributor {
    /// Candidates that are named in an ambiguous answer; a shared address can have thousands.
    public static final int CANDIDATES_MAX = 50;

    private Attributor() {}

    /// @param seen when it happened, by the reporter's clock
    /// @param window the same, widened by the doubt about that clock
    /// @param holdings at least all that cover the resource; others do no harm
    public static Attribution attribute(
            Resource resource, Interval seen, Interval window, Instant knownAt, List<Holding> holdings) {
        List<Holding> covering = holdings.stream()
                .filter(h ->
                        h.knownAt(knownAt) && h.held().covers(resource) && h.heldWithin(window.from(), window.to()))
                .toList();
        if (covering.isEmpty()) {
            return new Unknown("nobody is known to have held " + resource.text() + " " + between(window), knownAt);
        }
        Holding only = covering.get(0);
        if (covering.size() == 1 && !only.shared() && only.heldAt(seen.from()) && only.heldAt(seen.to())) {
            return new HeldBy(only.account(), only.service(), only.id(), knownAt);
        }
        List<Holding> winners = winners(covering, window);
        List<Candidate> candidates = winners.stream()
                .map(h -> new Candidate(h.account(), h.service(), h.id()))
                .distinct()
                .limit(CANDIDATES_MAX)
                .toList();
        return doubt(resource, seen, window, covering, winners)
                .<Attribution>map(reason -> new Ambiguous(candidates, reason, knownAt))
                .orElseGet(() -> new HeldBy(
                        winners.get(0).account(),
                        winners.get(0).service(),
                        winners.get(0).id(),
                        knownAt));
    }

    private static Optional<String> doubt(
            Resource resource, Interval seen, Interval window, List<Holding> covering, List<Holding> winners) {
        if (winners.stream().anyMatch(Holding::shared)) {
            return Optional.of(
                    resource.text() + " is shared by several clients; without a name, a path or a port it names none");
        }
        long accounts = winners.stream().map(Holding::account).distinct().count();
        if (accounts > 1) {
            return Optional.of(accounts + " clients held " + resource.text() + " " + between(window));
        }
        if (winners.stream().map(Holding::service).distinct().count() > 1) {
            return Optional.of("one client held " + resource.text() + " with several services " + between(window));
        }
        boolean heldAtBothEnds = covering.stream().anyMatch(h -> h.heldAt(seen.from()))
                && covering.stream().anyMatch(h -> h.heldAt(seen.to()));
        return heldAtBothEnds
                ? Optional.empty()
                : Optional.of("nobody is known to have held " + resource.text() + " for all of the time it was seen");
    }

    private static List<Holding> winners(List<Holding> covering, Interval window) {
        List<Holding> winners = new ArrayList<>();
        for (Instant piece : pieces(covering, window)) {
            List<Holding> then = covering.stream().filter(h -> h.heldAt(piece)).toList();
            int best = then.stream().mapToInt(h -> h.held().specificity()).max().orElse(0);
            then.stream()
                    .filter(h -> h.held().specificity() == best && !winners.contains(h))
                    .forEach(winners::add);
        }
        return winners.isEmpty() ? covering : winners;
    }

    /// One instant for every piece of the window in which the set of holdings does not change.
    private static TreeSet<Instant> pieces(List<Holding> covering, Interval window) {
        TreeSet<Instant> starts = covering.stream()
                .flatMap(h -> java.util.stream.Stream.of(Optional.of(h.validFrom()), Optional.ofNullable(h.validTo())))
                .flatMap(Optional::stream)
                .filter(t -> !t.isBefore(window.from()) && !t.isAfter(window.to()))
                .collect(Collectors.toCollection(TreeSet::new));
        starts.add(window.from());
        return starts;
    }

    private static String between(Interval window) {
        return window.from().equals(window.to())
                ? "at " + window.from()
                : "between " + window.from() + " and " + window.to();
    }
}
