package dev.reeve.network.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// A few bytes that belong to one client and one detector. They begin as zeros, and can be moved to another
/// machine as they are.
public final class Slice {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = {};
    private int base;
    private boolean awake;

    Slice over(byte[] array, int offset, boolean isAwake) {
        bytes = array;
        base = offset;
        awake = isAwake;
        return this;
    }

    /// Whether flows are wanted that are only of interest for what is known ({@link Concern#IF_KNOWN}): a
    /// detector that sees nothing suspicious sleeps through them. A fresh slice is awake.
    void wake(boolean now) {
        awake = now;
    }

    boolean awake() {
        return awake;
    }

    int u8(int at) {
        return bytes[base + at] & 0xFF;
    }

    void u8(int at, int value) {
        bytes[base + at] = (byte) value;
    }

    int u16(int at) {
        return (short) SHORT.get(bytes, base + at) & 0xFFFF;
    }

    void u16(int at, int value) {
        SHORT.set(bytes, base + at, (short) value);
    }

    int s32(int at) {
        return (int) INT.get(bytes, base + at);
    }

    void s32(int at, int value) {
        INT.set(bytes, base + at, value);
    }

    long s64(int at) {
        return (long) LONG.get(bytes, base + at);
    }

    void s64(int at, long value) {
        LONG.set(bytes, base + at, value);
    }

    float f32(int at) {
        return (float) FLOAT.get(bytes, base + at);
    }

    void f32(int at, double value) {
        FLOAT.set(bytes, base + at, (float) value);
    }

    void clear(int at, int length) {
        java.util.Arrays.fill(bytes, base + at, base + at + length, (byte) 0);
    }

    /// Sets one bit of a map of bits.
    ///
    /// @param size of the map in bytes, a power of two
    /// @return whether it was not set before
    boolean mark(int at, int size, long hash) {
        int bit = (int) (hash & size * 8L - 1);
        int index = base + at + (bit >>> 3);
        int mask = 1 << (bit & 7);
        boolean fresh = (bytes[index] & mask) == 0;
        bytes[index] |= (byte) mask;
        return fresh;
    }

    boolean isMarked(int at, int size, long hash) {
        int bit = (int) (hash & size * 8L - 1);
        return (bytes[base + at + (bit >>> 3)] & 1 << (bit & 7)) != 0;
    }

    /// How many different things were marked: linear counting (Whang et al., 1990).
    double distinct(int at, int size) {
        int set = 0;
        for (int i = 0; i < size; i += 8) {
            set += Long.bitCount((long) LONG.get(bytes, base + at + i));
        }
        int all = size * 8;
        return set >= all ? all * Math.log(all) : all * Math.log((double) all / (all - set));
    }
}
