package dev.reeve.network.flow;

import dev.reeve.core.evidence.IpAddress;

/// Flows for tests.
public final class Flows {
    public static final long START = 1_767_225_600_000L;

    private Flows() {}

    public static Flow tcp(String source, String target, int port, int flags, long atMillis) {
        return flow(source, 40_000, target, port, 6, flags, 1, 60, atMillis, atMillis);
    }

    public static Flow flow(
            String source,
            int sourcePort,
            String target,
            int targetPort,
            int protocol,
            int flags,
            long packets,
            long bytes,
            long from,
            long to) {
        Flow flow = new Flow();
        IpAddress s = IpAddress.parse(source);
        IpAddress t = IpAddress.parse(target);
        flow.v6 = s.family() == IpAddress.Family.IPV6;
        flow.sourceHigh = s.high();
        flow.sourceLow = s.low();
        flow.targetHigh = t.high();
        flow.targetLow = t.low();
        flow.sourcePort = sourcePort;
        flow.targetPort = targetPort;
        flow.protocol = protocol;
        flow.flags = flags;
        flow.samples = packets;
        flow.sampling = 1;
        flow.packets = packets;
        flow.bytes = bytes;
        flow.fromMillis = from;
        flow.toMillis = to;
        return flow;
    }

    public static Flow sampled(Flow flow, int rate) {
        flow.sampling = rate;
        flow.packets = (double) flow.samples * rate;
        flow.bytes = flow.bytes * rate;
        return flow;
    }
}
