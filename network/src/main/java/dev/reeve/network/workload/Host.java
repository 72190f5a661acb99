package dev.reeve.network.workload;

import dev.reeve.network.detection.Endpoint;

/// One client's machine: its address, its chance, and what its behaviour remembers.
final class Host {
    /// For benchmarks (RFC 2544): no client of anybody has these.
    static final long V4_BASE = 0xC612_0000L;

    static final int HOSTS_MAX = 1 << 17;

    /// For documentation (RFC 3849); the number of the host is in the lower half of the upper half.
    static final long V6_BASE = 0x2001_0DB8_0000_0000L;

    private static final int V6_HOSTS_MAX = 1 << 16;
    private static final double DAY_SECONDS = 86_400;

    final int number;
    final boolean v6;
    final Dice dice;

    /// How much of this kind of thing this one does, against the others.
    final double size;

    private final double peakSeconds;

    /// How busy it is now: by the hour of the day and by gusts, 1 in the mean.
    double level = 1;

    /// For behaviours: when something is due, and what it is about.
    long dueMillis;

    long untilMillis;
    long remote;
    int port;

    Host(long seed, int number) {
        this.number = number;
        this.dice = new Dice(Dice.mix(seed) ^ Dice.mix(number + 1L));
        this.v6 = number % 8 == 7 && number < V6_HOSTS_MAX;
        this.size = Math.min(8, 0.3 + 0.7 * dice.exponentially());
        this.peakSeconds = dice.unit() * DAY_SECONDS;
    }

    /// Every second: from a third to five thirds over the day, and by gusts.
    void second(long millis) {
        double phase = (millis / 1000.0 - peakSeconds) / DAY_SECONDS;
        double triangle = 4 * Math.abs(phase - Math.floor(phase) - 0.5) - 1;
        level = (1 + 0.66 * triangle) * dice.exponentially();
    }

    long high() {
        return v6 ? V6_BASE | number : 0;
    }

    long low() {
        return v6 ? 1 : V4_BASE + number;
    }

    Endpoint endpoint() {
        return new Endpoint(high(), low(), v6);
    }

    static boolean isOwn(Endpoint endpoint) {
        return endpoint.v6()
                ? endpoint.high() >>> 16 == V6_BASE >>> 16 && endpoint.low() == 1
                : endpoint.low() >>> 17 == V4_BASE >>> 17;
    }
}
