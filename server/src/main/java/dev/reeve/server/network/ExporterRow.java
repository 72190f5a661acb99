package dev.reeve.server.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One exporter for a person to look at: how it did lately, what of it is bad, and what to do about that.
///
/// @param state since the start; null for one that was never heard
/// @param hour the last hour; null likewise
public record ExporterRow(
        String address,
        @Nullable ExporterState state,
        @Nullable ExporterSpan hour,
        boolean silent,
        List<String> advice) {
    /// Of what was sent, from where on it is too much: one in a thousand moves no number, and is a sign of more.
    private static final double LOST_SHARE = 0.001;

    /// Beyond it evidence that names a second can't be believed. What a datagram takes on the way is far less.
    private static final Duration CLOCK = Duration.ofSeconds(5);

    /// An exporter of a network in use has something to say every minute.
    private static final Duration SILENCE = Duration.ofMinutes(5);

    static ExporterRow neverHeard(String address) {
        return new ExporterRow(
                address,
                null,
                null,
                true,
                List.of("Never heard since the start: let it export to this address and port, and let the firewall"
                        + " pass UDP from it."));
    }

    static ExporterRow of(ExporterState state, ExporterSpan hour, Instant now) {
        boolean silent = state.lastHeard().isBefore(now.minus(SILENCE));
        List<String> advice = new ArrayList<>();
        if (silent) {
            advice.add("Silent: see whether it runs and still exports to this address.");
        }
        if (lossy(hour)) {
            advice.add("Records are lost on the way: raise net.core.rmem_max here, and look for drops between it and"
                    + " here. Until then floods look smaller and scans slower than they are.");
        }
        if (hour.unknownTemplates() > 0) {
            advice.add("Records come before their template: let it send templates every minute.");
        }
        if (hour.malformed() > 0) {
            advice.add("Datagrams can't be read (" + state.problem() + "): is anything between that changes them, or"
                    + " its software old?");
        }
        if (skewed(hour)) {
            advice.add("Its clock is wrong: give it network time (NTP). Until then what it says may be laid at the"
                    + " door of whoever had the address before or after.");
        }
        return new ExporterRow(state.address(), state, hour, silent, advice);
    }

    private static boolean lossy(ExporterSpan hour) {
        return hour.lostShare() > LOST_SHARE;
    }

    private static boolean skewed(ExporterSpan hour) {
        return Math.abs(hour.behindMillis()) > CLOCK.toMillis();
    }

    public boolean isLossy() {
        return hour != null && lossy(hour);
    }

    public boolean isSkewed() {
        return hour != null && skewed(hour);
    }

    /// Share of what was lost, such as `0.25 %`.
    public String lost() {
        return hour == null || hour.lost() == 0
                ? "0"
                : String.format(Locale.ROOT, "%d (%.2f %%)", hour.lost(), hour.lostShare() * 100);
    }

    public String sampling() {
        return state == null || state.sampling() == 0 ? "—" : "1 in " + state.sampling();
    }

    /// How far its clock is off, such as `3.2 s behind`.
    public String clock() {
        long behind = hour == null ? 0 : hour.behindMillis();
        return Math.abs(behind) < 1_000
                ? "right"
                : String.format(Locale.ROOT, "%.1f s %s", Math.abs(behind) / 1000.0, behind > 0 ? "behind" : "ahead");
    }
}
