package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.HashMap;
import java.util.Map;

/// Rogue router advertisements (RFC 6104): a client's machine says that it is the way out, or that the real one
/// is none any more.
///
/// - **Needs** frames of the segment itself, and for a sure word the routers' link-layer addresses.
/// - **Fooled by** nothing that is listed. Without a list a second router of the provider is a suspicion, and
///   a rogue that spoke first is taken for the real one. A machine that shares its connection by mistake (RFC
///   6104 §2) looks like an attack, and does the same harm.
/// - **Ignores** advertisements whose hop limit isn't 255 and fragments, as hosts do, and machines of which no
///   client's address is known.
/// - **Under sampling** it sees them late; one is enough.
public final class RouterAdvertisementDetector implements FrameDetector {
    private static final Kind KIND = Kind.parse("network/ra_spoofing");

    /// Hop limit, flags, lifetime, two timers.
    private static final int OPTIONS = 12;

    private final KnownServers routers;
    private final Stations stations;

    public RouterAdvertisementDetector(LinkTrust trust, Stations stations) {
        this.routers = new KnownServers(trust.routers());
        this.stations = stations;
    }

    @Override
    public String name() {
        return "ra/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        if (IcmpV6.type(frame) != IcmpV6.ROUTER_ADVERTISEMENT || frame.payloadCaptured() < OPTIONS) {
            return;
        }
        long mac = frame.sourceMac();
        Strength doubt = routers.doubt(mac);
        Endpoint client = stations.find(mac);
        if (doubt == null || client == null) {
            return;
        }
        int lifetime = Wire.u16(frame.bytes(), frame.payload() + 2);
        Map<String, String> facts = new HashMap<>();
        facts.put("mac", Mac.text(mac));
        facts.put("attack", lifetime == 0 ? "router-withdrawn" : "router-advertised");
        int prefix = IcmpV6.option(frame, OPTIONS, IcmpV6.PREFIX);
        if (prefix >= 0 && prefix + 32 <= frame.payload() + frame.payloadCaptured()) {
            Endpoint net =
                    new Endpoint(Wire.u64(frame.bytes(), prefix + 16), Wire.u64(frame.bytes(), prefix + 24), true);
            facts.put("prefix", net + "/" + (frame.bytes()[prefix + 2] & 0xFF));
        }
        Map<String, Double> numbers = Map.of("lifetimeSeconds", (double) lifetime);
        signs.see(new Sign(name(), KIND, client, 0, millis, millis, doubt, numbers, facts));
    }
}
