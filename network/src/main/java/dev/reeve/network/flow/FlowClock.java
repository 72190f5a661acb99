package dev.reeve.network.flow;

import dev.reeve.network.export.Header;
import dev.reeve.network.flow.FlowPlan.Clock;
import dev.reeve.network.flow.FlowPlan.Role;
import java.util.HashMap;
import java.util.Map;

/// Makes times since 1970 of the six ways in which records tell when a flow began and ended (RFC 7011 §6.1.7 to
/// 6.1.10; by the exporter's uptime, RFC 3954 §8). What can't be told or can't be is the time of the export.
final class FlowClock {
    /// A longer flow is a broken clock, not a flow: exporters end them after half an hour.
    private static final long LENGTH_MILLIS_MAX = 7_200_000;

    /// Seconds from 1900 to 1970.
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

    private static final int DOMAINS_MAX = 10_000;
    private static final long UNTOLD = -1;

    private final Map<Long, Long> started = new HashMap<>();

    /// Takes from an options record when the exporter was started.
    void learn(Header header, FlowPlan plan, byte[] bytes, int record) {
        if (plan.has(Role.STARTED) && started.size() < DOMAINS_MAX) {
            started.put(header.domain(), plan.read(Role.STARTED, bytes, record));
        }
    }

    /// Turns the numbers in both columns into times.
    void resolve(Header header, FlowPlan plan, FlowBatch batch, int first, int count) {
        absolute(plan.from, header, batch.fromMillis, first, count);
        absolute(plan.to, header, batch.toMillis, first, count);
        for (int row = first; row < first + count; row++) {
            long end = batch.toMillis[row] < 0 ? header.exportMillis() : batch.toMillis[row];
            long begin = batch.fromMillis[row] < 0 ? end : batch.fromMillis[row];
            boolean odd = begin > end || end - begin > LENGTH_MILLIS_MAX;
            batch.toMillis[row] = end;
            batch.fromMillis[row] = odd ? end : begin;
        }
    }

    private void absolute(Clock clock, Header header, long[] column, int first, int count) {
        if (clock == Clock.MILLIS) {
            return;
        }
        for (int row = first; row < first + count; row++) {
            long told = column[row];
            column[row] = switch (clock) {
                case MILLIS -> told;
                case SECONDS -> told * 1_000;
                case NTP -> ((told >>> 32) - NTP_TO_UNIX_SECONDS) * 1_000 + ((told & 0xFFFF_FFFFL) * 1_000 >>> 32);
                case DELTA_MICROS -> header.exportMillis() - told / 1_000;
                case UPTIME -> byUptime(header, told);
                case NONE -> UNTOLD;
            };
        }
    }

    private long byUptime(Header header, long then) {
        if (header.uptimeMillis() >= 0) {
            // The counter wraps after 49 days; what looks late is from before.
            long ago = header.uptimeMillis() - then & 0xFFFF_FFFFL;
            return ago > 0x8000_0000L ? header.exportMillis() : header.exportMillis() - ago;
        }
        Long start = started.get(header.domain());
        return start == null ? UNTOLD : start + then;
    }
}
