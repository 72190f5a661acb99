package dev.reeve.core.evidence;

/// A block of addresses in CIDR form (RFC 4632, RFC 4291 §2.3); host bits must be zero.
public record IpPrefix(IpAddress first, int length) {
    public IpPrefix {
        if (length < 0 || length > first.family().bits) {
            throw new IllegalArgumentException("a prefix length is 0 to " + first.family().bits + ", not " + length);
        }
        if (!first.equals(masked(first, length))) {
            throw new IllegalArgumentException(first + "/" + length + " has bits set beyond its length; write "
                    + masked(first, length) + "/" + length);
        }
    }

    /// Reads `address/length`, or an address alone as a block of one.
    ///
    /// @throws IllegalArgumentException when the text is no prefix
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(IpAddress.parse(text));
        }
        String length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("not a prefix: \"" + text + '"');
        }
        return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(length));
    }

    public static IpPrefix of(IpAddress address) {
        return new IpPrefix(address, address.family().bits);
    }

    public boolean contains(IpAddress address) {
        return address.family() == first.family() && masked(address, length).equals(first);
    }

    public boolean contains(IpPrefix other) {
        return other.length >= length && contains(other.first);
    }

    /// Whether this block is exactly one address: /32 or /128.
    public boolean single() {
        return length == first.family().bits;
    }

    public IpAddress last() {
        long highHost = hostMask(length, first.family(), true);
        long lowHost = hostMask(length, first.family(), false);
        return new IpAddress(first.family(), first.high() | highHost, first.low() | lowHost);
    }

    private static IpAddress masked(IpAddress address, int length) {
        return new IpAddress(
                address.family(),
                address.high() & ~hostMask(length, address.family(), true),
                address.low() & ~hostMask(length, address.family(), false));
    }

    private static long hostMask(int length, IpAddress.Family family, boolean highHalf) {
        int hostBits = family.bits - length;
        int inHalf = highHalf ? hostBits - 64 : Math.min(hostBits, 64);
        if (inHalf <= 0 || (highHalf && family == IpAddress.Family.IPV4)) {
            return 0;
        }
        return inHalf >= 64 ? -1L : (1L << inHalf) - 1;
    }

    @Override
    public String toString() {
        return first + "/" + length;
    }
}
