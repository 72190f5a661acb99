package dev.reeve.core.attribution;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact: this account held this from-to, as known from-to. Never changed; a correction ends what was known and adds
/// anew.
///
/// @param validTo first instant at which it no longer held; null while it holds
/// @param knownTo first instant at which we knew better; null while it is believed
/// @param shared several clients use it at once (name-based hosting, NAT): alone it never names a client
/// @param source which inventory said so
public record Holding(
        HoldingId id,
        Held held,
        AccountId account,
        ServiceId service,
        Instant validFrom,
        @Nullable Instant validTo,
        Instant knownFrom,
        @Nullable Instant knownTo,
        boolean shared,
        String source) {
    public Holding {
        if (validTo != null && !validTo.isAfter(validFrom)) {
            throw new IllegalArgumentException("a holding ends after it begins: " + validFrom + " to " + validTo);
        }
    }

    boolean knownAt(Instant at) {
        return !knownFrom.isAfter(at) && (knownTo == null || knownTo.isAfter(at));
    }

    boolean heldAt(Instant at) {
        return !validFrom.isAfter(at) && (validTo == null || validTo.isAfter(at));
    }

    boolean heldWithin(Instant from, Instant to) {
        return !validFrom.isAfter(to) && (validTo == null || validTo.isAfter(from));
    }
}
