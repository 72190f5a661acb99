package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowBatch;
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
///   sampled. Of SYNs it is enough that the estimate is above the threshold and surely above half of it: of those
///   that nobody answers no honest client sends so many. And surely less than one packet in ten, or one SYN in four,
///   was answered: where no answer was sampled that takes 92 samples, or 37 SYNs. A flood of F a second gives F/N
///   samples a second, so 100,000 at 1:1000 take a second, 24,000 half a minute. What five seconds don't show a
///   minute may: SYN floods of 1,200 a second are found at 1:1000, in a minute; at 1:10,000 those of 6,000 and more.
///   The error of both peaks is given, 95 %.
public final class FloodDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/ddos");

    static final int TICK_MILLIS = 250;

    private static final int SECOND = 1000 / TICK_MILLIS;
    private static final int TICKS = 32;
    private static final int SPANS = 8;
    private static final int SPAN_SECONDS = 8;
    private static final int HEAD = 56;

    /// Quarters of a second; and of sampled traffic a minute as well, of which the last span is not over.
    private static final RateRing QUARTERS = new RateRing(HEAD, TICKS, TICK_MILLIS);

    private static final RateRing MINUTE =
            new RateRing(HEAD + RateRing.bytes(TICKS), SPANS, SPAN_SECONDS * SECOND * TICK_MILLIS);

    /// What was sent, as a share of the threshold, since a time, of which the lower 32 bits are kept: they begin anew
    /// after 49 days, and a client that
    /// is silent for 25 to 49 is shown more than need be.
    private static final int SINCE = 0;

    private static final int SENT = 4;
    private static final int FRONT = 8;

    private static final double NOTABLE = 1 / 64.0;

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

    /// One packet back for so many out is an answer.
    private static final double ANSWERED = 20;

    /// One for so many SYNs.
    private static final double SYN_ANSWERED = 10;

    private static final double SURE = 1.5;

    /// Likewise of sampled traffic, surely: one answer to a connection is sampled as often as its SYN is, and the
    /// acknowledgements of QUIC and its like number a tenth of what they acknowledge.
    private static final double ANSWERED_SAMPLED = 10;

    private static final double SYN_ANSWERED_SAMPLED = 4;

    /// Standard errors: beyond by chance once in two thousand windows.
    private static final double SURELY = 3.3;

    /// Of a Poisson count of n the mean is below (√n + 3.03)² but for one in ten thousand: exact for n = 0.
    private static final double AT_MOST = 3.03;

    private static final double ERROR_95 = 1.96;
    private static final long QUIET_MILLIS = 60_000;

    @Override
    public String name() {
        return "flood/3";
    }

    @Override
    public int stateBytes() {
        return HEAD + RateRing.bytes(TICKS) + RateRing.bytes(SPANS);
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
    public int frontBytes() {
        return FRONT;
    }

    /// What a client sends within a second or so is added up, and a flow is shown when that is a 64th of the
    /// threshold. So most clients have no slice, and of a flood at the threshold that is all that is
    /// missing. Sampled flows are all shown.
    @Override
    public boolean isNotable(FlowBatch batch, int row, Slice front, Thresholds thresholds) {
        int millis = (int) batch.toMillis[row];
        if (front.s32(SINCE) == 0 || millis - front.s32(SINCE) >= 1_000) {
            front.clear(0, FRONT);
            front.s32(SINCE, millis);
        }
        boolean syn = batch.protocol[row] == 6 && (batch.flags[row] & 0x12) == 0x02;
        double volume = Math.max(
                batch.packets[row] / thresholds.floodPacketsPerSecond(),
                batch.bytes[row] * 8.0 / thresholds.floodBitsPerSecond());
        double share = front.f32(SENT) + Math.max(volume, syn ? batch.packets[row] / thresholds.synPerSecond() : 0);
        front.f32(SENT, share);
        return batch.sampling[row] > 1 || share >= NOTABLE;
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        if (outbound && !isUnasked(flow)) {
            return;
        }
        QUARTERS.add(flow, outbound, state);
        if (flow.sampling > 1) {
            MINUTE.add(flow, outbound, state);
        }
        if (outbound) {
            target(flow, state);
            long first = QUARTERS.span(flow.fromMillis);
            long last = Math.max(first, QUARTERS.span(flow.toMillis));
            judge(flow, state, Math.max(first, QUARTERS.oldest(state)), last, thresholds, signs);
        }
    }

    private static boolean isUnasked(Flow flow) {
        boolean bare = flow.protocol != 6 || (flow.flags & 0x10) == 0;
        return bare || flow.packets > 0 && flow.bytes <= flow.packets * 64;
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
        boolean any = to > QUARTERS.oldest(state) && isLoud(state, to - 1, thresholds);
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
        double share = 1.0 / (8 * SECOND);
        return QUARTERS.at(state, RateRing.OUT, tick) >= thresholds.floodPacketsPerSecond() * share
                || QUARTERS.at(state, RateRing.BITS, tick) >= thresholds.floodBitsPerSecond() * share
                || QUARTERS.at(state, RateRing.SYN, tick) >= thresholds.synPerSecond() * share;
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
            return;
        }
        for (int spans = 2; flow.sampling > 1 && spans <= SPANS; spans *= 2) {
            if (levelOfSpans(flow, state, tick, spans, thresholds) >= 1) {
                alarm(flow, state, tick, secondsOfSpans(state, tick, spans), signs);
                return;
            }
        }
    }

    /// How many times the threshold the seconds up to this tick are; 0 for traffic that is answered.
    private static double level(Flow flow, Slice state, long tick, int seconds, Thresholds thresholds) {
        return level(
                flow,
                mean(state, RateRing.OUT, tick, seconds),
                mean(state, RateRing.BITS, tick, seconds),
                mean(state, RateRing.SYN, tick, seconds),
                mean(state, RateRing.IN, tick, seconds),
                seconds,
                thresholds);
    }

    private static double level(
            Flow flow, double out, double bits, double syn, double in, int seconds, Thresholds thresholds) {
        double volume = Math.max(out / thresholds.floodPacketsPerSecond(), bits / thresholds.floodBitsPerSecond());
        double syns = syn / thresholds.synPerSecond();
        if (flow.sampling <= 1) {
            return Math.max(in * ANSWERED > out ? 0 : volume, in * SYN_ANSWERED > syn ? 0 : syns);
        }
        double one = (double) flow.sampling / seconds;
        double most = Math.pow(Math.sqrt(in / one) + AT_MOST, 2) * one;
        return Math.max(
                most * ANSWERED_SAMPLED > out ? 0 : volume * surely(out / one),
                most * SYN_ANSWERED_SAMPLED > syn ? 0 : syns * Math.min(1, 2 * surely(syn / one)));
    }

    /// The share of what is estimated of so many samples that is there beyond reasonable doubt.
    private static double surely(double samples) {
        return 1 - SURELY / Math.sqrt(Math.max(1, samples));
    }

    private static double levelOfSpans(Flow flow, Slice state, long tick, int spans, Thresholds thresholds) {
        int seconds = secondsOfSpans(state, tick, spans);
        long newest = MINUTE.newest(state);
        return level(
                flow,
                MINUTE.sum(state, RateRing.OUT, newest, spans) / seconds,
                MINUTE.sum(state, RateRing.BITS, newest, spans) / seconds,
                MINUTE.sum(state, RateRing.SYN, newest, spans) / seconds,
                MINUTE.sum(state, RateRing.IN, newest, spans) / seconds,
                seconds,
                thresholds);
    }

    /// From the beginning of the first of these spans to the end of the tick.
    private static int secondsOfSpans(Slice state, long tick, int spans) {
        long first = (MINUTE.newest(state) - spans + 1) * SPAN_SECONDS;
        return (int) Math.max(1, (tick + SECOND) / SECOND - first);
    }

    /// A second of what was counted, on average over the seconds up to this tick.
    private static double mean(Slice state, int what, long tick, int seconds) {
        return QUARTERS.sum(state, what, tick, seconds * SECOND) / seconds;
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
        raise(state, PEAK, mean(state, RateRing.OUT, tick, 1));
        raise(state, PEAK_BITS, mean(state, RateRing.BITS, tick, 1));
        raise(state, PEAK_SYN, mean(state, RateRing.SYN, tick, 1));
        raise(state, PEAK_MEAN, mean(state, RateRing.OUT, tick, 5));
        if (said) {
            // Four times a second is enough, however many records there are.
            return;
        }
        int shown = Math.min(seconds, 5);
        boolean syn = mean(state, RateRing.SYN, tick, shown) > mean(state, RateRing.OUT, tick, shown) / 2;
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

    /// When the first quarter of the window began in which anything was sent; of a minute, the first span.
    private static long began(Slice state, long tick, int seconds) {
        return seconds > 5
                ? MINUTE.began(state, MINUTE.newest(state), SPANS) * MINUTE.spanMillis()
                : QUARTERS.began(state, tick, seconds * SECOND) * TICK_MILLIS;
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
