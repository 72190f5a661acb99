package dev.reeve.network.link;

/// Numbers in network byte order.
final class Wire {
    private Wire() {}

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static long u48(byte[] bytes, int at) {
        return u32(bytes, at) << 16 | u16(bytes, at + 4);
    }

    static long u64(byte[] bytes, int at) {
        return u32(bytes, at) << 32 | u32(bytes, at + 4);
    }
}
