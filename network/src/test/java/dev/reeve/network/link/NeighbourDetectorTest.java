package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NeighbourDetectorTest {
    private static final int OVERRIDE = 0x20;
    private static final int SOLICITED = 0x40;

    private final Segment segment = new Segment(stations -> new NeighbourDetector(LinkTrust.NONE, stations));
    private final Segment listed = new Segment(stations -> new NeighbourDetector(Segment.LISTED, stations));

    @Test
    void twoMachinesThatClaimOneAddressInTurnAreSpoofing() {
        segment.advertises(Segment.CLIENT, 0x10, OVERRIDE, 255);
        segment.advertises(Segment.ATTACKER, 0x10, OVERRIDE, 255);
        segment.advertises(Segment.CLIENT, 0x10, OVERRIDE, 255);
        assertThat(segment.signs).isEmpty();
        segment.advertises(Segment.ATTACKER, 0x10, OVERRIDE, 255);
        assertThat(segment.said()).containsExactly("network/nd_spoofing " + Segment.ATTACKER_IP + " measured");
    }

    @Test
    void whatDoesNotOverrideOrCameOverARouterIsNone() {
        for (int i = 0; i < 10; i++) {
            segment.advertises(Segment.CLIENT, 0x10, SOLICITED, 255);
            segment.advertises(Segment.ATTACKER, 0x10, SOLICITED, 255);
            segment.advertises(Segment.CLIENT, 0x11, OVERRIDE, 64);
            segment.advertises(Segment.ATTACKER, 0x11, OVERRIDE, 64);
        }
        assertThat(segment.signs).isEmpty();
    }

    @Test
    void oneClaimOfAListedGatewayIsEnough() {
        listed.advertises(Segment.ROUTER, 1, OVERRIDE, 255);
        assertThat(listed.signs).isEmpty();
        listed.advertises(Segment.ATTACKER, 1, OVERRIDE, 255);
        assertThat(listed.said()).containsExactly("network/nd_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(listed.signs.get(0).facts()).containsEntry("claimedIs", "gateway");
    }

    @Test
    void whoDeniesEveryAddressThatIsTriedIsSpoofing() {
        for (int i = 0; i < NeighbourDetector.DENIED_MIN; i++) {
            assertThat(segment.signs).isEmpty();
            segment.solicits(Segment.CLIENT, 0, 0x100 + i);
            segment.advertises(Segment.ATTACKER, 0x100 + i, OVERRIDE, 255);
        }
        assertThat(segment.said()).containsExactly("network/nd_spoofing " + Segment.ATTACKER_IP + " measured");
        assertThat(segment.signs.get(0).numbers()).containsEntry("denied", 5.0);
    }

    @Test
    void aHostThatDefendsItsOwnAddressIsNone() {
        for (int i = 0; i < 20; i++) {
            segment.solicits(Segment.CLIENT, 0, 0x66);
            segment.advertises(Segment.ATTACKER, 0x66, OVERRIDE, 255);
        }
        assertThat(segment.signs).isEmpty();
    }

    @Test
    void askingForMuchOfTheSegmentIsASweepUnlessARouterDoes() {
        for (int i = 0; i < 30; i++) {
            listed.solicits(Segment.ROUTER, 1, 0x1000 + i);
        }
        assertThat(listed.signs).isEmpty();
        for (int i = 0; i < 30; i++) {
            listed.solicits(Segment.ATTACKER, 0x66, 0x1000 + i);
        }
        assertThat(listed.signs.get(0).kind().toString()).isEqualTo("connection/reconnaissance");
    }
}
