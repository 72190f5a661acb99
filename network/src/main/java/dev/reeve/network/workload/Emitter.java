package dev.reeve.network.workload;

import dev.reeve.network.flow.Flow;
import dev.reeve.network.flow.FlowSink;

/// Makes flow records as an exporter does: late by its timeout, in pieces of its active timeout, and sampled or
/// not. A sampled record has the packets that were picked, and of TCP's flags those that they bore.
final class Emitter {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int PSH = 8;
    static final int ACK = 16;

    /// A whole connection.
    static final int WHOLE = FIN | SYN | PSH | ACK;

    /// The same of the side that was called: its SYN is never without ACK.
    private static final int CALLED = 256;

    private final FlowSink sink;
    private final int sampling;
    private final int delayMillis;
    private final Dice dice;
    private final Flow flow = new Flow();
    private long made;
    private long said;

    Emitter(FlowSink sink, int sampling, int delayMillis, long seed) {
        this.sink = sink;
        this.sampling = sampling;
        this.delayMillis = delayMillis;
        this.dice = new Dice(seed);
    }

    /// One record.
    ///
    /// @param remote a number that stands for a host elsewhere
    /// @param atMillis when it is exported: it ended before
    void one(
            Host host,
            boolean outbound,
            long remote,
            int clientPort,
            int remotePort,
            int protocol,
            int flags,
            long packets,
            double bytes,
            long atMillis,
            long lengthMillis) {
        made++;
        long samples = sampling == 1 ? packets : sampled(packets);
        if (samples == 0) {
            return;
        }
        said++;
        flow.toMillis = atMillis - (delayMillis == 0 ? 0 : dice.below(delayMillis));
        flow.fromMillis = flow.toMillis - (samples == 1 ? 0 : lengthMillis);
        flow.v6 = host.v6;
        long high = host.v6 ? Host.V6_BASE | 0xFFFF_0000L | remote >>> 48 : 0;
        long low = host.v6 ? remote : 0xF000_0000L | remote & 0x0FFF_FFFFL;
        flow.sourceHigh = outbound ? host.high() : high;
        flow.sourceLow = outbound ? host.low() : low;
        flow.targetHigh = outbound ? high : host.high();
        flow.targetLow = outbound ? low : host.low();
        flow.sourcePort = outbound ? clientPort : remotePort;
        flow.targetPort = outbound ? remotePort : clientPort;
        flow.protocol = protocol;
        flow.flags = (samples == packets ? flags : flags(flags, samples, packets)) & 0xFF;
        flow.samples = samples;
        flow.sampling = sampling;
        flow.packets = (double) samples * sampling;
        flow.bytes = (double) Math.round(bytes / packets * samples) * sampling;
        sink.flow(flow);
    }

    /// How many of these packets are picked, one in so many, each for itself.
    private long sampled(long packets) {
        double mean = (double) packets / sampling;
        if (mean > 30) {
            // By then the normal distribution is near enough: a sum of four uniform numbers, scaled.
            double normal = (dice.unit() + dice.unit() + dice.unit() + dice.unit() - 2) * 1.732;
            return Math.min(packets, Math.max(0, Math.round(mean + normal * Math.sqrt(mean))));
        }
        long count = 0;
        double at = dice.exponentially();
        while (at < mean && count < packets) {
            count++;
            at += dice.exponentially();
        }
        return count;
    }

    /// SYN and FIN are on one packet each; every other bears ACK.
    private int flags(int flags, long samples, long packets) {
        if ((flags & ACK) == 0) {
            // SYNs that nobody answered, or no TCP: every packet is like the others.
            return flags;
        }
        int picked = 0;
        double share = (double) samples / packets;
        if ((flags & SYN) != 0 && dice.chance(share)) {
            picked |= packets == 1 ? flags : (flags & CALLED) != 0 ? SYN | ACK : SYN;
        }
        if ((flags & FIN) != 0 && dice.chance(share)) {
            picked |= FIN | ACK;
        }
        boolean more = samples > Integer.bitCount(picked & (SYN | FIN));
        return more ? picked | flags & (ACK | PSH | RST) : picked;
    }

    /// A TCP connection that both sides used, in two records.
    void tcp(
            Host host,
            boolean opened,
            long remote,
            int port,
            long packetsOut,
            double bytesOut,
            long packetsIn,
            double bytesIn,
            long atMillis,
            long lengthMillis) {
        int other = 32_768 + dice.below(28_000);
        int clientPort = opened ? other : port;
        int remotePort = opened ? port : other;
        int ours = opened ? WHOLE : WHOLE | CALLED;
        int theirs = opened ? WHOLE | CALLED : WHOLE;
        one(host, true, remote, clientPort, remotePort, 6, ours, packetsOut, bytesOut, atMillis, lengthMillis);
        one(host, false, remote, clientPort, remotePort, 6, theirs, packetsIn, bytesIn, atMillis, lengthMillis);
    }

    /// A SYN that nobody answers, tried again as often as systems do; or one that is refused.
    void failed(Host host, long remote, int port, boolean refused, int tries, long atMillis) {
        int clientPort = 32_768 + dice.below(28_000);
        one(host, true, remote, clientPort, port, 6, SYN, tries, 60.0 * tries, atMillis, tries > 1 ? 3_000 : 0);
        if (refused) {
            one(host, false, remote, clientPort, port, 6, RST | ACK, 1, 40, atMillis, 0);
        }
    }

    /// A question by UDP and its answer; no answer where its packets are 0.
    void udp(
            Host host,
            boolean asks,
            long remote,
            int clientPort,
            int remotePort,
            long packetsOut,
            double bytesOut,
            long packetsIn,
            double bytesIn,
            long atMillis,
            long lengthMillis) {
        if (packetsOut > 0 && asks) {
            one(host, true, remote, clientPort, remotePort, 17, 0, packetsOut, bytesOut, atMillis, lengthMillis);
        }
        if (packetsIn > 0) {
            one(host, false, remote, clientPort, remotePort, 17, 0, packetsIn, bytesIn, atMillis, lengthMillis);
        }
        if (packetsOut > 0 && !asks) {
            one(host, true, remote, clientPort, remotePort, 17, 0, packetsOut, bytesOut, atMillis, lengthMillis);
        }
    }

    /// Records that were made, before sampling.
    long made() {
        return made;
    }

    /// Records that were handed on.
    long said() {
        return said;
    }
}
