package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class Dhcp6DetectorTest {
    private final Segment listed = new Segment(stations -> new Dhcp6Detector(Segment.LISTED, stations));
    private final Segment segment = new Segment(stations -> new Dhcp6Detector(LinkTrust.NONE, stations));

    private static byte[] message(int type) {
        return new byte[] {(byte) type, 1, 2, 3};
    }

    @Test
    void whoIsNotListedAndAnswersIsARogueAtOnce() {
        listed.udp6(Segment.ROUTER, 1, 547, 546, message(2));
        assertThat(listed.signs).isEmpty();
        listed.udp6(Segment.ATTACKER, 0x66, 547, 546, message(2));
        assertThat(listed.said())
                .as("its link-local address is nobody's, and its client is found")
                .containsExactly("network/dhcp_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(listed.signs.get(0).facts()).containsEntry("message", "advertise");
    }

    @Test
    void withoutAListTheSecondIsASuspicion() {
        segment.udp6(Segment.ROUTER, 1, 547, 546, message(7));
        segment.udp6(Segment.ATTACKER, 0x66, 547, 546, message(7));
        assertThat(segment.said()).containsExactly("network/dhcp_spoofing " + Segment.ATTACKER_IP + " claimed");
    }

    @Test
    void whoAsksIsNone() {
        listed.udp6(Segment.ATTACKER, 0x66, 546, 547, message(1));
        listed.udp6(Segment.ATTACKER, 0x66, 547, 546, message(1));
        assertThat(listed.signs).isEmpty();
    }
}
