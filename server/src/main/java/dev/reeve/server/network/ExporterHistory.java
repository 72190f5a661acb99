package dev.reeve.server.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How exporters did, minute by minute, so that evidence can say how well one was heard at that time, which the sums
/// since the start hide. Written once a second by the receiving thread; read by the others.
public final class ExporterHistory {
    /// As far back as a detection reaches whose evidence is of use: more than any exporter's timeout.
    private static final int MINUTES_MAX = 120;

    private static final long MINUTE_MILLIS = 60_000;

    /// Exporters tell of a flow when it has been quiet for so long, or at their active timeout; by most it is a minute.
    private static final Duration TOLD_LATER = Duration.ofMinutes(2);

    private final Map<String, Deque<Minute>> minutes = new TreeMap<>();
    private List<ExporterState> latest = List.of();

    /// Sums at the end of a minute.
    ///
    /// @param behindMillis the one within the minute that is farthest from zero
    private record Minute(long endMillis, ExporterState sums, int sampling, long behindMillis) {
        long number() {
            return endMillis / MINUTE_MILLIS;
        }

        Minute with(long millis, ExporterState now) {
            return new Minute(
                    millis, now, Math.max(sampling, now.sampling()), farthest(behindMillis, now.behindMillis()));
        }
    }

    private static long farthest(long one, long other) {
        return Math.abs(other) > Math.abs(one) ? other : one;
    }

    /// Takes how all do now.
    synchronized void note(long millis, List<ExporterState> now) {
        latest = now.stream()
                .sorted(Comparator.comparing(ExporterState::address))
                .toList();
        for (ExporterState state : latest) {
            Deque<Minute> of = minutes.computeIfAbsent(state.address(), address -> begun(millis, address));
            if (of.getLast().number() == millis / MINUTE_MILLIS && of.size() > 1) {
                of.addLast(of.removeLast().with(millis, state));
            } else {
                of.addLast(new Minute(millis, state, state.sampling(), state.behindMillis()));
            }
            if (of.size() > MINUTES_MAX) {
                of.removeFirst();
            }
        }
    }

    /// Before an exporter is heard, all of its sums are zero.
    private static Deque<Minute> begun(long millis, String address) {
        ExporterState nothing = new ExporterState(address, 0, 0, 0, 0, 0, 0, 0, 0, Instant.ofEpochMilli(millis), "");
        return new ArrayDeque<>(List.of(new Minute(millis, nothing, 0, 0)));
    }

    /// How all do, by their addresses.
    synchronized List<ExporterState> latest() {
        return latest;
    }

    /// When the last datagram of any came.
    synchronized Optional<Instant> lastHeard() {
        return latest.stream().map(ExporterState::lastHeard).max(Comparator.naturalOrder());
    }

    /// How each did while something happened, and until it was told of at the latest.
    synchronized List<ExporterSpan> during(Instant from, Instant to) {
        return minutes.values().stream()
                .map(of -> during(of, from.toEpochMilli(), to.plus(TOLD_LATER).toEpochMilli()))
                .toList();
    }

    private static ExporterSpan during(Deque<Minute> of, long from, long to) {
        Iterator<Minute> each = of.iterator();
        Minute before = each.next();
        Minute last = before;
        int sampling = 0;
        long behind = 0;
        while (each.hasNext()) {
            Minute minute = each.next();
            if (minute.endMillis() < from) {
                before = minute;
                last = minute;
            } else if (last.endMillis() < to) {
                last = minute;
                sampling = Math.max(sampling, minute.sampling());
                behind = farthest(behind, minute.behindMillis());
            }
        }
        return span(before, last, sampling, behind);
    }

    private static ExporterSpan span(Minute before, Minute last, int sampling, long behind) {
        ExporterState a = before.sums();
        ExporterState b = last.sums();
        long lost = b.lost() - a.lost();
        return new ExporterSpan(
                b.address(),
                Instant.ofEpochMilli(before.endMillis()),
                Instant.ofEpochMilli(last.endMillis()),
                b.datagrams() - a.datagrams(),
                b.records() - a.records(),
                lost,
                ExporterSpan.share(lost, b.numbered() - a.numbered()),
                b.malformed() - a.malformed(),
                b.unknownTemplates() - a.unknownTemplates(),
                sampling,
                behind);
    }
}
