package dev.reeve.network.conversation;

import dev.reeve.network.detection.Sign;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A connection played packet by packet: 198.51.100.9:40000 opens, 203.0.113.10 listens.
final class Talk {
    final List<Sign> signs = new ArrayList<>();
    private final Conversations conversations;
    private final PacketView view = new PacketView();
    private int port;
    private int clientPort = 40_000;
    private long clientSequence;
    private long serverSequence;
    long millis = 1_767_225_600_000L;

    Talk(ConversationDetector detector, int port) {
        this.conversations = new Conversations(List.of(detector), signs::add);
        this.port = port;
    }

    Talk opens() {
        clientSequence = 1_000;
        serverSequence = 0xFFFF_FFF0L;
        packet(true, PacketView.SYN, new byte[0]);
        clientSequence++;
        packet(false, PacketView.SYN | PacketView.ACK, new byte[0]);
        serverSequence = serverSequence + 1 & 0xFFFF_FFFFL;
        return this;
    }

    Talk says(String text) {
        return says(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk says(byte... bytes) {
        packet(true, PacketView.ACK | PacketView.PSH, bytes);
        clientSequence += bytes.length;
        return this;
    }

    Talk answers(String text) {
        return answers(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk answers(byte... bytes) {
        packet(false, PacketView.ACK | PacketView.PSH, bytes);
        serverSequence = serverSequence + bytes.length & 0xFFFF_FFFFL;
        return this;
    }

    Talk ends() {
        packet(true, PacketView.FIN | PacketView.ACK, new byte[0]);
        packet(false, PacketView.FIN | PacketView.ACK, new byte[0]);
        clientPort++;
        return this;
    }

    Talk over() {
        conversations.close();
        return this;
    }

    void packet(boolean client, int flags, byte[] payload) {
        raw(client, flags, client ? clientSequence : serverSequence, payload);
    }

    void raw(boolean client, int flags, long sequence, byte[] payload) {
        ByteBuffer b = ByteBuffer.allocate(40 + payload.length);
        b.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (40 + payload.length))
                .putInt(0)
                .put((byte) 64)
                .put((byte) 6);
        b.putShort((short) 0);
        byte[] caller = {(byte) 198, 51, 100, 9};
        byte[] listener = {(byte) 203, 0, 113, 10};
        b.put(client ? caller : listener).put(client ? listener : caller);
        b.putShort((short) (client ? clientPort : port)).putShort((short) (client ? port : clientPort));
        b.putInt((int) sequence)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 1000)
                .putInt(0);
        b.put(payload);
        view.over(b.array(), 0, b.limit(), LinkType.RAW_IP);
        millis += 10;
        conversations.packet(view, millis);
    }

    List<String> kinds() {
        return signs.stream().map(s -> s.kind() + " " + s.client()).toList();
    }
}
