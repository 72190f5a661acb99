package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LinkDetectorsTest {
    @Test
    void allOfThemSeeEveryFrameAndShareWhoIsWho() {
        Segment segment = new Segment(stations -> new LinkDetectors(Segment.LISTED, e -> !e.v6()));
        segment.udp6(Segment.ATTACKER, 0x66, 547, 546, new byte[] {2, 0, 0, 1});
        segment.advertises(Segment.ATTACKER, 1, 0x20, 255);
        assertThat(segment.said())
                .containsExactly(
                        "network/dhcp_spoofing " + Segment.ATTACKER_IP + " measured",
                        "network/nd_spoofing " + Segment.ATTACKER_IP + " measured");
    }

    @Test
    void theirDetectionsAreKnownByTheirNames() {
        LinkDetectors all = new LinkDetectors(Segment.LISTED, e -> true);
        assertThat(all.names()).isNotEmpty().allMatch(LinkDetectors::said);
        assertThat(LinkDetectors.said("flood/3")).isFalse();
    }

    @Test
    void macsAreReadInEveryUsualForm() {
        assertThat(Mac.parse("02:00:00:00:00:01"))
                .isEqualTo(Mac.parse("02-00-00-00-00-01"))
                .isEqualTo(Mac.parse("0200.0000.0001"))
                .isEqualTo(Segment.ROUTER);
    }
}
