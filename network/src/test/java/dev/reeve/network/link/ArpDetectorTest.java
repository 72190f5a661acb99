package dev.reeve.network.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Sign;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArpDetectorTest {
    private static final long GATEWAY_MAC = 0x0200_0000_0001L;
    private static final long ATTACKER_MAC = 0x0200_0000_0002L;
    private static final int GATEWAY = 0x0A00_0001;
    private static final int HOST = 0x0A00_0009;

    private final ArpDetector detector = new ArpDetector();
    private final PacketView view = new PacketView();
    private final List<Sign> signs = new ArrayList<>();
    private long millis = 1_000_000;

    private void arp(int operation, long mac, int sender, int target) {
        ByteBuffer b = ByteBuffer.allocate(42);
        b.putShort((short) -1)
                .putInt(-1)
                .putShort((short) (mac >>> 32))
                .putInt((int) mac)
                .putShort((short) 0x0806);
        b.putShort((short) 1)
                .putShort((short) 0x0800)
                .put((byte) 6)
                .put((byte) 4)
                .putShort((short) operation);
        b.putShort((short) (mac >>> 32))
                .putInt((int) mac)
                .putInt(sender)
                .putShort((short) 0)
                .putInt(0)
                .putInt(target);
        view.over(b.array(), 0, 42, LinkType.ETHERNET);
        millis += 1_000;
        detector.frame(view, millis, signs::add);
    }

    @Test
    void twoMachinesThatClaimOneAddressInTurnAreSpoofing() {
        arp(2, GATEWAY_MAC, GATEWAY, HOST);
        arp(2, ATTACKER_MAC, GATEWAY, HOST);
        assertThat(signs).isEmpty();
        arp(2, GATEWAY_MAC, GATEWAY, HOST);
        arp(2, ATTACKER_MAC, GATEWAY, HOST);
        assertThat(signs).isNotEmpty();
        assertThat(signs.get(0).kind().toString()).isEqualTo("network/arp_spoofing");
        assertThat(signs.get(0).facts()).containsKeys("mac", "otherMac");
    }

    @Test
    void anAddressThatMovesOnceIsNone() {
        arp(2, GATEWAY_MAC, GATEWAY, HOST);
        arp(1, ATTACKER_MAC, GATEWAY, GATEWAY);
        for (int i = 0; i < 20; i++) {
            arp(2, ATTACKER_MAC, GATEWAY, HOST);
        }
        assertThat(signs).isEmpty();
    }

    @Test
    void askingForMuchOfTheSegmentIsASweep() {
        for (int i = 1; i <= 30; i++) {
            arp(1, ATTACKER_MAC, HOST, 0x0A00_0000 + 20 + i);
        }
        assertThat(signs.get(0).kind().toString()).isEqualTo("connection/reconnaissance");
    }

    @Test
    void anOrdinaryQuestionAndItsAnswerAreNone() {
        arp(1, ATTACKER_MAC, HOST, GATEWAY);
        arp(2, GATEWAY_MAC, GATEWAY, HOST);
        assertThat(signs).isEmpty();
    }
}
