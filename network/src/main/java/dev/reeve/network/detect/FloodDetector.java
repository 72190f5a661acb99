package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.HashMap;
import java.util.Map;

/// Floods that a client sends: packets that nobody asked for, by the second. What a record says is spread over
/// the time it covers, so that one record of a long steady transfer, exported at the exporter's active timeout,
/// is never a second's burst.
///
/// Counted are UDP, ICMP and other protocols without a connection, and TCP without an answer (SYN, or small
/// segments without data), in quarters of a second. Three windows that slide by a quarter decide: one second
/// that is half as high again as the threshold, two seconds at the threshold, five at it. Two estimates of the
/// peak are said: the highest second as it was, and the highest mean of five.
///
/// - **Needs** start and end times of records, and the sampling rate.
/// - **Fooled by** a client that serves large files over UDP to somebody who never answers; what comes back is
///   counted, and one packet back for twenty out is an answer.
/// - **Ignores** TCP with data: downloads and backups are no floods, however fast.
/// - **Under sampling** a window counts only as far as it is surely above: less 3.3 times the error of what was
///   sampled, so it takes longer. The error of both peaks is given, 95 %.
public final class FloodDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/ddos");

    static final int TICK_MILLIS = 250;

    /// Quarters of a second that are kept; records that cover more fall into them in part.
    private static final int TICKS = 32;

    private static final int SECOND = 1000 / TICK_MILLIS;
    private static final int TICK = 16;
    private static final int HEAD = 64;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int WEIGHT = 16;
    private static final int TARGET_PORT = 20;
    private static final int BEGAN = 24;
    private static final int LAST_ALARM = 32;
    private static final int PEAK = 40;
    private static final int PEAK_BITS = 44;
    private static final int PEAK_MEAN = 48;
    private static final int PEAK_SYN = 52;
    private static final int NEWEST = 56;

    private static final int OUT = 0;
    private static final int BITS = 4;
    private static final int SYN = 8;
    private static final int IN = 12;

    /// One packet back for so many out is an answer.
    private static final double ANSWERED = 20;

    /// One for so many SYNs.
    private static final double SYN_ANSWERED = 10;

    private static final double SURE = 1.5;

    /// Standard errors: beyond by chance once in two thousand windows.
    private static final double SURELY = 3.3;

    private static final double ERROR_95 = 1.96;
    private static final long QUIET_MILLIS = 60_000;

    @Override
    public String name() {
        return "flood/2";
    }

    @Override
    public int stateBytes() {
        return HEAD + TICKS * TICK;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        if (!outbound) {
            return Concern.IF_KNOWN;
        }
        boolean unasked = protocol != 6 || (flags & 0x10) == 0 || (flags & 0x0A) == 0;
        return unasked ? Concern.ALWAYS : Concern.NONE;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (outbound && !isUnasked(flow)) {
            return;
        }
        long first = flow.fromMillis / TICK_MILLIS;
        long last = Math.max(first, flow.toMillis / TICK_MILLIS);
        long newest = Math.max(state.s64(NEWEST), last);
        advance(state, newest);
        long kept = Math.max(first, newest - TICKS + 1);
        if (first == last) {
            if (kept <= last) {
                add(flow, outbound, state, last, 1);
            }
        } else {
            spread(flow, outbound, state, kept, last);
        }
        if (outbound) {
            target(flow, state);
            judge(flow, state, kept, last, thresholds, signs);
        }
    }

    private static boolean isUnasked(Flow flow) {
        boolean bare = flow.protocol != 6 || (flow.flags & 0x10) == 0;
        return bare || flow.packets > 0 && flow.bytes <= flow.packets * 64;
    }

    private static void advance(Slice state, long newest) {
        long before = state.s64(NEWEST);
        if (before == newest) {
            return;
        }
        for (long tick = Math.max(before + 1, newest - TICKS + 1); tick <= newest; tick++) {
            state.clear(place(tick), TICK);
        }
        state.s64(NEWEST, newest);
    }

    private static int place(long tick) {
        return HEAD + (int) (tick & TICKS - 1) * TICK;
    }

    private static void spread(Flow flow, boolean outbound, Slice state, long kept, long last) {
        double length = flow.toMillis - flow.fromMillis;
        for (long tick = kept; tick <= last; tick++) {
            long from = Math.max(flow.fromMillis, tick * TICK_MILLIS);
            long to = Math.min(flow.toMillis, (tick + 1) * TICK_MILLIS);
            add(flow, outbound, state, tick, Math.max(0, to - from) / length);
        }
    }

    private static void add(Flow flow, boolean outbound, Slice state, long tick, double share) {
        int place = place(tick);
        if (!outbound) {
            state.f32(place + IN, state.f32(place + IN) + flow.packets * share);
            return;
        }
        state.f32(place + OUT, state.f32(place + OUT) + flow.packets * share);
        state.f32(place + BITS, state.f32(place + BITS) + flow.bytes * 8 * share);
        if (flow.protocol == 6 && (flow.flags & 0x12) == 0x02) {
            state.f32(place + SYN, state.f32(place + SYN) + flow.packets * share);
        }
    }

    /// The target that gets most, by majority vote (Boyer and Moore).
    private static void target(Flow flow, Slice state) {
        boolean same = state.s64(HIGH) == flow.targetHigh && state.s64(LOW) == flow.targetLow;
        double weight = state.f32(WEIGHT);
        if (same) {
            state.f32(WEIGHT, weight + flow.packets);
        } else if (weight < flow.packets) {
            state.s64(HIGH, flow.targetHigh);
            state.s64(LOW, flow.targetLow);
            state.u16(TARGET_PORT, flow.targetPort);
            state.f32(WEIGHT, flow.packets - weight);
        } else {
            state.f32(WEIGHT, weight - flow.packets);
        }
    }

    private void judge(Flow flow, Slice state, long from, long to, Thresholds thresholds, Signs signs) {
        boolean any = to > state.s64(NEWEST) - TICKS + 1 && isLoud(state, to - 1, thresholds);
        for (long tick = from; tick <= to; tick++) {
            if (isLoud(state, tick, thresholds)) {
                any = true;
                window(flow, state, tick, thresholds, signs);
            }
        }
        // Answers are of interest only where there is something that they could excuse.
        state.wake(any);
    }

    /// Whether a quarter holds an eighth of its share of the threshold: one that doesn't raises no window above
    /// it.
    private static boolean isLoud(Slice state, long tick, Thresholds thresholds) {
        int place = place(tick);
        double share = 1.0 / (8 * SECOND);
        return state.f32(place + OUT) >= thresholds.floodPacketsPerSecond() * share
                || state.f32(place + BITS) >= thresholds.floodBitsPerSecond() * share
                || state.f32(place + SYN) >= thresholds.synPerSecond() * share;
    }

    private void window(Flow flow, Slice state, long tick, Thresholds thresholds, Signs signs) {
        double sure = flow.sampling > 1 ? 1 : SURE;
        int seconds = level(flow, state, tick, 1, thresholds) >= sure
                ? 1
                : level(flow, state, tick, 2, thresholds) >= 1
                        ? 2
                        : level(flow, state, tick, 5, thresholds) >= 1 ? 5 : 0;
        if (seconds > 0) {
            alarm(flow, state, tick, seconds, signs);
        }
    }

    /// How many times the threshold the seconds up to this tick surely are; 0 for traffic that is answered.
    private static double level(Flow flow, Slice state, long tick, int seconds, Thresholds thresholds) {
        double out = mean(state, OUT, tick, seconds);
        double in = mean(state, IN, tick, seconds);
        double syn = mean(state, SYN, tick, seconds);
        double volume = Math.max(
                out / thresholds.floodPacketsPerSecond(),
                mean(state, BITS, tick, seconds) / thresholds.floodBitsPerSecond());
        boolean answered = in * ANSWERED > out;
        boolean synAnswered = in * SYN_ANSWERED > syn;
        return Math.max(
                answered ? 0 : volume * surely(flow, out * seconds),
                synAnswered ? 0 : syn / thresholds.synPerSecond() * surely(flow, syn * seconds));
    }

    /// The share of so many packets that is there beyond reasonable doubt.
    private static double surely(Flow flow, double packets) {
        return flow.sampling > 1 ? 1 - SURELY / Math.sqrt(Math.max(1, packets / flow.sampling)) : 1;
    }

    /// A second of what was counted, on average over the seconds up to this tick.
    private static double mean(Slice state, int what, long tick, int seconds) {
        double sum = 0;
        long oldest = Math.max(tick - (long) seconds * SECOND + 1, state.s64(NEWEST) - TICKS + 1);
        for (long t = oldest; t <= tick; t++) {
            sum += state.f32(place(t) + what);
        }
        return sum / seconds;
    }

    private static void raise(Slice state, int peak, double value) {
        state.f32(peak, Math.max(state.f32(peak), value));
    }

    private void alarm(Flow flow, Slice state, long tick, int seconds, Signs signs) {
        long at = (tick + 1) * TICK_MILLIS - 1;
        long first = (tick + 1 - (long) seconds * SECOND) * TICK_MILLIS;
        if (state.s64(BEGAN) == 0 || first - state.s64(LAST_ALARM) > QUIET_MILLIS) {
            state.s64(BEGAN, began(state, tick, seconds));
            state.clear(PEAK, 16);
        }
        boolean said = at <= state.s64(LAST_ALARM);
        state.s64(LAST_ALARM, Math.max(state.s64(LAST_ALARM), at));
        raise(state, PEAK, mean(state, OUT, tick, 1));
        raise(state, PEAK_BITS, mean(state, BITS, tick, 1));
        raise(state, PEAK_SYN, mean(state, SYN, tick, 1));
        raise(state, PEAK_MEAN, mean(state, OUT, tick, 5));
        if (said) {
            // Four times a second is enough, however many records there are.
            return;
        }
        boolean syn = mean(state, SYN, tick, 1) > mean(state, OUT, tick, 1) / 2;
        Endpoint target = new Endpoint(state.s64(HIGH), state.s64(LOW), flow.v6);
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                0,
                Math.min(state.s64(BEGAN), at),
                at,
                Strength.MEASURED,
                numbers(flow, state),
                Map.of(
                        "attack",
                        syn ? "syn-flood" : HorizontalScanDetector.protocol(flow.protocol) + "-flood",
                        "target",
                        target.toString(),
                        "targetPort",
                        String.valueOf(state.u16(TARGET_PORT)))));
    }

    /// When the first quarter of the window began in which anything was sent.
    private static long began(Slice state, long tick, int seconds) {
        long t = Math.max(tick - (long) seconds * SECOND + 1, state.s64(NEWEST) - TICKS + 1);
        while (t < tick && state.f32(place(t) + OUT) == 0) {
            t++;
        }
        return t * TICK_MILLIS;
    }

    private static Map<String, Double> numbers(Flow flow, Slice state) {
        double peak = state.f32(PEAK);
        double mean = state.f32(PEAK_MEAN);
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("packetsPerSecond", (double) Math.round(peak));
        numbers.put("bitsPerSecond", (double) Math.round(state.f32(PEAK_BITS)));
        numbers.put("synPerSecond", (double) Math.round(state.f32(PEAK_SYN)));
        numbers.put("packetsPerSecondOfFive", (double) Math.round(mean));
        numbers.put("errorShare", error(peak, 1, flow.sampling));
        numbers.put("errorShareOfFive", error(mean, 5, flow.sampling));
        numbers.put("sampling", (double) flow.sampling);
        return numbers;
    }

    private static double error(double perSecond, int seconds, int sampling) {
        double samples = Math.max(1, perSecond * seconds / sampling);
        return sampling > 1 ? Math.round(ERROR_95 * 100 / Math.sqrt(samples)) / 100.0 : 0;
    }
}
