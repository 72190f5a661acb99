package dev.reeve.network.logs;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowSink;

/// Makes flows of connections that another sensor logged, one for each direction that had packets, so that
/// Reeve's own detectors judge them.
final class LogFlows {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    private final FlowSink sink;
    private final Flow flow = new Flow();

    LogFlows(FlowSink sink) {
        this.sink = sink;
    }

    /// Packets of one direction; of ICMP type and code are in one number where the target port is.
    record Direction(
            Endpoint source, int sourcePort, Endpoint target, int targetPort, long packets, long bytes, int flags) {}

    void say(Direction direction, int protocol, long fromMillis, long toMillis) {
        if (direction.packets <= 0) {
            return;
        }
        flow.fromMillis = fromMillis;
        flow.toMillis = Math.max(fromMillis, toMillis);
        flow.v6 = direction.source.v6();
        flow.sourceHigh = direction.source.high();
        flow.sourceLow = direction.source.low();
        flow.targetHigh = direction.target.high();
        flow.targetLow = direction.target.low();
        flow.sourcePort = direction.sourcePort;
        flow.targetPort = direction.targetPort;
        flow.protocol = protocol;
        flow.flags = direction.flags;
        flow.samples = direction.packets;
        flow.sampling = 1;
        flow.packets = direction.packets;
        flow.bytes = direction.bytes;
        sink.flow(flow);
    }

    static int protocol(String name) {
        return switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "tcp" -> 6;
            case "udp" -> 17;
            case "icmp" -> 1;
            case "ipv6-icmp", "icmpv6" -> 58;
            default -> -1;
        };
    }

    /// Flags of one side from Zeek's history: upper case is the originator's, lower case the responder's.
    static int flags(String history, boolean originator) {
        int flags = 0;
        for (int i = 0; i < history.length(); i++) {
            char letter = history.charAt(i);
            if (Character.isUpperCase(letter) == originator) {
                flags |= switch (Character.toUpperCase(letter)) {
                    case 'S' -> SYN;
                    case 'H' -> SYN | ACK;
                    case 'A', 'D' -> ACK;
                    case 'F' -> FIN | ACK;
                    case 'R' -> RST;
                    default -> 0;
                };
            }
        }
        return flags;
    }
}
