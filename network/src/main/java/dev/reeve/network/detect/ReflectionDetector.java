package dev.reeve.network.detect;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.Flow;
import java.util.Map;

/// A client whose service is misused to amplify: from a port that is known for it, far more goes out than was
/// asked, in large answers (RFC 5358 for DNS, and its like).
///
/// - **Needs** both directions of UDP.
/// - **Fooled by** a name server with many large signed zones: its answers are not so much larger than what is
///   asked.
/// - **Ignores** small answers, what stays below the rate, and game servers that amplify less than fifteen times:
///   so much a large picture of the world is larger than a player's move (Steam's query amplifies 5.5 times, which
///   is missed; Quake's 64 times: CISA alert TA14-017A).
/// - **Under sampling** port and sizes survive; short bursts don't. The ratio is taken with as many questions as
///   there may have been at most.
public final class ReflectionDetector implements FlowDetector {
    private static final Kind KIND = Kind.parse("connection/ddos");
    private static final long WINDOW_MILLIS = 60_000;
    private static final double RATIO_MIN = 5;
    private static final double SIZE_MIN = 300;
    private static final double DNS_SIZE_MIN = 800;
    private static final double PACKETS_MIN = 1_000;
    private static final double GAME_RATIO_MIN = 15;

    /// Answers that were really seen. One sample in a thousand is no thousand answers: a service that sends 1.2
    /// samples a minute shows ten in one by chance less than once in a million (Poisson).
    private static final int SAMPLES_MIN = 10;

    /// Of a Poisson count of n the mean is below (√n + 4.55)² but for one in a thousand million: exact for n = 0
    /// (e^-20.7), and more than nine standard deviations (of a half) of √n beyond.
    private static final double SURELY = 4.55;

    /// A question of which none was seen.
    private static final double QUESTION_BYTES = 64;

    private static final int PORT = 0;
    private static final int FROM = 8;
    private static final int LAST = 16;
    private static final int OUT_PACKETS = 24;
    private static final int OUT_BYTES = 28;
    private static final int IN_BYTES = 32;

    /// The last second in which it was said.
    private static final int SAID = 36;

    private static final int SAMPLES = 40;
    private static final int SAMPLES_IN = 44;
    private static final int SLOT = 48;
    private static final int SLOTS = 2;

    @Override
    public String name() {
        return "reflection/2";
    }

    @Override
    public int stateBytes() {
        return SLOTS * SLOT;
    }

    @Override
    public Concern concern(boolean outbound, boolean asking, int protocol, int flags) {
        return protocol != 17 ? Concern.NONE : outbound ? Concern.ALWAYS : Concern.IF_KNOWN;
    }

    @Override
    public Ports ports() {
        return Ports.ofClient(
                17, 19, 53, 69, 111, 123, 137, 161, 177, 389, 427, 520, 623, 1434, 1604, 1900, 3283, 3389, 3478, 3702,
                5093, 5351, 5353, 5683, 10001, 11211, 20800, 27015, 27960, 33848, 37810);
    }

    @Override
    public void flow(Flow flow, boolean outbound, Slice state, Thresholds thresholds, Signs signs) {
        int port = outbound ? flow.sourcePort : flow.targetPort;
        int slot = slot(state, port, flow.fromMillis);
        if (!outbound) {
            state.f32(slot + IN_BYTES, state.f32(slot + IN_BYTES) + flow.bytes);
            state.f32(slot + SAMPLES_IN, state.f32(slot + SAMPLES_IN) + flow.samples);
            return;
        }
        state.f32(slot + OUT_PACKETS, state.f32(slot + OUT_PACKETS) + flow.packets);
        state.f32(slot + OUT_BYTES, state.f32(slot + OUT_BYTES) + flow.bytes);
        state.f32(slot + SAMPLES, state.f32(slot + SAMPLES) + flow.samples);
        state.s64(slot + LAST, Math.max(state.s64(slot + LAST), flow.toMillis));
        double packets = state.f32(slot + OUT_PACKETS);
        double bytes = state.f32(slot + OUT_BYTES);
        double ratio = bytes / Math.max(1, asked(flow, state, slot));
        double seconds = Math.max(1, (state.s64(slot + LAST) - state.s64(slot + FROM)) / 1000.0);
        boolean large = bytes / packets >= (port == 53 ? DNS_SIZE_MIN : SIZE_MIN);
        boolean many = packets >= PACKETS_MIN && state.f32(slot + SAMPLES) >= SAMPLES_MIN;
        boolean much = many && bytes * 8 / seconds >= thresholds.reflectionBitsPerSecond();
        int second = (int) (state.s64(slot + LAST) / 1000);
        if (large && much && ratio >= ratioMin(port) && state.s32(slot + SAID) != second) {
            state.s32(slot + SAID, second);
            long from = state.s64(slot + FROM);
            signs.see(new Sign(
                    name(),
                    KIND,
                    flow.source(),
                    port,
                    from,
                    Math.max(from, state.s64(slot + LAST)),
                    Strength.MEASURED,
                    Map.of(
                            "bitsPerSecond", (double) Math.round(bytes * 8 / seconds),
                            "ratio", Math.round(Math.min(ratio, 1e6) * 10) / 10.0,
                            "meanBytes", (double) Math.round(bytes / packets),
                            "sampling", (double) flow.sampling),
                    Map.of("attack", "reflection", "port", String.valueOf(port), "protocol", "udp")));
        }
    }

    /// Bytes that came in; of sampled ones as many as there may have been.
    private static double asked(Flow flow, Slice state, int slot) {
        double bytes = state.f32(slot + IN_BYTES);
        if (flow.sampling <= 1) {
            return bytes;
        }
        double samples = state.f32(slot + SAMPLES_IN);
        double most = Math.pow(Math.sqrt(samples) + SURELY, 2);
        return most * (samples > 0 ? bytes / samples : QUESTION_BYTES * flow.sampling);
    }

    private static double ratioMin(int port) {
        return switch (port) {
            case 20800, 27015, 27960 -> GAME_RATIO_MIN;
            default -> RATIO_MIN;
        };
    }

    private static int slot(Slice state, int port, long millis) {
        int chosen = 0;
        for (int i = 0; i < SLOTS; i++) {
            int slot = i * SLOT;
            if (state.s64(slot + FROM) != 0 && state.u16(slot + PORT) == port) {
                if (millis - state.s64(slot + FROM) > WINDOW_MILLIS) {
                    begin(state, slot, port, millis);
                }
                return slot;
            }
            chosen = state.s64(slot + LAST) < state.s64(chosen + LAST) ? slot : chosen;
        }
        begin(state, chosen, port, millis);
        return chosen;
    }

    private static void begin(Slice state, int slot, int port, long millis) {
        state.clear(slot, SLOT);
        state.u16(slot + PORT, port);
        state.s64(slot + FROM, Math.max(1, millis));
        state.s64(slot + LAST, Math.max(1, millis));
    }
}
