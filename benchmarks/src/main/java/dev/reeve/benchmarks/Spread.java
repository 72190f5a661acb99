package dev.reeve.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// How long something took, many times.
final class Spread {
    private final long[] nanos;
    private int count;

    Spread(int max) {
        nanos = new long[max];
    }

    void time(Runnable what) {
        long began = System.nanoTime();
        what.run();
        nanos[count++] = System.nanoTime() - began;
    }

    String text() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, of %d"
                .formatted(at(sorted, 50), at(sorted, 95), at(sorted, 99), count)
                .toLowerCase(Locale.ROOT);
    }

    private static double at(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }
}
