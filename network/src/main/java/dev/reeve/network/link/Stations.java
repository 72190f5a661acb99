package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.packet.PacketView;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which client's address a machine on the segment had before it did anything odd. An address belongs to the
/// machine that used it first: who claims another's address later doesn't become its holder here.
///
/// Signs of the link layer name a machine by its link-layer address, often behind a link-local one; the desk
/// knows holders of addresses. A machine that never used a client's address is nobody's, and is not accused.
public final class Stations {
    /// Machines and addresses that are remembered: more than a segment has.
    private static final int STATIONS_MAX = 65_536;

    private final Predicate<Endpoint> own;
    private final Map<Endpoint, Long> holders = bounded();
    private final Map<Long, Endpoint> firstAddresses = bounded();

    /// @param own whether an address is a client's
    public Stations(Predicate<Endpoint> own) {
        this.own = own;
    }

    static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > STATIONS_MAX;
            }
        };
    }

    /// Learns from any frame: the source of an IP packet, or who asks and answers by ARP.
    public void learn(PacketView frame) {
        if (!frame.ethernet()) {
            return;
        }
        if (frame.version() != 0) {
            learn(frame.sourceMac(), new Endpoint(frame.sourceHigh(), frame.sourceLow(), frame.version() == 6));
        } else if (frame.etherType() == PacketView.ARP && frame.networkLength() >= 28) {
            learn(frame.sourceMac(), new Endpoint(0, Wire.u32(frame.bytes(), frame.network() + 14), false));
        }
    }

    private void learn(long mac, Endpoint address) {
        if (own.test(address) && holders.computeIfAbsent(address, a -> mac) == mac) {
            firstAddresses.putIfAbsent(mac, address);
        }
    }

    /// @return null for a machine of which no client's address is known
    public @Nullable Endpoint find(long mac) {
        return firstAddresses.get(mac);
    }
}
