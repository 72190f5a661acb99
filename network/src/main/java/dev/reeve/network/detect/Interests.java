package dev.reeve.network.detect;

import java.util.List;

/// Which detectors want a flow, as bits, in three look-ups: what each detector says of itself, compiled into
/// tables when an engine is made.
final class Interests {
    /// Bits of a `char`.
    static final int DETECTORS_MAX = 16;

    private static final int OUTBOUND = 1 << 17;
    private static final int ASKING = 1 << 16;
    private static final int KINDS = 1 << 18;

    private final char[] wanted = new char[KINDS];
    private final char[] creating = new char[KINDS];
    private final char[] byClientPort = new char[1 << 16];
    private final char[] byOtherPort = new char[1 << 16];

    /// Ports that some detector lists, as bits: that stays in a core's nearest cache, and most ports are none.
    private final long[] listed = new long[1 << 10];
    private final int anyPort;

    Interests(List<FlowDetector> detectors) {
        if (detectors.size() > DETECTORS_MAX) {
            throw new IllegalArgumentException("an engine runs at most " + DETECTORS_MAX + " detectors");
        }
        int any = 0;
        for (int i = 0; i < detectors.size(); i++) {
            int bit = 1 << i;
            concerns(detectors.get(i), bit);
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
    }

    private void concerns(FlowDetector detector, int bit) {
        for (int kind = 0; kind < KINDS; kind++) {
            int protocol = kind >>> 8 & 255;
            int flags = protocol == 6 ? kind & 255 : 0;
            Concern concern = detector.concern((kind & OUTBOUND) != 0, (kind & ASKING) != 0, protocol, flags);
            wanted[kind] |= (char) (concern == Concern.NONE ? 0 : bit);
            creating[kind] |= (char) (concern == Concern.ALWAYS ? bit : 0);
        }
    }

    /// What can be told of a flow without looking at the client, as one number.
    static int kind(boolean outbound, boolean asking, int protocol, int flags) {
        return (outbound ? OUTBOUND : 0) | (asking ? ASKING : 0) | (protocol & 255) << 8 | flags & 255;
    }

    /// @return bits of the detectors that want it
    int wanted(int kind, char clientPort, char otherPort) {
        return wanted[kind] & (anyPort | byClientPort[listed(clientPort)] | byOtherPort[listed(otherPort)]);
    }

    /// A port that is listed, or 0; without a branch, for of some it is as good as chance.
    private int listed(char port) {
        return port & -(int) (listed[port >>> 6] >>> port & 1);
    }

    /// @return bits of those for which it is reason enough to begin to know a client
    int creating(int kind) {
        return creating[kind];
    }
}
