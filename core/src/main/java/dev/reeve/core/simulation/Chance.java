package dev.reeve.core.simulation;

import java.time.Duration;
import java.util.List;

/// Where a simulated world takes its luck from: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014), so that a seed gives
/// the
/// same numbers on every JVM.
final class Chance {
    private long state;

    Chance(long seed) {
        this.state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    int below(int bound) {
        return (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    boolean oneIn(int n) {
        return n > 0 && below(n) == 0;
    }

    boolean percent(int percent) {
        return below(100) < percent;
    }

    <T> T of(List<T> items) {
        return items.get(below(items.size()));
    }

    /// Between the two, evenly.
    Duration between(Duration least, Duration most) {
        long span = Math.max(1, most.toMillis() - least.toMillis());
        return least.plusMillis(Math.floorMod(next() >>> 1, span));
    }

    /// A stream of its own, so that one part of the world does not disturb another.
    Chance fork() {
        return new Chance(next());
    }
}
