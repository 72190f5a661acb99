package dev.reeve.network.detect;

import java.util.Arrays;

/// The slices of one detector side by side in large arrays. Slices have numbers from 1 on; those that are given
/// back are used again.
final class Slices {
    private static final int PAGE_BYTES = 1 << 18;

    /// What detectors look at first.
    private static final int HEAD_BYTES = 64;

    private final int size;
    private final int shift;
    private final int max;
    private final int head;
    private byte[][] pages = {};
    private int[] free = {};
    private int frees;
    private int used;

    /// @param size of each in bytes
    /// @param max of them in all
    Slices(int size, int max) {
        this.size = size;
        this.max = max;
        this.head = Math.min(HEAD_BYTES, size) - 1;
        this.shift = 31 - Integer.numberOfLeadingZeros(Math.max(1, PAGE_BYTES / Math.max(8, size)));
    }

    int size() {
        return size;
    }

    /// @return the number of one that is all zeros; 0 where there is no more
    int take() {
        if (frees > 0) {
            int slice = free[--frees];
            Arrays.fill(page(slice), offset(slice), offset(slice) + size, (byte) 0);
            return slice;
        }
        if (used >= max) {
            return 0;
        }
        int slice = ++used;
        int page = slice >>> shift;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, page + 1);
            pages[page] = new byte[size << shift];
        }
        return slice;
    }

    void giveBack(int slice) {
        if (frees == free.length) {
            free = Arrays.copyOf(free, Math.max(16, frees * 2));
        }
        free[frees++] = slice;
    }

    /// Reads from a slice, so that its beginning is fetched from memory: it mostly lies in two of the processor's
    /// lines.
    int touch(int slice) {
        int page = slice >>> shift;
        if (page >= pages.length) {
            return 0;
        }
        byte[] bytes = pages[page];
        int at = offset(slice);
        return bytes[at] + bytes[at + head];
    }

    byte[] page(int slice) {
        return pages[slice >>> shift];
    }

    int offset(int slice) {
        return (slice & (1 << shift) - 1) * size;
    }

    /// How many clients have one.
    int inUse() {
        return used - frees;
    }
}
