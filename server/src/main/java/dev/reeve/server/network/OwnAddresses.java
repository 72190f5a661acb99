package dev.reeve.server.network;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Whether an address is a client's, by the holdings. A new set takes the place of the old one at once, while
/// the receiving thread asks. It only says whose traffic is looked at; who held an address when is for the desk
/// to attribute.
final class OwnAddresses implements Predicate<Endpoint> {
    private volatile Blocks blocks = new Blocks(Set.of());

    void swap(Collection<IpPrefix> prefixes) {
        blocks = new Blocks(prefixes);
    }

    int size() {
        return blocks.networks.size();
    }

    @Override
    public boolean test(Endpoint address) {
        return blocks.contain(address);
    }

    /// Networks by their first address, and which lengths there are: a look for each length that occurs.
    private static final class Blocks {
        private final Set<Network> networks = new HashSet<>();
        private final int[] lengths4;
        private final int[] lengths6;

        private record Network(boolean v6, int length, long high, long low) {}

        Blocks(Collection<IpPrefix> prefixes) {
            Set<Integer> four = new TreeSet<>();
            Set<Integer> six = new TreeSet<>();
            for (IpPrefix prefix : prefixes) {
                boolean v6 = prefix.first().family() == IpAddress.Family.IPV6;
                networks.add(new Network(
                        v6,
                        prefix.length(),
                        prefix.first().high(),
                        prefix.first().low()));
                (v6 ? six : four).add(prefix.length());
            }
            lengths4 = four.stream().mapToInt(Integer::intValue).toArray();
            lengths6 = six.stream().mapToInt(Integer::intValue).toArray();
        }

        boolean contain(Endpoint address) {
            for (int length : address.v6() ? lengths6 : lengths4) {
                if (networks.contains(network(address, length))) {
                    return true;
                }
            }
            return false;
        }

        private static Network network(Endpoint address, int length) {
            if (!address.v6()) {
                long mask = length == 0 ? 0 : 0xFFFF_FFFFL << 32 - length & 0xFFFF_FFFFL;
                return new Network(false, length, 0, address.low() & mask);
            }
            long high = length == 0 ? 0 : -1L << 64 - Math.min(64, length);
            long low = length <= 64 ? 0 : -1L << 128 - length;
            return new Network(true, length, address.high() & high, address.low() & low);
        }
    }
}
