package dev.reeve.network.link;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;

/// Whatever frames a segment has, nothing is thrown and nothing runs for ever.
final class LinkFuzzTest {
    /// Where an ordinary frame gets interesting: ARP; an ICMPv6 message; DHCP of either version.
    private static final byte[][] HEADS = {
        Segment.ethernet(Segment.ATTACKER, PacketView.ARP)
                .u32(0x0001_0800L)
                .u16(0x0604)
                .bytes(),
        Segment.ethernet(Segment.ATTACKER, PacketView.IPV6)
                .u32(0x6000_0000L)
                .u16(200)
                .u8(58)
                .u8(255)
                .u64(Segment.PREFIX)
                .u64(2)
                .u64(Segment.PREFIX)
                .u64(3)
                .bytes(),
        Segment.ethernet(Segment.ATTACKER, PacketView.IPV6)
                .u32(0x6000_0000L)
                .u16(200)
                .u8(17)
                .u8(64)
                .u64(Segment.PREFIX)
                .u64(2)
                .u64(Segment.PREFIX)
                .u64(3)
                .u16(547)
                .u16(546)
                .u32(0)
                .bytes(),
        Segment.ethernet(Segment.ATTACKER, PacketView.IPV4)
                .u16(0x4500)
                .u16(400)
                .u32(0)
                .u8(64)
                .u8(17)
                .u16(0)
                .ip(Segment.ATTACKER_IP)
                .ip("255.255.255.255")
                .u16(67)
                .u16(68)
                .u32(0)
                .bytes(),
        {},
    };

    private long seen;

    @FuzzTest(maxDuration = "10m")
    void frames(FuzzedDataProvider data) {
        LinkDetectors listed = new LinkDetectors(Segment.LISTED, e -> true);
        LinkDetectors none = new LinkDetectors(LinkTrust.NONE, e -> true);
        PacketView view = new PacketView();
        long millis = 1_767_225_600_000L;
        while (data.remainingBytes() > 0) {
            byte[] head = data.pickValue(HEADS);
            byte[] rest = data.consumeBytes(data.consumeInt(0, 400));
            byte[] frame = java.util.Arrays.copyOf(head, head.length + rest.length);
            System.arraycopy(rest, 0, frame, head.length, rest.length);
            view.over(frame, 0, frame.length, LinkType.ETHERNET);
            millis += 100;
            listed.frame(view, millis, sign -> seen += sign.facts().size());
            none.frame(view, millis, sign -> seen += sign.facts().size());
        }
    }
}
