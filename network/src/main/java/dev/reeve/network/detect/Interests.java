package dev.reeve.network.detect;

import java.util.List;

/// Which detectors want a flow, as bits, in three look-ups: what each detector says of itself, compiled into tables when
/// an engine is made.
final class Interests {
    /// Bits of a `char`.
    static final int DETECTORS_MAX = 16;

    private static final int COMBINATIONS = 256 * 256;

    /// By direction, protocol and flags.
    private final char[] wanted = new char[2 * COMBINATIONS];

    private final char[] creating = new char[2 * COMBINATIONS];
    private final char[] byClientPort = new char[1 << 16];
    private final char[] byOtherPort = new char[1 << 16];
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
            char[] table = ports.ofClient() ? byClientPort : byOtherPort;
            ports.numbers().forEach(port -> table[port] |= (char) bit);
        }
        anyPort = any;
    }

    private void concerns(FlowDetector detector, int bit) {
        for (int at = 0; at < wanted.length; at++) {
            int flags = at & 255;
            int protocol = at >>> 8 & 255;
            Concern concern = detector.concern(at >= COMBINATIONS, protocol, protocol == 6 ? flags : 0);
            wanted[at] |= (char) (concern == Concern.NONE ? 0 : bit);
            creating[at] |= (char) (concern == Concern.ALWAYS ? bit : 0);
        }
    }

    private static int at(boolean outbound, int protocol, int flags) {
        return (outbound ? COMBINATIONS : 0) | (protocol & 255) << 8 | flags & 255;
    }

    /// @return bits of the detectors that want it
    int wanted(boolean outbound, int protocol, int flags, char clientPort, char otherPort) {
        int bits = wanted[at(outbound, protocol, flags)];
        return bits & (anyPort | byClientPort[clientPort] | byOtherPort[otherPort]);
    }

    /// @return bits of those for which it is reason enough to begin to know a client
    int creating(boolean outbound, int protocol, int flags) {
        return creating[at(outbound, protocol, flags)];
    }
}
