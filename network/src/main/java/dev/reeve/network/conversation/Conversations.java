package dev.reeve.network.conversation;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts packets together to conversations and shows them to detectors. Single-threaded; time is that of the packets.
public final class Conversations {
    /// Beyond this the one that was silent longest is forgotten: a flood of SYNs must not fill the memory.
    static final int CONVERSATIONS_MAX = 100_000;

    /// RFC 5382 §5 lets middle-boxes forget after two hours; a capture is shorter, and silence this long is an end.
    static final long IDLE_MILLIS = 300_000;

    private static final long SWEEP_MILLIS = 10_000;

    private final List<ConversationDetector> detectors;
    private final Signs signs;
    private final LinkedHashMap<Key, Conversation> open = new LinkedHashMap<>(1024, 0.75f, true);
    private long sweepAt;

    public Conversations(List<ConversationDetector> detectors, Signs signs) {
        this.detectors = List.copyOf(detectors);
        this.signs = signs;
    }

    /// The lower end first, so that both directions have one key.
    private record Key(Endpoint low, int lowPort, Endpoint high, int highPort) {
        static Key of(Endpoint a, int aPort, Endpoint b, int bPort) {
            return isLower(a, aPort, b, bPort) ? new Key(a, aPort, b, bPort) : new Key(b, bPort, a, aPort);
        }

        private static boolean isLower(Endpoint a, int aPort, Endpoint b, int bPort) {
            int high = Long.compareUnsigned(a.high(), b.high());
            int low = high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
            return low != 0 ? low < 0 : aPort < bPort;
        }
    }

    /// Takes one packet; what is no whole TCP segment is passed over.
    public void packet(PacketView packet, long millis) {
        if (packet.protocol() != PacketView.TCP || !packet.hasTransport() || packet.fragment()) {
            return;
        }
        boolean v6 = packet.version() == 6;
        Endpoint from = new Endpoint(packet.sourceHigh(), packet.sourceLow(), v6);
        Endpoint to = new Endpoint(packet.targetHigh(), packet.targetLow(), v6);
        Key key = Key.of(from, packet.sourcePort(), to, packet.targetPort());
        boolean anew = packet.has(PacketView.SYN) && !packet.has(PacketView.ACK);
        Conversation conversation = open.get(key);
        if (conversation != null && anew && conversation.ended()) {
            end(key, conversation);
            conversation = null;
        }
        if (conversation == null) {
            conversation =
                    new Conversation(new Side(from, packet.sourcePort()), new Side(to, packet.targetPort()), millis);
            open.put(key, conversation);
            trim();
        }
        take(conversation, packet, from, millis);
        if (conversation.ended()) {
            end(key, conversation);
        }
        sweep(millis);
    }

    private void take(Conversation conversation, PacketView packet, Endpoint from, long millis) {
        boolean first = conversation.first.port == packet.sourcePort() && conversation.first.endpoint.equals(from);
        Side side = first ? conversation.first : conversation.second;
        side.packets++;
        side.wireBytes += packet.ipLength();
        side.payloadBytes += packet.payloadLength();
        side.fin |= packet.has(PacketView.FIN);
        side.rst |= packet.has(PacketView.RST);
        conversation.toMillis = Math.max(conversation.toMillis, millis);
        if (packet.has(PacketView.SYN)) {
            side.syn |= !packet.has(PacketView.ACK);
            side.synAck |= packet.has(PacketView.ACK);
            side.opened(packet.sequence());
        }
        if (packet.payloadCaptured() > 0) {
            int before = side.known();
            long data = packet.has(PacketView.SYN) ? packet.sequence() + 1 : packet.sequence();
            side.segment(data, packet.bytes(), packet.payload(), packet.payloadCaptured(), packet.payloadLength());
            if (side.known() > before) {
                show(conversation);
            }
        }
    }

    private void show(Conversation conversation) {
        for (int i = 0; i < detectors.size(); i++) {
            long bit = 1L << i;
            if ((conversation.seen & bit) == 0 && detectors.get(i).look(conversation, signs)) {
                conversation.seen |= bit;
            }
        }
    }

    private void end(Key key, Conversation conversation) {
        open.remove(key);
        detectors.forEach(d -> d.ended(conversation, signs));
    }

    private void trim() {
        while (open.size() > CONVERSATIONS_MAX) {
            Map.Entry<Key, Conversation> oldest = open.entrySet().iterator().next();
            end(oldest.getKey(), oldest.getValue());
        }
    }

    private void sweep(long millis) {
        if (millis < sweepAt) {
            return;
        }
        sweepAt = millis + SWEEP_MILLIS;
        List<Map.Entry<Key, Conversation>> idle = new ArrayList<>();
        Iterator<Map.Entry<Key, Conversation>> all = open.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Conversation> entry = all.next();
            if (millis - entry.getValue().toMillis < IDLE_MILLIS) {
                break;
            }
            idle.add(Map.entry(entry.getKey(), entry.getValue()));
        }
        idle.forEach(entry -> end(entry.getKey(), entry.getValue()));
    }

    /// The capture is over: so is everything in it.
    public void close() {
        List.copyOf(open.entrySet()).forEach(entry -> end(entry.getKey(), entry.getValue()));
    }
}
