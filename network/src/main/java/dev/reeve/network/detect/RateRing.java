package dev.reeve.network.detect;

import dev.reeve.network.flow.Flow;

/// What a client sent and got in the last so many spans of time, in a slice: packets and bits out, SYNs that nothing
/// acknowledged, packets in. What a record says is spread over the time that it covers.
///
/// @param head where in the slice it begins
/// @param spans how many are kept, a power of two; records that cover more fall into them in part
/// @param spanMillis how long each is
record RateRing(int head, int spans, int spanMillis) {
    static final int OUT = 0;
    static final int BITS = 4;
    static final int SYN = 8;
    static final int IN = 12;

    private static final int ENTRY = 16;

    static int bytes(int spans) {
        return 8 + spans * ENTRY;
    }

    long span(long millis) {
        return millis / spanMillis;
    }

    /// The last span of which something is known.
    long newest(Slice state) {
        return state.s64(head);
    }

    /// The first one that is still kept.
    long oldest(Slice state) {
        return newest(state) - spans + 1;
    }

    void add(Flow flow, boolean outbound, Slice state) {
        long first = span(flow.fromMillis);
        long last = Math.max(first, span(flow.toMillis));
        advance(state, last);
        long kept = Math.max(first, oldest(state));
        if (first == last) {
            if (kept <= last) {
                add(flow, outbound, state, last, 1);
            }
            return;
        }
        double length = flow.toMillis - flow.fromMillis;
        for (long span = kept; span <= last; span++) {
            long from = Math.max(flow.fromMillis, span * spanMillis);
            long to = Math.min(flow.toMillis, (span + 1) * spanMillis);
            add(flow, outbound, state, span, Math.max(0, to - from) / length);
        }
    }

    private void advance(Slice state, long last) {
        long before = newest(state);
        if (last <= before) {
            return;
        }
        long first = Math.max(before + 1, last - spans + 1);
        int from = place(first);
        int to = place(last) + ENTRY;
        if (from < to) {
            state.clear(from, to - from);
        } else {
            state.clear(from, head + bytes(spans) - from);
            state.clear(head + 8, to - head - 8);
        }
        state.s64(head, last);
    }

    private int place(long span) {
        return head + 8 + (int) (span & spans - 1) * ENTRY;
    }

    private void add(Flow flow, boolean outbound, Slice state, long span, double share) {
        int place = place(span);
        if (!outbound) {
            state.f32(place + IN, state.f32(place + IN) + flow.packets * share);
            return;
        }
        state.f32(place + OUT, state.f32(place + OUT) + flow.packets * share);
        state.f32(place + BITS, state.f32(place + BITS) + flow.bytes * 8 * share);
        if (flow.protocol == 6 && (flow.flags & 0x12) == 0x02) {
            state.f32(place + SYN, state.f32(place + SYN) + flow.packets * share);
        }
    }

    double at(Slice state, int what, long span) {
        return state.f32(place(span) + what);
    }

    /// All of the spans up to this one.
    double sum(Slice state, int what, long span, int count) {
        double sum = 0;
        for (long s = Math.max(span - count + 1, oldest(state)); s <= span; s++) {
            sum += at(state, what, s);
        }
        return sum;
    }

    /// The first span of these in which anything was sent; the last where nothing was.
    long began(Slice state, long span, int count) {
        long s = Math.max(span - count + 1, oldest(state));
        while (s < span && at(state, OUT, s) == 0) {
            s++;
        }
        return s;
    }
}
