package dev.reeve.server.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// How many reports each token may hand in: so many in a minute. Safe for many threads.
final class TokenRates {
    private static final int WINDOW_SECONDS = 60;

    /// Far more than there are tokens.
    private static final int KEPT_MAX = 10_000;

    private final int perMinute;
    private final InstantSource time;
    private final Map<String, Window> windows = new HashMap<>();

    private record Window(long begins, int count) {}

    TokenRates(int perMinute, InstantSource time) {
        this.perMinute = perMinute;
        this.time = time;
    }

    /// @return 0 when it may go on, and it then counts
    synchronized long waitSeconds(String token) {
        Instant now = time.instant();
        long begins = now.getEpochSecond() / WINDOW_SECONDS * WINDOW_SECONDS;
        Window window = windows.get(token);
        if (window == null || window.begins != begins) {
            window = new Window(begins, 0);
        }
        if (window.count >= perMinute) {
            return begins + WINDOW_SECONDS - now.getEpochSecond();
        }
        if (windows.size() >= KEPT_MAX) {
            windows.clear();
        }
        windows.put(token, new Window(begins, window.count + 1));
        return 0;
    }
}
