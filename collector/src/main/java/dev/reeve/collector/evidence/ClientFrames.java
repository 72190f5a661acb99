package dev.reeve.collector.evidence;

import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.link.LinkDetectors;
import dev.reeve.network.link.Stations;
import dev.reeve.network.packet.PacketView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which captured frames a detection rests on: those from and to its client in its time, at its port
/// where it has one.
///
/// What is done to a segment comes from link-local addresses, from none, or from the victim's; so where a detection is
/// of the link layer, the frames that it rests on are those of the machine that had the client's address before.
public final class ClientFrames {
    private static final Set<Integer> DHCP = Set.of(67, 68, 546, 547);

    private final Detection detection;

    public ClientFrames(Detection detection) {
        this.detection = detection;
    }

    /// Lays the view over a frame.
    ///
    /// @return whether a detection can rest on it
    public static boolean concerns(PacketView packet, byte[] bytes, int from, int to, int linkType) {
        return packet.over(bytes, from, to, linkType) || packet.etherType() == PacketView.ARP;
    }

    /// @param stations that have learned of the frame
    public boolean hold(PacketView packet, Stations stations, long millis) {
        if (millis < detection.fromMillis() || millis > detection.toMillis()) {
            return false;
        }
        boolean arp = packet.version() == 0;
        @Nullable Endpoint machine = packet.ethernet() ? stations.find(packet.sourceMac()) : null;
        return isOf(packet, arp, machine);
    }

    /// @param machine which of the clients' addresses the sender's machine had before
    private boolean isOf(PacketView packet, boolean arp, @Nullable Endpoint machine) {
        boolean sent = detection.client().equals(machine) && LinkDetectors.said(detection.detector());
        return sent && (arp || isOfSegment(packet)) || (arp ? isArpOf(packet) : isOf(packet));
    }

    /// Neighbour discovery and router advertisements, DHCP in both versions, and whatever never leaves the link.
    private static boolean isOfSegment(PacketView packet) {
        boolean v6 = packet.version() == 6;
        long high = packet.sourceHigh();
        long low = packet.sourceLow();
        boolean local = v6 ? high >>> 54 == 0xFE80 >>> 6 || (high | low) == 0 : low == 0 || low >>> 16 == 0xA9FE;
        boolean dhcp = packet.protocol() == PacketView.UDP && DHCP.contains(packet.sourcePort());
        return local || dhcp || packet.protocol() == PacketView.ICMPV6;
    }

    private boolean isOf(PacketView packet) {
        Endpoint client = detection.client();
        boolean v6 = packet.version() == 6;
        boolean source =
                client.v6() == v6 && client.high() == packet.sourceHigh() && client.low() == packet.sourceLow();
        boolean target =
                client.v6() == v6 && client.high() == packet.targetHigh() && client.low() == packet.targetLow();
        boolean port = detection.port() == 0
                || packet.sourcePort() == detection.port()
                || packet.targetPort() == detection.port();
        return (source || target) && port;
    }

    private boolean isArpOf(PacketView packet) {
        byte[] b = packet.bytes();
        int at = packet.network();
        if (packet.networkLength() < 28 || detection.client().v6()) {
            return false;
        }
        long sender = (b[at + 14] & 0xFFL) << 24
                | (b[at + 15] & 0xFFL) << 16
                | (b[at + 16] & 0xFFL) << 8
                | b[at + 17] & 0xFFL;
        return sender == detection.client().low();
    }
}
