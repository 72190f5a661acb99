package dev.reeve.server.security;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Slows down those who guess. After a few failures each further one doubles the wait: for one name from one address
/// soon,
/// for a name from anywhere and for an address with any name later, so that a stranger can't easily lock a person out.
///
/// Safe for many threads. Kept in memory only: a restart forgives.
final class LoginThrottle {
    private static final int NAME_AND_ADDRESS_FREE = 5;
    private static final int NAME_FREE = 20;
    private static final int ADDRESS_FREE = 30;
    private static final Duration WAIT_MAX = Duration.ofMinutes(15);

    /// Failures are forgotten after an hour without one.
    private static final Duration MEMORY = Duration.ofHours(1);

    private static final int KEPT_MAX = 20_000;

    private final Map<String, Failures> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > KEPT_MAX;
        }
    };

    private record Failures(int count, Instant last) {}

    private record Limit(String key, int free) {}

    private static List<Limit> limits(String name, String address) {
        return List.of(
                new Limit("both " + name + " " + address, NAME_AND_ADDRESS_FREE),
                new Limit("name " + name, NAME_FREE),
                new Limit("address " + address, ADDRESS_FREE));
    }

    /// How long this one must wait before the next try; zero when they need not.
    synchronized Duration wait(String name, String address, Instant now) {
        return limits(name, address).stream()
                .map(limit -> wait(limit, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration wait(Limit limit, Instant now) {
        Failures failures = kept.get(limit.key);
        if (failures == null
                || failures.count < limit.free
                || failures.last.plus(MEMORY).isBefore(now)) {
            return Duration.ZERO;
        }
        Duration length = Duration.ofSeconds(1L << Math.min(failures.count - limit.free + 1, 20));
        Duration left = Duration.between(now, failures.last.plus(length.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : length));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// @return whether this failure is the first beyond a limit, which is worth a note
    synchronized boolean failed(String name, String address, Instant now) {
        boolean beyond = false;
        for (Limit limit : limits(name, address)) {
            Failures before = kept.get(limit.key);
            boolean old = before == null || before.last.plus(MEMORY).isBefore(now);
            int count = old || before == null ? 1 : before.count + 1;
            kept.put(limit.key, new Failures(count, now));
            beyond |= count == limit.free;
        }
        return beyond;
    }

    synchronized void succeeded(String name, String address) {
        kept.remove("both " + name + " " + address);
        kept.remove("name " + name);
    }
}
