package dev.reeve.core.safety;

import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What is remembered of an account: strikes, breaches, clearances, protection. A fold over its events.
///
/// @param version number of events folded
/// @param unprotect who proposed to take the protection away; null when nobody did
public record AccountState(
        long version,
        List<Strike> strikes,
        List<Breach> breaches,
        List<Clearance> clearances,
        boolean isProtected,
        DeskState.@Nullable Proposed unprotect) {
    public static final AccountState NEW = new AccountState(0, List.of(), List.of(), List.of(), false, null);

    /// @param voided why it no longer counts; null while it does
    public record Strike(
            StrikeId id,
            CaseId caseId,
            String family,
            int weight,
            Instant at,
            Instant expires,
            @Nullable String voided) {
        boolean counts(Instant now) {
            return voided == null && expires.isAfter(now);
        }
    }

    public record Breach(CaseId caseId, String family, Instant at) {}

    public record Clearance(CaseId caseId, ServiceId service, String family, Instant until) {}

    public AccountState apply(Recorded<AccountEvent> recorded) {
        Instant at = recorded.at();
        return switch (recorded.event()) {
            case AccountEvent.StrikeRecorded e ->
                with(
                        added(
                                strikes,
                                new Strike(e.strike(), e.caseId(), e.family(), e.weight(), at, e.expires(), null)),
                        breaches,
                        clearances);
            case AccountEvent.StrikeVoided e ->
                with(
                        strikes.stream()
                                .map(s -> s.id().equals(e.strike()) ? voided(s, e.why()) : s)
                                .toList(),
                        breaches,
                        clearances);
            case AccountEvent.BreachRecorded e ->
                with(strikes, added(breaches, new Breach(e.caseId(), e.family(), at)), clearances);
            case AccountEvent.BreachVoided e ->
                with(strikes, without(breaches, b -> b.caseId().equals(e.caseId())), clearances);
            case AccountEvent.ClearanceGranted e ->
                with(
                        strikes,
                        breaches,
                        added(clearances, new Clearance(e.caseId(), e.service(), e.family(), e.until())));
            case AccountEvent.ProtectionSet e ->
                new AccountState(version + 1, strikes, breaches, clearances, e.isProtected(), null);
            case AccountEvent.UnprotectProposed e ->
                new AccountState(
                        version + 1,
                        strikes,
                        breaches,
                        clearances,
                        isProtected,
                        new DeskState.Proposed(recorded.by(), at));
            case AccountEvent.UnprotectApproved e ->
                new AccountState(version + 1, strikes, breaches, clearances, false, null);
        };
    }

    private AccountState with(List<Strike> newStrikes, List<Breach> newBreaches, List<Clearance> newClearances) {
        return new AccountState(version + 1, newStrikes, newBreaches, newClearances, isProtected, unprotect);
    }

    private static Strike voided(Strike s, String why) {
        return new Strike(s.id, s.caseId, s.family, s.weight, s.at, s.expires, why);
    }

    private static <T> List<T> added(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return List.copyOf(longer);
    }

    private static <T> List<T> without(List<T> list, Predicate<T> gone) {
        return list.stream().filter(gone.negate()).toList();
    }

    /// Weight of the strikes that count now.
    public int strikeWeight(Instant now) {
        return strikes.stream()
                .filter(s -> s.counts(now))
                .mapToInt(Strike::weight)
                .sum();
    }

    public List<StrikeId> strikesOf(CaseId caseId) {
        return strikes.stream()
                .filter(s -> s.caseId.equals(caseId) && s.voided == null)
                .map(Strike::id)
                .toList();
    }

    public int breachesWithin(String family, Instant now, Duration window) {
        return (int) breaches.stream()
                .filter(b -> b.family.equals(family) && !b.at.isBefore(now.minus(window)))
                .count();
    }

    public Optional<Instant> lastBreach(String family) {
        return breaches.stream()
                .filter(b -> b.family.equals(family))
                .map(Breach::at)
                .max(Instant::compareTo);
    }

    /// The clearance that silences this signal now, if a person gave one.
    public Optional<Clearance> clearance(ServiceId service, String family, Instant now) {
        return clearances.stream()
                .filter(c -> c.service.equals(service) && c.family.equals(family) && c.until.isAfter(now))
                .findFirst();
    }

    public boolean knows(StrikeId strike) {
        return strikes.stream().anyMatch(s -> Objects.equals(s.id, strike));
    }
}
