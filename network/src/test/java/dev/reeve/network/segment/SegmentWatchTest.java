package dev.reeve.network.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.link.LinkTrust;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SegmentWatchTest {
    private final List<Sign> signs = new ArrayList<>();
    private final PacketView view = new PacketView();
    private final SegmentWatch watch = new SegmentWatch(
            new LinkTrust(Set.of(1L), Set.of(), Set.of()), e -> e.low() >>> 8 == 0xCB0071L, signs::add);
    private long millis = 1_767_225_600_000L;

    private void segment(boolean client, int port, int sequence, int flags, String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new Datagram()
                .u16(0x4500)
                .u16(40 + payload.length)
                .u32(0)
                .u8(64)
                .u8(6)
                .u16(0)
                .ip(client ? "203.0.113.10" : "198.51.100.25")
                .ip(client ? "198.51.100.25" : "203.0.113.10")
                .u16(client ? port : 25)
                .u16(client ? 25 : port)
                .u32(sequence)
                .u32(0)
                .u8(0x50)
                .u8(flags)
                .u16(1000)
                .u32(0)
                .raw(payload)
                .bytes();
        view.over(bytes, 0, bytes.length, LinkType.RAW_IP);
        watch.frame(view, ++millis);
    }

    @Test
    void mailInClearIsFollowedFromItsFrames() {
        for (int i = 0; i < 3; i++) {
            int port = 40_000 + i;
            segment(true, port, 0, PacketView.SYN, "");
            segment(false, port, 0, PacketView.SYN | PacketView.ACK, "");
            segment(false, port, 1, PacketView.ACK, "220 mx.example\r\n250 mx.example\r\n550 5.7.23 SPF fails\r\n");
            segment(true, port, 1, PacketView.ACK, "HELO a\r\nMAIL FROM:<x@d" + i + ".example>\r\n");
            segment(true, port, 40, PacketView.RST, "");
        }
        watch.close();
        assertThat(signs).singleElement().satisfies(s -> {
            assertThat(s.kind().toString()).isEqualTo("messaging/forged_headers");
            assertThat(s.client().toString()).isEqualTo("203.0.113.10");
        });
    }
}
