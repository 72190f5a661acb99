package dev.reeve.server.desk;

import dev.reeve.core.attribution.Holding;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the desk knows of clients, from the inventories that were loaded.
public interface Clients {
    /// At least all holdings that cover the resource within the window.
    List<Holding> covering(Resource resource, Interval window);

    /// What a service holds at an instant.
    List<Holding> heldBy(ServiceId service, Instant at);

    Optional<Service> service(ServiceId id);

    Optional<Client> client(AccountId id);

    /// Addresses of the client, the preferred one first.
    List<CaseFacts.Contact> contacts(AccountId id);

    /// The newest word of any inventory; empty when there never was one.
    Optional<Instant> newest();

    /// @param createdAt null when unknown
    /// @param language null when unknown
    record Client(
            AccountId id,
            @Nullable Instant createdAt,
            @Nullable Boolean paymentVerified,
            @Nullable String plan,
            @Nullable String language,
            @Nullable String reseller) {}
}
