package dev.reeve.core.evidence;

import java.util.Arrays;
import java.util.Locale;

/// An IPv4 or IPv6 address as two longs. Parsed from its text only: nothing is ever resolved.
///
/// An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) is the IPv4 address, so that one machine has one name.
public record IpAddress(Family family, long high, long low) implements Comparable<IpAddress> {
    public enum Family {
        IPV4(32),
        IPV6(128);

        public final int bits;

        Family(int bits) {
            this.bits = bits;
        }
    }

    public IpAddress {
        if (family == Family.IPV4 && (high != 0 || low < 0 || low > 0xFFFF_FFFFL)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /// Reads dotted-quad or RFC 4291 text, without brackets, zone or port.
    ///
    /// @throws IllegalArgumentException when the text is no address
    public static IpAddress parse(String text) {
        if (text.length() > 45) {
            throw notAnAddress(text.substring(0, 45) + "…");
        }
        return text.indexOf(':') >= 0 ? parseV6(text) : new IpAddress(Family.IPV4, 0, parseV4(text, text));
    }

    /// @param bytes 4 or 16 bytes in network order
    public static IpAddress ofBytes(byte[] bytes) {
        return switch (bytes.length) {
            case 4 -> new IpAddress(Family.IPV4, 0, bits(bytes, 0, 4));
            case 16 -> v6(bits(bytes, 0, 8), bits(bytes, 8, 8));
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    private static IpAddress v6(long high, long low) {
        boolean mapped = high == 0 && (low >>> 32) == 0xFFFF;
        return mapped ? new IpAddress(Family.IPV4, 0, low & 0xFFFF_FFFFL) : new IpAddress(Family.IPV6, high, low);
    }

    private static long bits(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }

    private static long parseV4(String part, String whole) {
        String[] octets = part.split("\\.", -1);
        if (octets.length != 4) {
            throw notAnAddress(whole);
        }
        long value = 0;
        for (String octet : octets) {
            value = value << 8 | decimalOctet(octet, whole);
        }
        return value;
    }

    private static int decimalOctet(String octet, String whole) {
        boolean digits =
                !octet.isEmpty() && octet.length() <= 3 && octet.chars().allMatch(c -> c >= '0' && c <= '9');
        // A leading zero is octal to some programs and decimal to others: such text names no one address.
        if (!digits || (octet.length() > 1 && octet.charAt(0) == '0') || Integer.parseInt(octet) > 255) {
            throw notAnAddress(whole);
        }
        return Integer.parseInt(octet);
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw notAnAddress(text);
        }
        int[] groups = new int[8];
        if (gap < 0) {
            int[] all = groups(text, text);
            if (all.length != 8) {
                throw notAnAddress(text);
            }
            groups = all;
        } else {
            int[] head = groups(text.substring(0, gap), text);
            int[] tail = groups(text.substring(gap + 2), text);
            if (head.length + tail.length > 7) {
                throw notAnAddress(text);
            }
            System.arraycopy(head, 0, groups, 0, head.length);
            System.arraycopy(tail, 0, groups, 8 - tail.length, tail.length);
        }
        return v6(join(groups, 0), join(groups, 4));
    }

    private static long join(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }

    private static int[] groups(String part, String whole) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] words = part.split(":", -1);
        boolean dotted = words[words.length - 1].indexOf('.') >= 0;
        int[] groups = new int[words.length + (dotted ? 1 : 0)];
        for (int i = 0; i < words.length - (dotted ? 1 : 0); i++) {
            groups[i] = hexGroup(words[i], whole);
        }
        if (dotted) {
            long quad = parseV4(words[words.length - 1], whole);
            groups[groups.length - 2] = (int) (quad >>> 16);
            groups[groups.length - 1] = (int) (quad & 0xFFFF);
        }
        return groups;
    }

    private static int hexGroup(String word, String whole) {
        boolean hex = !word.isEmpty()
                && word.length() <= 4
                && word.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
        if (!hex) {
            throw notAnAddress(whole);
        }
        return Integer.parseInt(word, 16);
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("not an IP address: \"" + text + '"');
    }

    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /// The canonical text: dotted quad, or RFC 5952.
    @Override
    public String toString() {
        return family == Family.IPV4 ? quad() : rfc5952();
    }

    private String quad() {
        return (low >>> 24) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }

    private String rfc5952() {
        int[] groups = new int[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = (int) ((i < 4 ? high : low) >>> (48 - 16 * (i % 4)) & 0xFFFF);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int run = i;
            while (run < 8 && groups[run] == 0) {
                run++;
            }
            if (run - i > bestLength) {
                bestStart = i;
                bestLength = run - i;
            }
        }
        return bestStart < 0
                ? joined(groups)
                : joined(Arrays.copyOfRange(groups, 0, bestStart))
                        + "::"
                        + joined(Arrays.copyOfRange(groups, bestStart + bestLength, 8));
    }

    private static String joined(int[] groups) {
        StringBuilder text = new StringBuilder();
        for (int group : groups) {
            text.append(text.isEmpty() ? "" : ":")
                    .append(Integer.toHexString(group).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }
}
