package dev.reeve.network.export;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers in network byte order out of an array.
final class Bytes {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);

    private Bytes() {}

    private static VarHandle view(Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN);
    }

    static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    static int u16(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at) & 0xFFFF;
    }

    static int s32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long u32(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) & 0xFFFF_FFFFL;
    }

    static long s64(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /// A number of 0 to 8 bytes without sign: exporters may send fewer bytes than the type has (RFC 7011 §6.2).
    static long unsigned(byte[] bytes, int at, int length) {
        return switch (length) {
            case 1 -> u8(bytes, at);
            case 2 -> u16(bytes, at);
            case 4 -> u32(bytes, at);
            case 8 -> s64(bytes, at);
            default -> {
                long value = 0;
                for (int i = 0; i < length; i++) {
                    value = value << 8 | bytes[at + i] & 0xFF;
                }
                yield value;
            }
        };
    }
}
