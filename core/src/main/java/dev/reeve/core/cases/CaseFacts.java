package dev.reeve.core.cases;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.clocks.FederalCalendar;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a decision stands on. Gathered before, recorded with the decision, never looked up by it.
///
/// @param procedure the version of the policy in force now
/// @param holderNow who holds the case's resource at this moment
/// @param inventoryAt the newest word of any inventory; null when there never was one
/// @param levers what the operator's map offers for this service, by step
/// @param deskOfOne whether there is no second person who could approve
public record CaseFacts(
        PolicyHistory policies,
        Policy procedure,
        AccountState account,
        List<Contact> contacts,
        String language,
        @Nullable String node,
        @Nullable String reseller,
        DeskState desk,
        Limits limits,
        Attribution holderNow,
        @Nullable Instant inventoryAt,
        Map<Step, Lever> levers,
        boolean deskOfOne,
        ZoneId zone,
        FederalCalendar calendar) {
    public CaseFacts {
        contacts = List.copyOf(contacts);
        levers = Map.copyOf(levers);
    }

    /// @param livesOn the service that the mailbox depends on; null when it lives elsewhere
    public record Contact(Personal address, @Nullable ServiceId livesOn) {}

    /// @param settingsHash changes with the lever's settings, so that its canary is asked for again
    /// @param target null when the map names a lever but this service lacks what its target needs; `why` then says
    /// so
    public record Lever(
            LeverName name,
            String settingsHash,
            @Nullable Target target,
            Map<String, String> parameters,
            Duration lease,
            String why) {}

    /// The same for a replay: levers have proved themselves, and the inventory is fresh.
    public CaseFacts replayed(DeskState provedDesk, Instant now) {
        return new CaseFacts(
                policies,
                procedure,
                account,
                contacts,
                language,
                node,
                reseller,
                provedDesk,
                limits,
                holderNow,
                now,
                levers,
                false,
                zone,
                calendar);
    }

    /// The clause by today's procedure, or by the version that the case was opened under if it is gone since.
    public Optional<Clause> clause(ClauseId id, String openedUnder) {
        return procedure.find(id).or(() -> policies.find(openedUnder).flatMap(p -> p.find(id)));
    }

    /// An address of the client that does not live on the affected service.
    public Optional<Personal> safeContact(ServiceId affected) {
        return contacts.stream()
                .filter(c -> !affected.equals(c.livesOn()))
                .map(Contact::address)
                .findFirst();
    }
}
