package dev.reeve.core.safety;

import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the desk remembers for the safety rules: reservations and outcomes of the last week, open breakers, the
/// halt. A
/// fold
/// over the desk's events; what is older than {@link #MEMORY} is forgotten on the way.
///
/// @param breakers open ones, with the reason
/// @param canaries levers whose restore has succeeded here, with the hash of the settings it succeeded with
/// @param halted why nothing goes out; null when things go
/// @param resume who proposed to let things go again; null when nobody did
/// @param limitsChange who proposed the limits that await a second person; null when nobody did
/// @param adopted hashes of policy versions in the order of adoption
public record DeskState(
        long version,
        List<Reservation> reservations,
        List<Counted> mismatches,
        List<Counted> reversals,
        Map<String, String> breakers,
        Map<String, String> canaries,
        @Nullable String halted,
        @Nullable Proposed resume,
        Map<String, String> limits,
        @Nullable Proposed limitsChange,
        Map<String, String> limitsProposed,
        List<String> adopted) {
    public static final Duration MEMORY = Duration.ofDays(7);

    public static final DeskState NEW = new DeskState(
            0, List.of(), List.of(), List.of(), Map.of(), Map.of(), null, null, Map.of(), null, Map.of(), List.of());

    public record Reservation(
            ActionId action,
            CaseId caseId,
            Step step,
            @Nullable String node,
            @Nullable String reseller,
            boolean automatic,
            Instant at) {}

    /// Who proposed what needs a second person, and when.
    public record Proposed(ActorId by, Instant at) {}

    public record Counted(String what, int count, Instant at) {}

    public DeskState apply(Recorded<DeskEvent> recorded) {
        Instant at = recorded.at();
        return switch (recorded.event()) {
            case DeskEvent.BudgetReserved e ->
                reservations(fresh(
                        reservations,
                        new Reservation(e.action(), e.caseId(), e.step(), e.node(), e.reseller(), e.automatic(), at),
                        r -> r.at.isBefore(at.minus(MEMORY))));
            case DeskEvent.OutcomeCounted e ->
                e.mismatch() ? mismatches(counted(mismatches, e.action().value(), 1, at)) : next();
            case DeskEvent.ReversalCounted e ->
                reversals(counted(reversals, e.caseId().value(), e.actions(), at));
            case DeskEvent.BreakerOpened e -> breakers(with(breakers, e.breaker(), e.why()));
            case DeskEvent.BreakerReset e -> breakerReset(e.breaker());
            case DeskEvent.Halted e -> halted(e.why(), null);
            case DeskEvent.ResumeProposed e -> halted(halted, new Proposed(recorded.by(), at));
            case DeskEvent.Resumed e -> halted(null, null);
            case DeskEvent.CanaryPassed e -> canaries(with(canaries, e.lever().value(), e.settingsHash()));
            case DeskEvent.CanaryFailed e ->
                canaries(without(canaries, e.lever().value()));
            case DeskEvent.PolicyAdopted e -> adopted(fresh(adopted, e.policyHash(), x -> false));
            case DeskEvent.LimitsProposed e -> limits(limits, new Proposed(recorded.by(), at), e.limits());
            case DeskEvent.LimitsApproved e -> limits(e.limits(), null, Map.of());
            case DeskEvent.ShadowMatched e -> next();
            case DeskEvent.Noted e -> next();
            case DeskEvent.HoldingsImported e -> next();
            case DeskEvent.LeaseLapsed e -> next();
        };
    }

    private DeskState breakerReset(String breaker) {
        // What opened it is answered for: it does not open it again.
        return new DeskState(
                version + 1,
                reservations,
                breaker.equals(Breakers.MISMATCH) ? List.of() : mismatches,
                breaker.equals(Breakers.REVERSAL) ? List.of() : reversals,
                without(breakers, breaker),
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    /// The same desk with these levers proved.
    public DeskState proved(Map<String, String> levers) {
        return new DeskState(
                version,
                reservations,
                mismatches,
                reversals,
                breakers,
                Map.copyOf(levers),
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState next() {
        return reservations(reservations);
    }

    private DeskState reservations(List<Reservation> changed) {
        return new DeskState(
                version + 1,
                changed,
                mismatches,
                reversals,
                breakers,
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState mismatches(List<Counted> changed) {
        return new DeskState(
                version + 1,
                reservations,
                changed,
                reversals,
                breakers,
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState reversals(List<Counted> changed) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                changed,
                breakers,
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState breakers(Map<String, String> changed) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                reversals,
                changed,
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState canaries(Map<String, String> changed) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                reversals,
                breakers,
                changed,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState halted(@Nullable String why, @Nullable Proposed proposal) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                reversals,
                breakers,
                canaries,
                why,
                proposal,
                limits,
                limitsChange,
                limitsProposed,
                adopted);
    }

    private DeskState limits(Map<String, String> changed, @Nullable Proposed proposal, Map<String, String> proposed) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                reversals,
                breakers,
                canaries,
                halted,
                resume,
                changed,
                proposal,
                proposed,
                adopted);
    }

    private DeskState adopted(List<String> changed) {
        return new DeskState(
                version + 1,
                reservations,
                mismatches,
                reversals,
                breakers,
                canaries,
                halted,
                resume,
                limits,
                limitsChange,
                limitsProposed,
                changed);
    }

    private static List<Counted> counted(List<Counted> list, String what, int count, Instant at) {
        return fresh(list, new Counted(what, count, at), c -> c.at.isBefore(at.minus(MEMORY)));
    }

    private static <T> List<T> fresh(List<T> list, T item, Predicate<T> stale) {
        List<T> changed = new ArrayList<>(list.size() + 1);
        list.stream().filter(stale.negate()).forEach(changed::add);
        changed.add(item);
        return List.copyOf(changed);
    }

    private static Map<String, String> with(Map<String, String> map, String key, String value) {
        // In the order of their names, so that the same desk always speaks of the same one first.
        Map<String, String> changed = new TreeMap<>(map);
        changed.put(key, value);
        return Collections.unmodifiableMap(changed);
    }

    private static Map<String, String> without(Map<String, String> map, String key) {
        Map<String, String> changed = new TreeMap<>(map);
        changed.remove(key);
        return Collections.unmodifiableMap(changed);
    }
}
