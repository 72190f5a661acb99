package dev.reeve.network.flow;

import dev.reeve.network.export.SflowDecoder;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;

/// Makes flows of the packets that sFlow samples: each is a flow of one packet, and takes the same way as
/// records do.
public final class SampledFlows {
    /// sFlow's numbers of headers that begin with IP.
    private static final int IPV4 = 11;

    private static final int IPV6 = 12;

    private final FlowReader reader;
    private final PacketView packet = new PacketView();
    private final Flow flow = new Flow();

    public SampledFlows(FlowReader reader) {
        this.reader = reader;
    }

    /// @param millis when the datagram came: samples have no time of their own
    /// @return the packet, valid until the next call
    public PacketView sampled(byte[] bytes, int from, int to, SflowDecoder.Sample sample, long millis) {
        int link = switch (sample.protocol()) {
            case IPV4 -> LinkType.IPV4;
            case IPV6 -> LinkType.IPV6;
            default -> LinkType.ETHERNET;
        };
        if (packet.over(bytes, from, to, link)) {
            fill(sample, millis);
            reader.add(flow);
        }
        return packet;
    }

    private void fill(SflowDecoder.Sample sample, long millis) {
        flow.fromMillis = millis;
        flow.toMillis = millis;
        flow.v6 = packet.version() == 6;
        flow.sourceHigh = packet.sourceHigh();
        flow.sourceLow = packet.sourceLow();
        flow.targetHigh = packet.targetHigh();
        flow.targetLow = packet.targetLow();
        flow.sourcePort = packet.sourcePort();
        flow.targetPort = packet.targetPort();
        flow.protocol = packet.protocol();
        flow.flags = packet.flags();
        flow.input = (int) sample.input();
        flow.output = (int) sample.output();
        flow.samples = 1;
        flow.sampling = (int) Math.min(Integer.MAX_VALUE, sample.rate());
        flow.packets = flow.sampling;
        flow.bytes = (double) packet.ipLength() * flow.sampling;
    }
}
