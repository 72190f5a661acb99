package dev.reeve.server.holdings;

import dev.reeve.core.attribution.Held;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of an inventory: an account, a service of it, and what that service held.
///
/// @param name of the client; personal
/// @param contacts mail addresses of the client; personal
/// @param contactsLiveOn the service that carries the mail of those addresses; null when that is not known
/// @param held null for a service that holds nothing
/// @param from null in a snapshot: from when it was first seen
public record HoldingLine(
        AccountId account,
        @Nullable String name,
        List<String> contacts,
        @Nullable String contactsLiveOn,
        @Nullable String plan,
        @Nullable String language,
        @Nullable Instant created,
        @Nullable Boolean paymentVerified,
        ServiceId service,
        String serviceKind,
        @Nullable String node,
        @Nullable String reseller,
        Map<String, String> externalIds,
        @Nullable Held held,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean shared) {
    public HoldingLine {
        contacts = List.copyOf(contacts);
        externalIds = Map.copyOf(externalIds);
    }
}
