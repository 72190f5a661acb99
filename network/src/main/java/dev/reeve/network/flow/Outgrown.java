package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;
import java.util.HashMap;
import java.util.Map;

/// What addresses have beyond the bits that their place in a table holds.
final class Outgrown {
    private final Map<Endpoint, long[]> beyond = new HashMap<>();

    void add(Endpoint address, long flows, long packets, long bytes) {
        long[] sums = beyond.computeIfAbsent(address, a -> new long[3]);
        sums[0] += flows;
        sums[1] += packets;
        sums[2] += bytes;
    }

    AddressTotals.Total plus(Endpoint address, long flows, long packets, long bytes) {
        long[] sums = beyond.get(address);
        return sums == null
                ? new AddressTotals.Total(address, flows, packets, bytes)
                : new AddressTotals.Total(address, flows + sums[0], packets + sums[1], bytes + sums[2]);
    }
}
