package dev.reeve.network.link;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Sign;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.packet.PacketView;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Interception by ARP (RFC 826): a machine claims an address that another one uses, and goes on doing so; and sweeps
/// of
/// a segment by who-has.
///
/// - **Needs** frames of the segment itself: a capture, a mirror port, or sFlow's headers. Flow records carry no ARP.
/// - **Fooled by** fail-over pairs that move an address (they do it once, by gratuitous ARP), and by proxy ARP, which
/// is a
///   setting of routers: list such machines as own.
/// - **Ignores** the first claim of an address, and one move of it within a minute.
/// - **Under sampling** claims are seen late; two of them are still proof.
/// - **Keeps** who claimed which address last, bounded.
public final class ArpDetector implements FrameDetector {
    private static final Kind SPOOFING = Kind.parse("network/arp_spoofing");
    private static final Kind SWEEP = Kind.parse("connection/reconnaissance");

    /// Claims that contradict another machine within {@link #WINDOW_MILLIS}.
    static final int CLAIMS_MIN = 2;

    static final int SWEEP_MIN = 25;
    private static final long WINDOW_MILLIS = 60_000;
    private static final int ADDRESSES_MAX = 65_536;

    private final Map<Long, Claim> claims = bounded();
    private final Map<Long, Asker> askers = bounded();

    private static <V> Map<Long, V> bounded() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
                return size() > ADDRESSES_MAX;
            }
        };
    }

    private static final class Claim {
        long mac;
        long sinceMillis;
        long lastMillis;
        long previousMac = -1;
        long previousSeenMillis;
        int contradictions;
        long firstContradictionMillis;
    }

    private static final class Asker {
        final Set<Long> asked = new HashSet<>();
        long fromMillis;
    }

    @Override
    public String name() {
        return "arp/1";
    }

    @Override
    public void frame(PacketView frame, long millis, Signs signs) {
        if (frame.etherType() != PacketView.ARP || frame.networkLength() < 28 || !frame.ethernet()) {
            return;
        }
        byte[] bytes = frame.bytes();
        int at = frame.network();
        boolean ipv4 = u16(bytes, at) == 1 && u16(bytes, at + 2) == PacketView.IPV4;
        if (!ipv4) {
            return;
        }
        int operation = u16(bytes, at + 6);
        long mac = u48(bytes, at + 8);
        long sender = u32(bytes, at + 14);
        long target = u32(bytes, at + 24);
        if (sender != 0) {
            claimed(sender, mac, millis, signs);
        }
        if (operation == 1 && sender != 0 && sender != target) {
            asked(sender, target, millis, signs);
        }
    }

    private void claimed(long address, long mac, long millis, Signs signs) {
        Claim claim = claims.computeIfAbsent(address, a -> new Claim());
        if (claim.sinceMillis == 0) {
            claim.mac = mac;
            claim.sinceMillis = millis;
        } else if (claim.mac != mac) {
            boolean returns = mac == claim.previousMac && millis - claim.previousSeenMillis <= WINDOW_MILLIS;
            if (claim.contradictions == 0 || millis - claim.firstContradictionMillis > WINDOW_MILLIS) {
                claim.contradictions = 0;
                claim.firstContradictionMillis = millis;
            }
            claim.contradictions++;
            claim.previousMac = claim.mac;
            claim.previousSeenMillis = claim.lastMillis;
            claim.mac = mac;
            if (returns && claim.contradictions >= CLAIMS_MIN) {
                sign(
                        SPOOFING,
                        address,
                        claim.firstContradictionMillis,
                        millis,
                        Map.of("claims", (double) claim.contradictions),
                        Map.of("mac", text(mac), "otherMac", text(claim.previousMac)),
                        signs);
            }
        }
        claim.lastMillis = millis;
    }

    private void asked(long asker, long target, long millis, Signs signs) {
        Asker state = askers.computeIfAbsent(asker, a -> new Asker());
        if (state.asked.isEmpty() || millis - state.fromMillis > WINDOW_MILLIS) {
            state.asked.clear();
            state.fromMillis = millis;
        }
        if (state.asked.size() < 4_096) {
            state.asked.add(target);
        }
        if (state.asked.size() >= SWEEP_MIN) {
            sign(
                    SWEEP,
                    asker,
                    state.fromMillis,
                    millis,
                    Map.of("targets", (double) state.asked.size()),
                    Map.of("method", "arp"),
                    signs);
        }
    }

    private void sign(
            Kind kind,
            long address,
            long from,
            long at,
            Map<String, Double> numbers,
            Map<String, String> facts,
            Signs signs) {
        signs.see(new Sign(
                name(), kind, new Endpoint(0, address, false), 0, from, at, Strength.MEASURED, numbers, facts));
    }

    private static String text(long mac) {
        return java.util.HexFormat.ofDelimiter(":").formatHex(new byte[] {
            (byte) (mac >>> 40),
            (byte) (mac >>> 32),
            (byte) (mac >>> 24),
            (byte) (mac >>> 16),
            (byte) (mac >>> 8),
            (byte) mac
        });
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    private static long u48(byte[] bytes, int at) {
        return u32(bytes, at) << 16 | u16(bytes, at + 4);
    }
}
