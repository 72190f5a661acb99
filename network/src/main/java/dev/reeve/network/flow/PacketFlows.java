package dev.reeve.network.flow;

import dev.reeve.network.packet.PacketView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes flows of packets as an exporter with short timeouts does: one for each direction, said after silence or after
/// {@link #ACTIVE_MILLIS}. So the same detectors judge a capture and an exporter.
public final class PacketFlows {
    static final long IDLE_MILLIS = 2_000;
    static final long ACTIVE_MILLIS = 1_000;

    /// Beyond this the one that was silent longest is said at once.
    static final int FLOWS_MAX = 200_000;

    private final FlowSink sink;
    private final LinkedHashMap<Key, Counts> open = new LinkedHashMap<>(1024, 0.75f, true);
    private final Flow flow = new Flow();
    private long sweepAt;

    public PacketFlows(FlowSink sink) {
        this.sink = sink;
    }

    private record Key(
            long sourceHigh, long sourceLow, long targetHigh, long targetLow, int ports, int protocol, boolean v6) {}

    private static final class Counts {
        long fromMillis;
        long toMillis;
        int flags;
        long packets;
        long bytes;
    }

    /// @param sampling one packet in so many was captured
    public void packet(PacketView packet, long millis, int wireLength, int sampling) {
        Key key = new Key(
                packet.sourceHigh(),
                packet.sourceLow(),
                packet.targetHigh(),
                packet.targetLow(),
                packet.sourcePort() << 16 | packet.targetPort(),
                packet.protocol(),
                packet.version() == 6);
        Counts counts = open.get(key);
        if (counts != null && millis - counts.fromMillis >= ACTIVE_MILLIS) {
            say(key, counts, sampling);
            open.remove(key);
            counts = null;
        }
        if (counts == null) {
            counts = new Counts();
            counts.fromMillis = millis;
            open.put(key, counts);
            if (open.size() > FLOWS_MAX) {
                Map.Entry<Key, Counts> eldest = open.entrySet().iterator().next();
                say(eldest.getKey(), eldest.getValue(), sampling);
                open.remove(eldest.getKey());
            }
        }
        counts.toMillis = Math.max(counts.toMillis, millis);
        counts.flags |= packet.flags();
        counts.packets++;
        counts.bytes += wireLength;
        if (millis >= sweepAt) {
            sweepAt = millis + IDLE_MILLIS / 2;
            sweep(millis, sampling);
        }
    }

    /// No packet came: says what is over.
    public void quiet(long millis, int sampling) {
        sweep(millis, sampling);
    }

    private void sweep(long millis, int sampling) {
        List<Map.Entry<Key, Counts>> over = new ArrayList<>();
        Iterator<Map.Entry<Key, Counts>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Counts> entry = all.next();
            if (millis - entry.getValue().toMillis < IDLE_MILLIS) {
                break;
            }
            over.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        for (Map.Entry<Key, Counts> entry : over) {
            open.remove(entry.getKey());
            say(entry.getKey(), entry.getValue(), sampling);
        }
    }

    /// Says what is left.
    public void close(int sampling) {
        open.forEach((key, counts) -> say(key, counts, sampling));
        open.clear();
    }

    private void say(Key key, Counts counts, int sampling) {
        flow.fromMillis = counts.fromMillis;
        flow.toMillis = counts.toMillis;
        flow.v6 = key.v6;
        flow.sourceHigh = key.sourceHigh;
        flow.sourceLow = key.sourceLow;
        flow.targetHigh = key.targetHigh;
        flow.targetLow = key.targetLow;
        flow.sourcePort = key.ports >>> 16;
        flow.targetPort = key.ports & 0xFFFF;
        flow.protocol = key.protocol;
        flow.flags = counts.flags;
        flow.samples = counts.packets;
        flow.sampling = sampling;
        flow.packets = (double) counts.packets * sampling;
        flow.bytes = (double) counts.bytes * sampling;
        sink.flow(flow);
    }
}
