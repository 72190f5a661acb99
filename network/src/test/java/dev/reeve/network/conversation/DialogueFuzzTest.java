package dev.reeve.network.conversation;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.Datagram;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.util.List;

/// Whatever two hosts say to each other, nothing is thrown and nothing runs for ever.
final class DialogueFuzzTest {
    private static final int[] PORTS = {25, 21, 22, 23, 110, 143, 1_080, 3_128, 6_667, 80};

    private long seen;

    private Conversations conversations() {
        return new Conversations(
                List.of(
                        new IrcDetector(),
                        new SocksDetector(),
                        new HttpProxyDetector(),
                        new LoginDetector(),
                        new SmtpDetector()),
                sign -> seen += sign.facts().size());
    }

    private static void packet(
            Conversations to, boolean client, int port, int flags, int sequence, byte[] payload, long millis) {
        byte[] bytes = new Datagram()
                .u16(0x4500)
                .u16(40 + payload.length)
                .u32(0)
                .u8(64)
                .u8(6)
                .u16(0)
                .ip(client ? "203.0.113.10" : "198.51.100.9")
                .ip(client ? "198.51.100.9" : "203.0.113.10")
                .u16(client ? 40_000 : port)
                .u16(client ? port : 40_000)
                .u32(sequence)
                .u32(0)
                .u8(0x50)
                .u8(flags)
                .u16(1_000)
                .u32(0)
                .raw(payload)
                .bytes();
        PacketView view = new PacketView();
        view.over(bytes, 0, bytes.length, LinkType.RAW_IP);
        to.packet(view, millis);
    }

    /// Both sides in their order, so that what they say gets far into the detectors.
    @FuzzTest(maxDuration = "10m")
    void whatIsSaid(FuzzedDataProvider data) {
        int port = data.pickValue(PORTS);
        String asked = data.consumeString(4_000);
        String answered = data.consumeRemainingAsString();
        for (String[] sides :
                new String[][] {{asked, answered}, {"EHLO a\r\n" + asked, "220 mx.example\r\n" + answered}}) {
            Conversations conversations = conversations();
            packet(conversations, true, port, PacketView.SYN, 0, new byte[0], 1);
            packet(conversations, false, port, PacketView.SYN | PacketView.ACK, 0, new byte[0], 2);
            packet(conversations, true, port, PacketView.ACK, 1, latin(sides[0]), 3);
            packet(conversations, false, port, PacketView.ACK, 1, latin(sides[1]), 4);
            conversations.close();
        }
    }

    private static byte[] latin(String text) {
        byte[] all = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        return all.length <= 20_000 ? all : java.util.Arrays.copyOf(all, 20_000);
    }
}
