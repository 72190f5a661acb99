package dev.reeve.collector.traffic;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowSink;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Adds up what own addresses send and get, for the plots of the console: the last hour in steps of 10 seconds,
/// the last twelve in steps of two minutes. Bounded: so many addresses, the quietest of which makes room for a
/// new one. Kept in memory only; the detections are on record, the curves are a help to the eye.
///
/// One thread adds, others read.
public final class Traffic implements FlowSink {
    /// Of 12 kB each.
    private static final int ADDRESSES_MAX = 2_000;

    private static final long FINE_MILLIS = 10_000;
    private static final long COARSE_MILLIS = 120_000;
    private static final int STEPS = 360;

    /// Room is made at most this often, so that forged addresses cost no search for each.
    private static final long SEARCH_MILLIS = 1_000;

    private final Predicate<Endpoint> own;
    private final int addressesMax;
    private final Map<Endpoint, Lines> lines = new ConcurrentHashMap<>();
    private long searchedAt;
    private volatile long notFollowed;
    private volatile long newestMillis;

    /// @param own whether an address is a client's
    public Traffic(Predicate<Endpoint> own) {
        this(own, ADDRESSES_MAX);
    }

    Traffic(Predicate<Endpoint> own, int addressesMax) {
        this.own = own;
        this.addressesMax = addressesMax;
    }

    private static final class Lines {
        final Curve fine = new Curve(FINE_MILLIS, STEPS);
        final Curve coarse = new Curve(COARSE_MILLIS, STEPS);
        volatile long lastMillis;
    }

    @Override
    public void flow(Flow flow) {
        Endpoint source = flow.source();
        if (own.test(source)) {
            add(source, flow, Curve.Amount.BITS_OUT, Curve.Amount.PACKETS_OUT);
        }
        Endpoint target = flow.target();
        if (own.test(target)) {
            add(target, flow, Curve.Amount.BITS_IN, Curve.Amount.PACKETS_IN);
        }
    }

    private void add(Endpoint address, Flow flow, Curve.Amount bits, Curve.Amount packets) {
        Lines known = lines.get(address);
        if (known == null) {
            if (lines.size() >= addressesMax && !makeRoom(flow.toMillis)) {
                notFollowed++;
                return;
            }
            known = new Lines();
            lines.put(address, known);
        }
        known.lastMillis = Math.max(known.lastMillis, flow.toMillis);
        newestMillis = Math.max(newestMillis, flow.toMillis);
        known.fine.add(bits, flow.bytes * 8, packets, flow.packets, flow.fromMillis, flow.toMillis);
        known.coarse.add(bits, flow.bytes * 8, packets, flow.packets, flow.fromMillis, flow.toMillis);
    }

    private boolean makeRoom(long millis) {
        if (millis - searchedAt < SEARCH_MILLIS) {
            return false;
        }
        searchedAt = millis;
        Optional<Map.Entry<Endpoint, Lines>> quietest =
                lines.entrySet().stream().min(Comparator.comparingLong(e -> e.getValue().lastMillis));
        quietest.ifPresent(e -> lines.remove(e.getKey()));
        return quietest.isPresent();
    }

    /// One address over one time.
    ///
    /// @param fromMillis when the first step begins
    public record Plot(
            long fromMillis,
            long stepMillis,
            double[] bitsOut,
            double[] bitsIn,
            double[] packetsOut,
            double[] packetsIn) {}

    /// @param fine steps of 10 seconds, for an hour at most; otherwise of two minutes, for twelve
    /// @return empty for an address of which nothing was seen
    public Optional<Plot> plot(Endpoint address, long fromMillis, long toMillis, boolean fine) {
        return Optional.ofNullable(lines.get(address)).map(known -> {
            Curve curve = fine ? known.fine : known.coarse;
            long step = curve.stepMillis();
            long from = Math.max(fromMillis, toMillis - STEPS * step + step);
            return new Plot(
                    Math.floorDiv(from, step) * step,
                    step,
                    curve.perSecond(Curve.Amount.BITS_OUT, from, toMillis),
                    curve.perSecond(Curve.Amount.BITS_IN, from, toMillis),
                    curve.perSecond(Curve.Amount.PACKETS_OUT, from, toMillis),
                    curve.perSecond(Curve.Amount.PACKETS_IN, from, toMillis));
        });
    }

    /// One line of the list of addresses: means of the last whole minute that was seen.
    public record Rate(
            Endpoint address, double bitsOut, double bitsIn, double packetsOut, double packetsIn, long lastMillis) {}

    /// The addresses that send most now, and after them those that get most.
    public List<Rate> busiest(int count) {
        long to = newestMillis;
        return lines.entrySet().stream()
                .map(e -> new Rate(
                        e.getKey(),
                        mean(e.getValue().fine.perSecond(Curve.Amount.BITS_OUT, to - 60_000, to)),
                        mean(e.getValue().fine.perSecond(Curve.Amount.BITS_IN, to - 60_000, to)),
                        mean(e.getValue().fine.perSecond(Curve.Amount.PACKETS_OUT, to - 60_000, to)),
                        mean(e.getValue().fine.perSecond(Curve.Amount.PACKETS_IN, to - 60_000, to)),
                        e.getValue().lastMillis))
                .sorted(Comparator.comparingDouble(Rate::bitsOut)
                        .thenComparingDouble(Rate::bitsIn)
                        .reversed())
                .limit(count)
                .toList();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    public int addresses() {
        return lines.size();
    }

    /// Flows of addresses for which there was no room.
    public long notFollowed() {
        return notFollowed;
    }

    /// When the last of what was seen happened, by the exporters' clocks.
    public long newestMillis() {
        return newestMillis;
    }
}
