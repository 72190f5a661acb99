package dev.reeve.network.clients;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The provider's own addresses at one time, and a dense number for each client among them: what state and
/// thresholds are kept by. A version is never changed; when holdings change a new one is made of the old, in
/// which addresses keep the numbers that they had.
///
/// An IPv4 client is one address. An IPv6 client is a /64, or the longer block that was listed: within its /64
/// a machine takes any address it likes. IPv6 clients get their number when they are first seen ({@link
/// ClientNumbers}), for nobody can number a /32.
///
/// The number only picks state and thresholds. Who held the address is for the desk to say.
public final class ClientSpace {
    public static final int NOBODY = -1;

    /// Networks of IPv4 (/24): a whole /8 of one's own.
    private static final int NETS_MAX = 1 << 16;

    /// An IPv6 client is at least so much, for anybody may take all addresses of a link.
    private static final int CLIENT_BITS_V6 = 64;

    private final AddressSet own;
    private final Map<Integer, Integer> numbers;
    private final int[] firstOf;

    private ClientSpace(AddressSet own, Map<Integer, Integer> before) {
        this.own = own;
        this.numbers = new HashMap<>(before);
        this.firstOf = new int[own.places()];
        own.nets((net, place) -> firstOf[place] = numbers.computeIfAbsent(net, n -> numbers.size()) << 8);
        if (numbers.size() > NETS_MAX) {
            throw new IllegalArgumentException("own blocks cover, or covered, " + numbers.size()
                    + " networks of IPv4 (/24); at most " + NETS_MAX + " are followed");
        }
    }

    public static ClientSpace of(Collection<IpPrefix> own) {
        return new ClientSpace(AddressSet.of(own), Map.of());
    }

    /// The next version: what was own and still is keeps its numbers.
    public ClientSpace next(Collection<IpPrefix> now) {
        return new ClientSpace(AddressSet.of(now), numbers);
    }

    public boolean owns(Endpoint address) {
        return own.contains(address);
    }

    /// @return the number of the client that has this address; {@link #NOBODY} for a foreign one
    public int numberV4(long address) {
        int place = own.placeV4(address);
        int foreign = place >> 31;
        return firstOf[place & ~foreign] | (int) address & 255 | foreign;
    }

    boolean hasWide() {
        return own.hasWide();
    }

    /// Whether the address is own by a block so large that its addresses can't all have a number beforehand.
    boolean isWide(long address) {
        return own.isWide(address);
    }

    /// @return how many bits of this address name the client; -1 for a foreign one
    int clientBitsV6(long high, long low) {
        int bits = own.lengthV6(high, low);
        return bits < 0 ? -1 : Math.max(CLIENT_BITS_V6, bits);
    }
}
