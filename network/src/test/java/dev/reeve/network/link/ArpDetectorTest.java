package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Endpoint;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ArpDetectorTest {
    private static final String GATEWAY = "203.0.113.1";
    private static final LinkTrust LISTED =
            new LinkTrust(Set.of(Segment.ROUTER), Set.of(), Set.of(new Endpoint(0, 0xCB00_7101L, false)));

    private final Segment segment = new Segment(stations -> new ArpDetector(LinkTrust.NONE, stations));

    @Test
    void twoMachinesThatClaimOneAddressInTurnAreSpoofing() {
        segment.arp(2, Segment.ROUTER, GATEWAY, Segment.CLIENT_IP);
        segment.arp(2, Segment.ATTACKER, GATEWAY, Segment.CLIENT_IP);
        assertThat(segment.signs).isEmpty();
        segment.arp(2, Segment.ROUTER, GATEWAY, Segment.CLIENT_IP);
        segment.arp(2, Segment.ATTACKER, GATEWAY, Segment.CLIENT_IP);
        assertThat(segment.said())
                .as("accused is who came second, by the address that it has")
                .containsExactly("network/arp_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(segment.signs.get(0).facts())
                .containsEntry("mac", "02:00:00:00:00:03")
                .containsEntry("otherMac", "02:00:00:00:00:01")
                .containsEntry("claimed", GATEWAY);
    }

    @Test
    void aVictimThatAnswersBackIsNotAccused() {
        for (int i = 0; i < 10; i++) {
            segment.arp(2, Segment.CLIENT, Segment.CLIENT_IP, GATEWAY);
            segment.arp(2, Segment.ATTACKER, Segment.CLIENT_IP, GATEWAY);
        }
        assertThat(segment.said())
                .allMatch(said -> said.contains(Segment.ATTACKER_IP))
                .isNotEmpty();
    }

    @Test
    void anAddressThatMovesOnceIsNone() {
        segment.arp(2, Segment.ROUTER, GATEWAY, Segment.CLIENT_IP);
        segment.arp(1, Segment.ATTACKER, GATEWAY, GATEWAY);
        for (int i = 0; i < 200; i++) {
            segment.arp(2, Segment.ATTACKER, GATEWAY, Segment.CLIENT_IP);
        }
        assertThat(segment.signs).isEmpty();
    }

    @Test
    void oneClaimOfAListedGatewayIsEnough() {
        Segment listed = new Segment(stations -> new ArpDetector(LISTED, stations));
        listed.arp(2, Segment.ROUTER, GATEWAY, Segment.CLIENT_IP);
        assertThat(listed.signs).isEmpty();
        listed.arp(2, Segment.ATTACKER, GATEWAY, Segment.CLIENT_IP);
        assertThat(listed.said()).containsExactly("network/arp_spoofing " + Segment.ATTACKER_IP + " measured");
    }

    @Test
    void aMachineOfWhichNoAddressIsKnownIsNotAccusedAsItsVictim() {
        for (int i = 0; i < 10; i++) {
            segment.arp(2, Segment.CLIENT, Segment.CLIENT_IP, GATEWAY);
            segment.arp(2, 0x0200_0000_0099L, Segment.CLIENT_IP, GATEWAY);
        }
        assertThat(segment.signs).isEmpty();
    }

    @Test
    void askingForMuchOfTheSegmentIsASweep() {
        for (int i = 1; i <= 30; i++) {
            segment.arp(1, Segment.ATTACKER, Segment.ATTACKER_IP, "203.0.113." + (100 + i));
        }
        assertThat(segment.signs.get(0).kind().toString()).isEqualTo("connection/reconnaissance");
    }

    @Test
    void anOrdinaryQuestionAndItsAnswerAreNone() {
        segment.arp(1, Segment.ATTACKER, Segment.ATTACKER_IP, GATEWAY);
        segment.arp(2, Segment.ROUTER, GATEWAY, Segment.ATTACKER_IP);
        assertThat(segment.signs).isEmpty();
    }
}
