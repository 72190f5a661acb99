package dev.reeve.network.link;

import dev.reeve.network.Datagram;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Frames of a segment, built byte by byte and shown to one detector: a router, a client, and one that is up to
/// no good.
final class Segment {
    static final long ROUTER = 0x0200_0000_0001L;
    static final long CLIENT = 0x0200_0000_0002L;
    static final long ATTACKER = 0x0200_0000_0003L;
    static final String CLIENT_IP = "203.0.113.10";
    static final String ATTACKER_IP = "203.0.113.66";

    /// Of all IPv6 addresses here the upper half is this.
    static final long PREFIX = 0x2001_0db8_0020_0000L;

    static final long LINK_LOCAL = 0xFE80_0000_0000_0000L;
    static final LinkTrust LISTED =
            new LinkTrust(Set.of(ROUTER), Set.of(ROUTER), Set.of(new Endpoint(PREFIX, 1, true)));

    final List<Sign> signs = new ArrayList<>();
    final Stations stations =
            new Stations(e -> e.v6() ? e.high() == PREFIX : (int) e.low() >>> 8 == 0xCB0071 && e.low() != 0xCB007101L);
    private final FrameDetector detector;
    private final PacketView view = new PacketView();
    long millis = 1_767_225_600_000L;

    Segment(Function<Stations, FrameDetector> detector) {
        this.detector = detector.apply(stations);
        // Everybody has said something ordinary before.
        udp4(CLIENT, CLIENT_IP, "192.0.2.53", 40_000, 53, new byte[12]);
        udp4(ATTACKER, ATTACKER_IP, "192.0.2.53", 40_000, 53, new byte[12]);
    }

    void frame(byte[] bytes) {
        millis += 1_000;
        view.over(bytes, 0, bytes.length, LinkType.ETHERNET);
        stations.learn(view);
        detector.frame(view, millis, signs::add);
    }

    static Datagram ethernet(long mac, int type) {
        return new Datagram()
                .u16(0xFFFF)
                .u32(0xFFFF_FFFFL)
                .u16((int) (mac >>> 32))
                .u32(mac)
                .u16(type);
    }

    void arp(int operation, long mac, String sender, String target) {
        frame(ethernet(mac, PacketView.ARP)
                .u16(1)
                .u16(PacketView.IPV4)
                .u8(6)
                .u8(4)
                .u16(operation)
                .u16((int) (mac >>> 32))
                .u32(mac)
                .ip(sender)
                .u16(0)
                .u32(0)
                .ip(target)
                .bytes());
    }

    void udp4(long mac, String from, String to, int sourcePort, int targetPort, byte[] payload) {
        frame(ethernet(mac, PacketView.IPV4)
                .u16(0x4500)
                .u16(28 + payload.length)
                .u32(0)
                .u8(64)
                .u8(17)
                .u16(0)
                .ip(from)
                .ip(to)
                .u16(sourcePort)
                .u16(targetPort)
                .u16(8 + payload.length)
                .u16(0)
                .raw(payload)
                .bytes());
    }

    void udp6(long mac, long low, int sourcePort, int targetPort, byte[] payload) {
        byte[] udp = new Datagram()
                .u16(sourcePort)
                .u16(targetPort)
                .u16(8 + payload.length)
                .u16(0)
                .raw(payload)
                .bytes();
        ip6(mac, LINK_LOCAL, low, 17, 64, udp);
    }

    void ip6(long mac, long high, long low, int next, int hops, byte[] content) {
        frame(ethernet(mac, PacketView.IPV6)
                .u32(0x6000_0000L)
                .u16(content.length)
                .u8(next)
                .u8(hops)
                .u64(high)
                .u64(low)
                .u64(0xFF02_0000_0000_0000L)
                .u64(1)
                .raw(content)
                .bytes());
    }

    /// A solicitation for one of the segment's addresses; from nobody where the asker is 0.
    void solicits(long mac, long asker, long target) {
        Datagram message = new Datagram()
                .u8(135)
                .u8(0)
                .u16(0)
                .u32(0)
                .u64(PREFIX)
                .u64(target)
                .u8(1)
                .u8(1)
                .u16((int) (mac >>> 32))
                .u32(mac);
        ip6(mac, asker == 0 ? 0 : PREFIX, asker, 58, 255, message.bytes());
    }

    void advertises(long mac, long target, int flags, int hops) {
        Datagram message = new Datagram()
                .u8(136)
                .u8(0)
                .u16(0)
                .u32((long) flags << 24)
                .u64(PREFIX)
                .u64(target)
                .u8(2)
                .u8(1)
                .u16((int) (mac >>> 32))
                .u32(mac);
        ip6(mac, LINK_LOCAL, mac, 58, hops, message.bytes());
    }

    List<String> said() {
        return signs.stream()
                .map(s -> s.kind() + " " + s.client() + " " + s.strength().word())
                .toList();
    }
}
