package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DhcpDetectorTest {
    private static final String ALL = "255.255.255.255";

    private final Segment listed = new Segment(stations -> new DhcpDetector(Segment.LISTED, stations));
    private final Segment segment = new Segment(stations -> new DhcpDetector(LinkTrust.NONE, stations));

    private static byte[] offer(int operation) {
        Datagram message = new Datagram().u8(operation).u8(1).u8(6).u8(0).u32(7).u32(0);
        message.ip("0.0.0.0").ip("203.0.113.99").ip("0.0.0.0").ip("0.0.0.0").raw(new byte[16 + 64 + 128]);
        return message.u32(0x6382_5363L)
                .u8(53)
                .u8(1)
                .u8(2)
                .u8(0)
                .u8(3)
                .u8(4)
                .ip(Segment.ATTACKER_IP)
                .u8(6)
                .u8(4)
                .ip("198.51.100.53")
                .u8(255)
                .bytes();
    }

    @Test
    void whoIsNotListedAndOffersIsARogueAtOnce() {
        listed.udp4(Segment.ROUTER, "203.0.113.1", ALL, 67, 68, offer(2));
        assertThat(listed.signs).isEmpty();
        listed.udp4(Segment.ATTACKER, Segment.ATTACKER_IP, ALL, 67, 68, offer(2));
        assertThat(listed.said()).containsExactly("network/dhcp_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(listed.signs.get(0).facts())
                .containsEntry("message", "offer")
                .containsEntry("offeredRouter", Segment.ATTACKER_IP)
                .containsEntry("offeredResolver", "198.51.100.53");
    }

    @Test
    void theHeadOfAnAnswerIsEnough() {
        listed.udp4(Segment.ATTACKER, Segment.ATTACKER_IP, ALL, 67, 68, Arrays.copyOf(offer(2), 86));
        assertThat(listed.signs.get(0).facts())
                .containsEntry("message", "reply")
                .doesNotContainKey("offeredRouter");
    }

    @Test
    void withoutAListTheSecondIsASuspicion() {
        segment.udp4(Segment.ROUTER, "203.0.113.1", ALL, 67, 68, offer(2));
        segment.udp4(Segment.ATTACKER, Segment.ATTACKER_IP, ALL, 67, 68, offer(2));
        assertThat(segment.said()).containsExactly("network/dhcp_spoofing " + Segment.ATTACKER_IP + " claimed");
    }

    @Test
    void whoAsksIsNone() {
        listed.udp4(Segment.ATTACKER, "0.0.0.0", ALL, 68, 67, offer(1));
        listed.udp4(Segment.ATTACKER, Segment.ATTACKER_IP, ALL, 67, 68, offer(1));
        assertThat(listed.signs).isEmpty();
    }

    @Test
    void optionsThatLieAboutTheirLengthAreLeft() {
        byte[] message = offer(2);
        message[241] = (byte) 250;
        listed.udp4(Segment.ATTACKER, Segment.ATTACKER_IP, ALL, 67, 68, message);
        assertThat(listed.signs.get(0).facts()).containsEntry("message", "reply");
    }
}
