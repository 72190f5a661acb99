package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.HashMap;
import java.util.Map;

/// A rogue DHCP server (RFC 2131): a client's machine answers those who ask for an address, and can so become
/// their gateway and their resolver.
///
/// - **Needs** frames of the segment itself, and for a sure word the real servers' link-layer addresses.
///   Relays answer with their own address: list the routers.
/// - **Fooled by** nothing that is listed. Without a list the second server of the provider is a suspicion,
///   and a rogue that spoke first is taken for the real one.
/// - **Ignores** what clients send, and machines of which no client's address is known.
/// - **Under sampling** headers of 128 bytes don't reach the options: it then sees that something was
///   answered, and not what was offered.
public final class DhcpDetector implements FrameDetector {
    private static final Kind KIND = Kind.parse("network/dhcp_spoofing");
    private static final int SERVER = 67;
    private static final int CLIENT = 68;
    private static final int REPLY = 2;

    private static final int COOKIE = 236;
    private static final int MAGIC = 0x6382_5363;
    private static final int OPTIONS = 240;
    private static final int OPTIONS_MAX = 64;

    private static final int ROUTER = 3;
    private static final int RESOLVER = 6;
    private static final int MESSAGE_TYPE = 53;

    private final KnownServers servers;
    private final Stations stations;

    public DhcpDetector(LinkTrust trust, Stations stations) {
        this.servers = new KnownServers(trust.mayAnswerDhcp());
        this.stations = stations;
    }

    @Override
    public String name() {
        return "dhcp/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        boolean answer = frame.ethernet()
                && frame.version() == 4
                && frame.protocol() == PacketView.UDP
                && frame.sourcePort() == SERVER
                && frame.targetPort() == CLIENT
                && frame.payloadCaptured() >= 44
                && frame.bytes()[frame.payload()] == REPLY;
        if (!answer) {
            return;
        }
        Strength doubt = servers.doubt(frame.sourceMac());
        Endpoint client = stations.find(frame.sourceMac());
        if (doubt == null || client == null) {
            return;
        }
        Map<String, String> facts = new HashMap<>();
        facts.put("mac", Mac.text(frame.sourceMac()));
        facts.put("version", "4");
        facts.put("message", message(frame));
        address(frame, ROUTER, "offeredRouter", facts);
        address(frame, RESOLVER, "offeredResolver", facts);
        signs.see(new Sign(name(), KIND, client, 0, millis, millis, doubt, Map.of("answers", 1.0), facts));
    }

    private static String message(PacketView frame) {
        int at = option(frame, MESSAGE_TYPE, 1);
        return at < 0
                ? "reply"
                : switch (frame.bytes()[at]) {
                    case 2 -> "offer";
                    case 5 -> "ack";
                    case 6 -> "nak";
                    default -> "reply";
                };
    }

    private static void address(PacketView frame, int option, String name, Map<String, String> facts) {
        int at = option(frame, option, 4);
        if (at >= 0) {
            facts.put(name, new Endpoint(0, Wire.u32(frame.bytes(), at), false).toString());
        }
    }

    /// @return where the option's value begins; -1 where there is none of that length (RFC 2132)
    private static int option(PacketView frame, int wanted, int length) {
        byte[] bytes = frame.bytes();
        int begin = frame.payload();
        int end = begin + frame.payloadCaptured();
        if (end - begin < OPTIONS || Wire.u32(bytes, begin + COOKIE) != MAGIC) {
            return -1;
        }
        int at = begin + OPTIONS;
        for (int i = 0; i < OPTIONS_MAX && at + 2 <= end; i++) {
            int code = bytes[at] & 0xFF;
            if (code == 0) {
                at++;
                continue;
            }
            int size = bytes[at + 1] & 0xFF;
            if (code == 255 || at + 2 + size > end) {
                return -1;
            }
            if (code == wanted) {
                return size >= length ? at + 2 : -1;
            }
            at += 2 + size;
        }
        return -1;
    }
}
