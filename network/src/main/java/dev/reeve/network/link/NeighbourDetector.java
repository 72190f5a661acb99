package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Interception by IPv6 neighbour discovery (RFC 4861; the attacks are those of RFC 3756 §4.1): advertisements
/// that claim an address which another machine claims too, or a gateway's; a machine that says "mine" to every
/// address that others try for themselves; and sweeps of a segment by solicitations.
///
/// - **Needs** frames of the segment itself: a capture, a mirror port, or sFlow's headers (a whole message
///   fits).
/// - **Fooled by** fail-over pairs that move an address back and forth within a minute, and neighbour
///   discovery proxies: list such machines as routers. An attacker who spoke before the owner is taken for it.
/// - **Ignores** advertisements that don't override (anycast and proxies, §7.2.7), messages whose hop limit
///   isn't 255 or that are fragments (hosts ignore them as well), and machines of which no client's address is
///   known. Under SEND (RFC 3971) nothing here works, and nothing needs to.
/// - **Under sampling** claims are seen late; two in turn are still proof. Answers to trial addresses are
///   missed.
/// - **Keeps** who claimed which address, and trials of the last second, bounded.
public final class NeighbourDetector implements FrameDetector {
    private static final Kind SPOOFING = Kind.parse("network/nd_spoofing");
    private static final Kind SWEEP = Kind.parse("connection/reconnaissance");

    /// Addresses that one machine denies to others within a minute; a host defends its own, which are few.
    static final int DENIED_MIN = 5;

    /// RFC 4862 §5.1: who tries an address waits a second for an objection.
    private static final long TRIAL_MILLIS = 2_000;

    private static final int OVERRIDE = 0x20;

    /// Where options of both messages begin: after flags and target.
    private static final int OPTIONS = 20;

    private final LinkTrust trust;
    private final Stations stations;
    private final AddressClaims claims = new AddressClaims();
    private final Sweeps sweeps = new Sweeps();
    private final Map<Endpoint, Trial> trials = Stations.bounded();
    private final Map<Long, Denier> deniers = Stations.bounded();

    private record Trial(long mac, long atMillis) {}

    private static final class Denier {
        final Set<Endpoint> denied = new HashSet<>();
        long fromMillis;
    }

    public NeighbourDetector(LinkTrust trust, Stations stations) {
        this.trust = trust;
        this.stations = stations;
    }

    @Override
    public String name() {
        return "nd/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        int type = IcmpV6.type(frame);
        boolean neighbour = type == IcmpV6.SOLICITATION || type == IcmpV6.ADVERTISEMENT;
        if (!neighbour || frame.payloadCaptured() < OPTIONS) {
            return;
        }
        if (type == IcmpV6.SOLICITATION) {
            solicited(frame, millis, signs);
        } else {
            advertised(frame, millis, signs);
        }
    }

    private void solicited(PacketView frame, long millis, Signs signs) {
        Endpoint asker = new Endpoint(frame.sourceHigh(), frame.sourceLow(), true);
        Endpoint target = IcmpV6.target(frame);
        if (asker.high() == 0 && asker.low() == 0) {
            trials.put(target, new Trial(frame.sourceMac(), millis));
            return;
        }
        if (trust.routers().contains(frame.sourceMac())) {
            return;
        }
        claimed(asker, IcmpV6.mac(frame, OPTIONS, IcmpV6.SOURCE_LINK_ADDRESS), millis, signs);
        @Nullable Endpoint client = stations.find(frame.sourceMac());
        Sweeps.Sweep sweep = sweeps.asked(client == null ? asker : client, target, millis);
        if (sweep.large() && client != null) {
            signs.see(new Sign(
                    name(),
                    SWEEP,
                    client,
                    0,
                    sweep.fromMillis(),
                    millis,
                    Strength.MEASURED,
                    Map.of("targets", (double) sweep.targets()),
                    Map.of("method", "neighbour-solicitation")));
        }
    }

    private void advertised(PacketView frame, long millis, Signs signs) {
        boolean overrides = (frame.bytes()[frame.payload()] & OVERRIDE) != 0;
        long mac = IcmpV6.mac(frame, OPTIONS, IcmpV6.TARGET_LINK_ADDRESS);
        if (trust.routers().contains(mac)) {
            return;
        }
        Endpoint target = IcmpV6.target(frame);
        denied(target, frame.sourceMac(), millis, signs);
        if (overrides) {
            claimed(target, mac, millis, signs);
        }
    }

    private void claimed(Endpoint address, long mac, long millis, Signs signs) {
        AddressClaims.Contradiction said = claims.claimed(address, mac, millis);
        if (trust.isForged(address, mac)) {
            accuse(mac, address, "gateway", millis, millis, Map.of("claims", 1.0), signs);
        } else if (said != null) {
            accuse(
                    said.claimant(),
                    address,
                    "another's",
                    said.fromMillis(),
                    millis,
                    Map.of("claims", (double) said.claims()),
                    signs);
        }
    }

    /// Somebody tries an address for himself, and is told that it is taken (RFC 4862 §5.4).
    private void denied(Endpoint target, long mac, long millis, Signs signs) {
        Trial trial = trials.get(target);
        if (trial == null || trial.mac == mac || millis - trial.atMillis > TRIAL_MILLIS) {
            return;
        }
        Denier denier = deniers.computeIfAbsent(mac, m -> new Denier());
        if (denier.denied.isEmpty() || millis - denier.fromMillis > AddressClaims.WINDOW_MILLIS) {
            denier.denied.clear();
            denier.fromMillis = millis;
        }
        if (denier.denied.size() < 1_000) {
            denier.denied.add(target);
        }
        if (denier.denied.size() >= DENIED_MIN) {
            Map<String, Double> numbers = Map.of("denied", (double) denier.denied.size());
            accuse(mac, target, "denied", denier.fromMillis, millis, numbers, signs);
        }
    }

    private void accuse(
            long mac,
            Endpoint address,
            String what,
            long fromMillis,
            long atMillis,
            Map<String, Double> numbers,
            Signs signs) {
        Endpoint client = stations.find(mac);
        if (client == null || client.equals(address)) {
            return;
        }
        Map<String, String> facts = new HashMap<>();
        facts.put("mac", Mac.text(mac));
        facts.put("claimed", address.toString());
        facts.put("claimedIs", what);
        signs.see(new Sign(name(), SPOOFING, client, 0, fromMillis, atMillis, Strength.MEASURED, numbers, facts));
    }
}
