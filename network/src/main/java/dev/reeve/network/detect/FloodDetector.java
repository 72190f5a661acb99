package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.HashMap;
import java.util.Map;

/// Floods that a client sends: packets that nobody asked for, by the second. What a record says is spread over the time
/// it
/// covers, so that one record of a long steady transfer, exported at the exporter's active timeout, is never a second's
/// burst.
///
/// Counted are UDP, ICMP and other protocols without a connection, and TCP without an answer (SYN, or small segments
/// without data). The sure path asks for a second that is half as high again as the threshold, the slow one for two
/// seconds in a row above it.
///
/// - **Needs** start and end times of records, and the sampling rate.
/// - **Fooled by** a client that serves large files over UDP to somebody who never answers; what comes back is counted,
/// and
///   one packet back for twenty out is an answer.
/// - **Ignores** TCP with data: downloads and backups are no floods, however fast.
/// - **Under sampling** the peak has an error, which is given: 1.96/√samples.
public final class FloodDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/ddos");

    /// Seconds that are kept; records that cover more fall into them in part.
    private static final int SECONDS = 16;

    private static final int BUCKET = 20;
    private static final int BUCKETS = 56;

    private static final int HIGH = 0;
    private static final int LOW = 8;
    private static final int WEIGHT = 16;
    private static final int TARGET_PORT = 20;
    private static final int BEGAN = 24;
    private static final int LAST_ALARM = 32;
    private static final int PEAK = 40;
    private static final int PEAK_BITS = 44;
    private static final int NEWEST = 48;

    private static final int OUT = 0;
    private static final int BITS = 4;
    private static final int SYN = 8;
    private static final int IN = 12;
    private static final int SAMPLES = 16;

    /// One packet back for so many out is an answer.
    private static final double ANSWERED = 20;

    private static final double SURE = 1.5;
    private static final long QUIET_MILLIS = 60_000;

    @Override
    public String name() {
        return "flood/1";
    }

    @Override
    public int stateBytes() {
        return BUCKETS + SECONDS * BUCKET;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (outbound && !isUnasked(flow)) {
            return;
        }
        long first = flow.fromMillis / 1000;
        long last = Math.max(first, flow.toMillis / 1000);
        long newest = Math.max(state.s64(NEWEST), last);
        advance(state, newest);
        double length = Math.max(1, flow.toMillis - flow.fromMillis);
        for (long second = Math.max(first, newest - SECONDS + 1); second <= last; second++) {
            long from = Math.max(flow.fromMillis, second * 1000);
            long to = Math.min(flow.toMillis, second * 1000 + 1000);
            double share = first == last ? 1 : Math.max(0, to - from) / length;
            add(flow, outbound, state, second, share);
        }
        if (outbound) {
            target(flow, state);
            judge(flow, state, Math.max(first, newest - SECONDS + 1), last, thresholds, signs);
        }
    }

    private static boolean isUnasked(Flow flow) {
        if (flow.protocol != 6) {
            return true;
        }
        boolean bare = (flow.flags & 0x10) == 0;
        boolean empty = flow.packets > 0 && flow.bytes / flow.packets <= 64 && (flow.flags & 0x0A) == 0;
        return bare || empty;
    }

    private static void advance(Slice state, long newest) {
        long before = state.s64(NEWEST);
        for (long second = Math.max(before + 1, newest - SECONDS + 1); second <= newest; second++) {
            state.clear(bucket(second), BUCKET);
        }
        state.s64(NEWEST, newest);
    }

    private static int bucket(long second) {
        return BUCKETS + (int) (second & SECONDS - 1) * BUCKET;
    }

    private static void add(Flow flow, boolean outbound, Slice state, long second, double share) {
        int bucket = bucket(second);
        if (!outbound) {
            state.f32(bucket + IN, state.f32(bucket + IN) + flow.packets * share);
            return;
        }
        state.f32(bucket + OUT, state.f32(bucket + OUT) + flow.packets * share);
        state.f32(bucket + BITS, state.f32(bucket + BITS) + flow.bytes * 8 * share);
        state.f32(bucket + SAMPLES, state.f32(bucket + SAMPLES) + flow.samples * share);
        if (flow.protocol == 6 && (flow.flags & 0x12) == 0x02) {
            state.f32(bucket + SYN, state.f32(bucket + SYN) + flow.packets * share);
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
        for (long second = from; second <= to; second++) {
            double level = level(state, second, thresholds);
            double before = second - 1 > state.s64(NEWEST) - SECONDS ? level(state, second - 1, thresholds) : 0;
            if (level >= SURE || level >= 1 && before >= 1) {
                alarm(flow, state, level >= SURE && before < 1 ? second : second - 1, second, signs);
            }
        }
    }

    /// How many times the threshold one second is; 0 for traffic that is answered.
    private static double level(Slice state, long second, Thresholds thresholds) {
        int bucket = bucket(second);
        double out = state.f32(bucket + OUT);
        boolean answered = state.f32(bucket + IN) * ANSWERED > out;
        double syn = state.f32(bucket + SYN) / thresholds.synPerSecond();
        boolean synAnswered = state.f32(bucket + IN) * 10 > state.f32(bucket + SYN);
        double volume = Math.max(
                out / thresholds.floodPacketsPerSecond(), state.f32(bucket + BITS) / thresholds.floodBitsPerSecond());
        return Math.max(answered ? 0 : volume, synAnswered ? 0 : syn);
    }

    private void alarm(Flow flow, Slice state, long first, long second, Signs signs) {
        long at = second * 1000 + 999;
        if (state.s64(BEGAN) == 0 || second * 1000 - state.s64(LAST_ALARM) > QUIET_MILLIS) {
            state.s64(BEGAN, first * 1000);
            state.f32(PEAK, 0);
            state.f32(PEAK_BITS, 0);
        }
        state.s64(LAST_ALARM, Math.max(state.s64(LAST_ALARM), at));
        int bucket = bucket(second);
        double out = state.f32(bucket + OUT);
        state.f32(PEAK, Math.max(state.f32(PEAK), out));
        state.f32(PEAK_BITS, Math.max(state.f32(PEAK_BITS), state.f32(bucket + BITS)));
        double samples = Math.max(1, state.f32(bucket + SAMPLES));
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("packetsPerSecond", (double) Math.round(state.f32(PEAK)));
        numbers.put("bitsPerSecond", (double) Math.round(state.f32(PEAK_BITS)));
        numbers.put("synPerSecond", (double) Math.round(state.f32(bucket + SYN)));
        numbers.put("errorShare", flow.sampling > 1 ? Math.round(196 / Math.sqrt(samples)) / 100.0 : 0);
        numbers.put("sampling", (double) flow.sampling);
        boolean syn = state.f32(bucket + SYN) > out / 2;
        signs.see(new Sign(
                name(),
                KIND,
                flow.source(),
                0,
                Math.min(state.s64(BEGAN), at),
                at,
                Strength.MEASURED,
                numbers,
                Map.of(
                        "attack", syn ? "syn-flood" : HorizontalScanDetector.protocol(flow.protocol) + "-flood",
                        "target",
                                new dev.reeve.network.detection.Endpoint(state.s64(HIGH), state.s64(LOW), flow.v6)
                                        .toString(),
                        "targetPort", String.valueOf(state.u16(TARGET_PORT)))));
    }
}
