package dev.reeve.collector.evidence;

import dev.reeve.core.evidence.IpAddress;
import java.nio.ByteBuffer;

/// Addresses as bytes: 16 of them, IPv4 mapped into IPv6 (RFC 4291 §2.5.5.2), or as they stand in records.
final class Addresses {
    private Addresses() {}

    /// @return empty where the text is no address
    static byte[] sixteen(String text) {
        try {
            return sixteen(IpAddress.parse(text));
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }

    private static byte[] sixteen(IpAddress address) {
        boolean v4 = address.family() == IpAddress.Family.IPV4;
        return ByteBuffer.allocate(16)
                .putLong(v4 ? 0 : address.high())
                .putLong(v4 ? 0xFFFF_0000_0000L | address.low() : address.low())
                .array();
    }

    static boolean isV4(byte[] sixteen) {
        ByteBuffer all = ByteBuffer.wrap(sixteen);
        return all.getLong(0) == 0 && all.getLong(8) >>> 32 == 0xFFFFL;
    }

    static String text(byte[] sixteen) {
        ByteBuffer all = ByteBuffer.wrap(sixteen);
        return (isV4(sixteen)
                        ? new IpAddress(IpAddress.Family.IPV4, 0, all.getLong(8) & 0xFFFF_FFFFL)
                        : new IpAddress(IpAddress.Family.IPV6, all.getLong(0), all.getLong(8)))
                .toString();
    }
}
