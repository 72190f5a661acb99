package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Interception by ARP (RFC 826): a machine claims an address that another one uses, and goes on doing so, or
/// claims a gateway's; and sweeps of a segment by who-has. Accused is the address that the claiming machine had
/// before.
///
/// - **Needs** frames of the segment itself: a capture, a mirror port, or sFlow's headers. Flow records carry
///   no ARP.
/// - **Fooled by** fail-over pairs that move an address back and forth within a minute, and by proxy ARP,
///   which is a setting of routers: list such machines as routers. An attacker who was there before the owner is
///   taken for it.
/// - **Ignores** the first claim of an address, one move of it within a minute, and machines of which no client's
///   address is known.
/// - **Under sampling** claims are seen late; two of them are still proof.
/// - **Keeps** who claimed which address, bounded.
public final class ArpDetector implements FrameDetector {
    private static final Kind SPOOFING = Kind.parse("network/arp_spoofing");
    private static final Kind SWEEP = Kind.parse("connection/reconnaissance");

    private final LinkTrust trust;
    private final Stations stations;
    private final AddressClaims claims = new AddressClaims();
    private final Sweeps sweeps = new Sweeps();

    /// With nobody listed; and it learns by itself which machine has which address.
    public ArpDetector() {
        this(LinkTrust.NONE, new Stations(endpoint -> true));
    }

    public ArpDetector(LinkTrust trust, Stations stations) {
        this.trust = trust;
        this.stations = stations;
    }

    @Override
    public String name() {
        return "arp/2";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        if (frame.etherType() != PacketView.ARP || frame.networkLength() < 28 || !frame.ethernet()) {
            return;
        }
        byte[] bytes = frame.bytes();
        int at = frame.network();
        boolean ipv4 = Wire.u16(bytes, at) == 1 && Wire.u16(bytes, at + 2) == PacketView.IPV4;
        if (!ipv4) {
            return;
        }
        stations.learn(frame);
        long mac = Wire.u48(bytes, at + 8);
        Endpoint sender = new Endpoint(0, Wire.u32(bytes, at + 14), false);
        Endpoint target = new Endpoint(0, Wire.u32(bytes, at + 24), false);
        if (sender.low() != 0 && !trust.routers().contains(mac)) {
            claimed(sender, mac, millis, signs);
        }
        if (Wire.u16(bytes, at + 6) == 1 && sender.low() != 0 && !sender.equals(target)) {
            asked(sender, mac, target, millis, signs);
        }
    }

    private void claimed(Endpoint address, long mac, long millis, Signs signs) {
        AddressClaims.Contradiction said = claims.claimed(address, mac, millis);
        if (trust.isForged(address, mac)) {
            accuse(mac, address, millis, millis, Map.of("claims", 1.0), Map.of("claimedIs", "gateway"), signs);
        } else if (said != null) {
            accuse(
                    said.claimant(),
                    address,
                    said.fromMillis(),
                    millis,
                    Map.of("claims", (double) said.claims()),
                    Map.of("otherMac", Mac.text(said.owner())),
                    signs);
        }
    }

    private void accuse(
            long mac,
            Endpoint address,
            long fromMillis,
            long atMillis,
            Map<String, Double> numbers,
            Map<String, String> more,
            Signs signs) {
        @Nullable Endpoint client = stations.find(mac);
        if (client == null || client.equals(address)) {
            return;
        }
        Map<String, String> facts = new java.util.HashMap<>(more);
        facts.put("mac", Mac.text(mac));
        facts.put("claimed", address.toString());
        signs.see(new Sign(name(), SPOOFING, client, 0, fromMillis, atMillis, Strength.MEASURED, numbers, facts));
    }

    private void asked(Endpoint asker, long mac, Endpoint target, long millis, Signs signs) {
        if (trust.routers().contains(mac)) {
            return;
        }
        Sweeps.Sweep sweep = sweeps.asked(asker, target, millis);
        if (sweep.large()) {
            signs.see(new Sign(
                    name(),
                    SWEEP,
                    asker,
                    0,
                    sweep.fromMillis(),
                    millis,
                    Strength.MEASURED,
                    Map.of("targets", (double) sweep.targets()),
                    Map.of("method", "arp")));
        }
    }
}
