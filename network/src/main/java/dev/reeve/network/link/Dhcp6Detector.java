package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.Map;

/// A rogue DHCPv6 server (RFC 8415): a client's machine answers those who ask for addresses or resolvers. Where
/// hosts prefer IPv6, a rogue resolver alone suffices to get between them and the world.
///
/// - **Needs** frames of the segment itself, and for a sure word the real servers' link-layer addresses;
///   relays answer with their own: list the routers.
/// - **Fooled by** nothing that is listed. Without a list the second server of the provider is a suspicion,
///   and a rogue that spoke first is taken for the real one.
/// - **Ignores** what clients and relays send to servers, and machines of which no client's address is known.
/// - **Under sampling** it sees answers late; one is enough, and its kind is within the header.
public final class Dhcp6Detector implements FrameDetector {
    private static final Kind KIND = Kind.parse("network/dhcp_spoofing");
    private static final int CLIENT = 546;

    private static final int ADVERTISE = 2;
    private static final int REPLY = 7;
    private static final int RECONFIGURE = 10;

    private final KnownServers servers;
    private final Stations stations;

    public Dhcp6Detector(LinkTrust trust, Stations stations) {
        this.servers = new KnownServers(trust.mayAnswerDhcp());
        this.stations = stations;
    }

    @Override
    public String name() {
        return "dhcp6/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        // A server may answer from any port (RFC 8415 §7.2 fixes only where it listens); clients listen on 546.
        boolean answer = frame.ethernet()
                && frame.version() == 6
                && frame.protocol() == PacketView.UDP
                && frame.targetPort() == CLIENT
                && frame.sourcePort() != CLIENT
                && frame.payloadCaptured() >= 4;
        if (!answer) {
            return;
        }
        int type = frame.bytes()[frame.payload()] & 0xFF;
        if (type != ADVERTISE && type != REPLY && type != RECONFIGURE) {
            return;
        }
        Strength doubt = servers.doubt(frame.sourceMac());
        Endpoint client = stations.find(frame.sourceMac());
        if (doubt == null || client == null) {
            return;
        }
        String message = type == ADVERTISE ? "advertise" : type == REPLY ? "reply" : "reconfigure";
        signs.see(new Sign(
                name(),
                KIND,
                client,
                0,
                millis,
                millis,
                doubt,
                Map.of("answers", 1.0),
                Map.of(
                        "mac",
                        Mac.text(frame.sourceMac()),
                        "version",
                        "6",
                        "message",
                        message,
                        "port",
                        String.valueOf(frame.sourcePort()))));
    }
}
