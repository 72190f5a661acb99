package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;

/// One flow record: packets of one direction between two ports, from a time to a time. Filled anew for every
/// record, so that the hot path allocates nothing; whoever wants to keep something copies it.
///
/// Packets and bytes are what was on the wire as far as sampling tells: the sampled numbers times the rate.
public final class Flow {
    public long fromMillis;
    public long toMillis;
    public boolean v6;
    public long sourceHigh;
    public long sourceLow;
    public long targetHigh;
    public long targetLow;
    public int sourcePort;

    /// Of ICMP type and code in one number.
    public int targetPort;

    public int protocol;

    /// All TCP flags that were seen, or-ed.
    public int flags;

    /// Scaled up by the sampling rate.
    public double packets;

    public double bytes;

    /// Packets that were really seen: how sure the scaled ones are.
    public long samples;

    /// One packet in so many; 1 where nothing is left out.
    public int sampling;

    /// Interface of the exporter by which it came in, and by which it left; 0 where unknown.
    public int input;

    public int output;

    /// Whether both ends are the provider's. Set by the engine.
    public boolean withinOwn;

    /// Whether nobody lives at the target, which is the provider's own. Set by the engine.
    public boolean targetDark;

    public Endpoint source() {
        return new Endpoint(sourceHigh, sourceLow, v6);
    }

    public Endpoint target() {
        return new Endpoint(targetHigh, targetLow, v6);
    }

    /// A number that spreads addresses: for sketches, never for identity.
    public static long hash(long high, long low) {
        long h = high * 0x9E37_79B9_7F4A_7C15L ^ low;
        h = (h ^ h >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        h = (h ^ h >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return h ^ h >>> 32;
    }
}
