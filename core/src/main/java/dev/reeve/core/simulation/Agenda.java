package dev.reeve.core.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/// What will happen, in true time. The desk's clock shows true time plus an error.
final class Agenda implements InstantSource {
    private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(1024);
    private long nowMillis;
    private long order;
    private long errorMillis;
    private long jumpedAt;

    Agenda(Instant start) {
        this.nowMillis = start.toEpochMilli();
    }

    Instant trueTime() {
        return Instant.ofEpochMilli(nowMillis);
    }

    /// What the desk's clock shows.
    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMillis + errorMillis);
    }

    void setError(Duration error) {
        errorMillis = error.toMillis();
        jumpedAt = nowMillis;
    }

    /// Whether the desk's clock has not jumped for so long.
    boolean steadyFor(Duration time) {
        return nowMillis - jumpedAt >= time.toMillis();
    }

    Duration error() {
        return Duration.ofMillis(errorMillis);
    }

    void in(Duration delay, Runnable what) {
        entries.add(new Entry(nowMillis + Math.max(0, delay.toMillis()), order++, what));
    }

    /// When the desk's clock will show this, if it does not jump.
    void atDeskTime(Instant when, Runnable what) {
        long at = Math.max(nowMillis, when.toEpochMilli() - errorMillis);
        entries.add(new Entry(at, order++, what));
    }

    /// @return null when nothing is left before the end
    @org.jspecify.annotations.Nullable
    Runnable nextBefore(Instant end) {
        Entry first = entries.peek();
        if (first == null || first.at >= end.toEpochMilli()) {
            return null;
        }
        entries.poll();
        nowMillis = Math.max(nowMillis, first.at);
        return first.what;
    }

    /// Goes on to an instant at which nothing happens.
    void to(Instant when) {
        nowMillis = Math.max(nowMillis, when.toEpochMilli());
    }
}
