package dev.reeve.network.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import org.junit.jupiter.api.Test;

final class PacketViewTest {
    private final PacketView view = new PacketView();

    private static Datagram ipv4(int protocol, int length) {
        return new Datagram()
                .u8(0x45)
                .u8(0)
                .u16(length)
                .u32(0)
                .u8(64)
                .u8(protocol)
                .u16(0)
                .ip("203.0.113.5")
                .ip("198.51.100.9");
    }

    private static byte[] tcp() {
        return new Datagram()
                .u16(40_000)
                .u16(443)
                .u32(7)
                .u32(0)
                .u8(0x50)
                .u8(0x12)
                .u16(1)
                .u32(0)
                .u16(0xABCD)
                .bytes();
    }

    @Test
    void tagsOfNetworksAreSteppedOver() {
        byte[] frame = new Datagram()
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(0x88A8)
                .u16(5)
                .u16(0x8100)
                .u16(9)
                .u16(0x0800)
                .raw(ipv4(6, 42).bytes())
                .raw(tcp())
                .bytes();
        assertThat(view.over(frame, 0, frame.length, LinkType.ETHERNET)).isTrue();
        assertThat(view.vlan()).isEqualTo(9);
        assertThat(view.sourcePort()).isEqualTo(40_000);
        assertThat(view.flags()).isEqualTo(0x12);
        assertThat(view.payloadCaptured()).isEqualTo(2);
    }

    @Test
    void paddingBehindThePacketIsNoPayload() {
        byte[] frame = ipv4(6, 42).raw(tcp()).u32(0).u32(0).bytes();
        view.over(frame, 0, frame.length, LinkType.RAW_IP);
        assertThat(view.payloadCaptured()).isEqualTo(2);
    }

    @Test
    void headersOfIpv6AreSteppedOver() {
        byte[] packet = new Datagram()
                .u32(0x6000_0000L)
                .u16(16 + 22)
                .u8(0)
                .u8(64)
                .u64(0x2001_0db8_0020_0000L)
                .u64(1)
                .u64(0x2001_0db8_0030_0000L)
                .u64(2)
                .u8(60)
                .u8(0)
                .u16(0)
                .u32(0)
                .u8(6)
                .u8(0)
                .u16(0)
                .u32(0)
                .raw(tcp())
                .bytes();
        assertThat(view.over(packet, 0, packet.length, LinkType.RAW_IP)).isTrue();
        assertThat(view.protocol()).isEqualTo(6);
        assertThat(view.targetPort()).isEqualTo(443);
    }

    @Test
    void aLaterFragmentHasNoPorts() {
        byte[] packet = ipv4(17, 28).raw(new byte[8]).bytes();
        packet[7] = 10;
        view.over(packet, 0, packet.length, LinkType.RAW_IP);
        assertThat(view.fragment()).isTrue();
        assertThat(view.hasTransport()).isFalse();
    }

    @Test
    void anyCutIsSurvived() {
        byte[] frame = new Datagram()
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(0x0800)
                .raw(ipv4(6, 42).bytes())
                .raw(tcp())
                .bytes();
        for (int length = 0; length <= frame.length; length++) {
            view.over(frame, 0, length, LinkType.ETHERNET);
            assertThat(view.payloadCaptured()).isBetween(0, 2);
        }
    }
}
