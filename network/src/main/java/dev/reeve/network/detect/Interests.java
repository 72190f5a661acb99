package dev.reeve.network.detect;

import dev.reeve.network.flow.FlowBatch;
import java.util.List;

/// Which detectors want a flow, as bits, in three look-ups: what each detector says of itself, compiled into
/// tables when an engine is made.
final class Interests {
    /// Bits of a `char`.
    static final int DETECTORS_MAX = 16;

    private static final int OUTBOUND = 1 << 17;
    private static final int ASKING = 1 << 16;
    private static final int KINDS = 1 << 18;

    /// Above the bits of those that want a flow stand those of whom it is reason enough to begin to know a client.
    static final int CREATING = 16;

    private final int[] ofKind = new int[KINDS];
    private final char[] byClientPort = new char[1 << 16];
    private final char[] byOtherPort = new char[1 << 16];

    /// Ports that some detector lists, as bits: that stays in a core's nearest cache, and most ports are none.
    private final long[] listed = new long[1 << 10];
    private final int anyPort;
    private final int withinOwn;
    private final int nowAndThen;

    /// Of those that are wanted now and then, one second in so many.
    private static final int EVERY_SECONDS = 16;

    Interests(List<FlowDetector> detectors) {
        if (detectors.size() > DETECTORS_MAX) {
            throw new IllegalArgumentException("an engine runs at most " + DETECTORS_MAX + " detectors");
        }
        int any = 0;
        int within = 0;
        int times = 0;
        for (int i = 0; i < detectors.size(); i++) {
            int bit = 1 << i;
            within |= detectors.get(i).withinOwn() ? bit : 0;
            times |= concerns(detectors.get(i), bit) ? bit << CREATING : 0;
            Ports ports = detectors.get(i).ports();
            any |= ports.numbers().isEmpty() ? bit : 0;
            for (int port : ports.numbers()) {
                if (port == 0) {
                    throw new IllegalArgumentException("port 0 is no detector's");
                }
                listed[port >>> 6] |= 1L << port;
                byClientPort[port] |= (char) (ports.ofClient() ? bit : 0);
                byOtherPort[port] |= (char) (ports.ofOthers() ? bit : 0);
            }
        }
        anyPort = any;
        withinOwn = within;
        nowAndThen = times;
    }

    /// @return whether some are wanted now and then
    private boolean concerns(FlowDetector detector, int bit) {
        boolean times = false;
        for (int kind = 0; kind < KINDS; kind++) {
            int protocol = kind >>> 8 & 255;
            int flags = protocol == 6 ? kind & 255 : 0;
            Concern concern = detector.concern((kind & OUTBOUND) != 0, (kind & ASKING) != 0, protocol, flags);
            ofKind[kind] |= switch (concern) {
                case NONE -> 0;
                case IF_KNOWN -> bit;
                case NOW_AND_THEN, ALWAYS -> bit | bit << CREATING;
            };
            times |= concern == Concern.NOW_AND_THEN;
        }
        return times;
    }

    static boolean isNow(long millis) {
        return (millis / 1000 & EVERY_SECONDS - 1) == 0;
    }

    /// Without a branch: which way a flow went is as good as chance.
    ///
    /// @param outbound 1 where the client is the source, or 0
    /// @return bits of the detectors that want it, and above them of all those that would begin with it
    int of(FlowBatch batch, int row, int outbound) {
        int source = batch.sourcePort[row];
        int target = batch.targetPort[row];
        int turned = (source ^ target) & -outbound;
        int clientPort = target ^ turned;
        int otherPort = source ^ turned;
        int asking = otherPort - clientPort >>> 31;
        int kind = ofKind[
                outbound * OUTBOUND | asking * ASKING | (batch.protocol[row] & 255) << 8 | batch.flags[row] & 255];
        int ports = anyPort | byClientPort[listed(clientPort)] | byOtherPort[listed(otherPort)];
        int some = kind & (ports | -1 << CREATING);
        return (some & (withinOwn | nowAndThen)) == 0 ? some : seldom(batch, row, some);
    }

    /// Leaves out what is only wanted within the own network, or now and then.
    private int seldom(FlowBatch batch, int row, int some) {
        boolean within = batch.sourceClient[row] >= 0 && batch.targetClient[row] >= 0;
        return some & ~(within ? 0 : withinOwn) & ~(isNow(batch.toMillis[row]) ? 0 : nowAndThen);
    }

    /// A port that is listed, or 0; without a branch, for of some it is as good as chance.
    private int listed(int port) {
        return port & -(int) (listed[port >>> 6] >>> port & 1);
    }
}
