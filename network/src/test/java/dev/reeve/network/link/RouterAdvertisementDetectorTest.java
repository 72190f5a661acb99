package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import org.junit.jupiter.api.Test;

final class RouterAdvertisementDetectorTest {
    private final Segment listed = new Segment(stations -> new RouterAdvertisementDetector(Segment.LISTED, stations));
    private final Segment segment = new Segment(stations -> new RouterAdvertisementDetector(LinkTrust.NONE, stations));

    private static void advertises(Segment segment, long mac, int lifetime, int hops) {
        Datagram message = new Datagram()
                .u8(134)
                .u8(0)
                .u16(0)
                .u8(64)
                .u8(0)
                .u16(lifetime)
                .u64(0)
                .u8(3)
                .u8(4)
                .u8(64)
                .u8(0xC0)
                .u64(0)
                .u32(0)
                .u64(0x2001_0db8_0666_0000L)
                .u64(0);
        segment.ip6(mac, Segment.LINK_LOCAL, mac, 58, hops, message.bytes());
    }

    @Test
    void whoIsNotListedIsARogueAtOnce() {
        advertises(listed, Segment.ROUTER, 1_800, 255);
        assertThat(listed.signs).isEmpty();
        advertises(listed, Segment.ATTACKER, 1_800, 255);
        assertThat(listed.said()).containsExactly("network/ra_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(listed.signs.get(0).facts())
                .containsEntry("attack", "router-advertised")
                .containsEntry("prefix", "2001:db8:666::/64");
    }

    @Test
    void whoSaysThatTheRouterIsGoneIsNamedSo() {
        advertises(listed, Segment.ATTACKER, 0, 255);
        assertThat(listed.signs.get(0).facts()).containsEntry("attack", "router-withdrawn");
    }

    @Test
    void withoutAListTheSecondIsASuspicion() {
        advertises(segment, Segment.ROUTER, 1_800, 255);
        advertises(segment, Segment.ROUTER, 1_800, 255);
        advertises(segment, Segment.ATTACKER, 1_800, 255);
        assertThat(segment.said()).containsExactly("network/ra_spoofing " + Segment.ATTACKER_IP + " claimed");
    }

    @Test
    void whatCameOverARouterIsNone() {
        advertises(listed, Segment.ATTACKER, 1_800, 64);
        assertThat(listed.signs).isEmpty();
    }
}
