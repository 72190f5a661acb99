package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.packet.PacketView;

/// Messages of neighbour discovery (RFC 4861), as far as they were captured. Only those that never passed a
/// router are read: their hop limit is 255, and hosts ignore all others (§7.1). Fragmented ones are ignored too
/// (RFC 6980).
final class IcmpV6 {
    static final int ROUTER_ADVERTISEMENT = 134;
    static final int SOLICITATION = 135;
    static final int ADVERTISEMENT = 136;

    static final int SOURCE_LINK_ADDRESS = 1;
    static final int TARGET_LINK_ADDRESS = 2;
    static final int PREFIX = 3;

    /// Options that are looked at; a message of an honest machine has fewer.
    private static final int OPTIONS_MAX = 32;

    private IcmpV6() {}

    /// @return -1 for what is no message of neighbour discovery
    static int type(PacketView frame) {
        boolean local = frame.ethernet()
                && frame.version() == 6
                && frame.protocol() == PacketView.ICMPV6
                && frame.hasTransport()
                && !frame.fragment()
                && frame.ttl() == 255;
        return local && (frame.targetPort() & 0xFF) == 0 ? frame.targetPort() >>> 8 : -1;
    }

    /// Whom a solicitation asks for, or whom an advertisement speaks of.
    static Endpoint target(PacketView frame) {
        int at = frame.payload() + 4;
        return new Endpoint(Wire.u64(frame.bytes(), at), Wire.u64(frame.bytes(), at + 8), true);
    }

    /// @param from where options begin, counted from the fifth byte of the message
    /// @return index of the option's first byte; -1 where there is none
    static int option(PacketView frame, int from, int wanted) {
        int at = frame.payload() + from;
        int end = frame.payload() + frame.payloadCaptured();
        for (int i = 0; i < OPTIONS_MAX && at + 2 <= end; i++) {
            int length = (frame.bytes()[at + 1] & 0xFF) * 8;
            if (length == 0 || at + length > end) {
                return -1;
            }
            if ((frame.bytes()[at] & 0xFF) == wanted) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /// The link-layer address of an option; the frame's own where the option is absent.
    static long mac(PacketView frame, int from, int wanted) {
        int at = option(frame, from, wanted);
        return at < 0 ? frame.sourceMac() : Wire.u48(frame.bytes(), at + 2);
    }
}
