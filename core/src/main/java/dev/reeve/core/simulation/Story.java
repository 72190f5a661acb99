package dev.reeve.core.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened, line by line: all of it on demand, else the last lines, and always a fingerprint of the whole.
final class Story {
    /// Lines kept for an excerpt.
    private static final int TAIL = 64;

    private record Line(Instant at, String what, Object who, Object detail) {
        String text() {
            return at + "  " + what + "  " + who + "  " + detail;
        }
    }

    private final Line[] tail = new Line[TAIL];
    private final @Nullable List<String> all;
    private long lines;
    private long fingerprint = 0xCBF29CE484222325L;

    Story(boolean keep) {
        this.all = keep ? new ArrayList<>() : null;
    }

    void tell(Instant at, String what, Object who, Object detail) {
        Line line = new Line(at, what, who, detail);
        tail[(int) (lines++ % TAIL)] = line;
        mix(at.toEpochMilli());
        mix(what.hashCode());
        mix(who.toString().hashCode());
        mix(detail.toString().hashCode());
        if (all != null) {
            all.add(line.text());
        }
    }

    private void mix(long value) {
        fingerprint = (fingerprint ^ value) * 0x100000001B3L;
        fingerprint ^= fingerprint >>> 29;
    }

    long lines() {
        return lines;
    }

    String fingerprint() {
        return String.format(java.util.Locale.ROOT, "%016x", fingerprint);
    }

    List<String> kept() {
        return all == null ? List.of() : List.copyOf(all);
    }

    /// The last lines that name something, and the last few of all.
    List<String> excerpt(String about) {
        List<String> lines = new ArrayList<>();
        long first = Math.max(0, this.lines - TAIL);
        for (long i = first; i < this.lines; i++) {
            Line line = tail[(int) (i % TAIL)];
            boolean near = i >= this.lines - 8;
            if (near || line.who().toString().startsWith(about)) {
                lines.add(line.text());
            }
        }
        return lines;
    }
}
