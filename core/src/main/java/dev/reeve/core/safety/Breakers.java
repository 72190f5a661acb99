package dev.reeve.core.safety;

import dev.reeve.core.safety.DeskState.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Circuit breakers: an open one turns every automatic action into a person's task until a person resets it.
public final class Breakers {
    public static final String BUDGET = "budget";
    public static final String MISMATCH = "read-back-mismatch";
    public static final String REVERSAL = "reversal-rate";
    public static final String INVENTORY = "stale-inventory";

    private Breakers() {}

    /// The breaker that an automatic action opens when this rule holds it back; null for most rules, which say
    /// something
    /// about one client and not about the desk.
    public static @Nullable String trippedBy(SafetyRule rule) {
        return switch (rule) {
            case BUDGET -> BUDGET;
            case STALE_INVENTORY -> INVENTORY;
            case HALT,
                    PROTECTED_ACCOUNT,
                    HOLDER_NOW,
                    OWN_TARGET,
                    CLEARED_BY_PERSON,
                    WEAK_EVIDENCE,
                    NOT_LIVE,
                    DWELL,
                    NO_CANARY,
                    NOBODY_TO_TELL,
                    BREAKER -> null;
        };
    }

    /// The breakers that should open now and are not open yet.
    public static List<DeskEvent.BreakerOpened> opening(DeskState desk, Limits limits, Instant now) {
        List<DeskEvent.BreakerOpened> opening = new ArrayList<>();
        int mismatches = within(desk.mismatches(), now, Duration.ofHours(1));
        if (mismatches >= limits.mismatchesPerHour() && !desk.breakers().containsKey(MISMATCH)) {
            opening.add(new DeskEvent.BreakerOpened(
                    MISMATCH, mismatches + " actions in one hour were not as ordered when read back"));
        }
        int reversals = within(desk.reversals(), now, DeskState.MEMORY);
        long actions = desk.reservations().size();
        boolean tooMany = reversals >= limits.reversalsMin() && reversals * 100L >= actions * limits.reversalPercent();
        if (tooMany && !desk.breakers().containsKey(REVERSAL)) {
            opening.add(new DeskEvent.BreakerOpened(
                    REVERSAL, reversals + " of " + actions + " actions of the last week were reversed"));
        }
        return opening;
    }

    private static int within(List<Counted> counted, Instant now, Duration window) {
        return counted.stream()
                .filter(c -> c.at().isAfter(now.minus(window)))
                .mapToInt(Counted::count)
                .sum();
    }
}
