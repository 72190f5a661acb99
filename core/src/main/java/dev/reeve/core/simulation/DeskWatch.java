package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The part of the watch that looks at the desk as a whole and at accounts.
final class DeskWatch {
    private static final class Account {
        boolean isProtected;

        @Nullable
        ActorId unprotectProposer;

        final Map<StrikeId, CaseId> strikes = new LinkedHashMap<>();
        final Set<CaseId> breaches = new HashSet<>();
        final List<AccountEvent.ClearanceGranted> clearances = new ArrayList<>();
    }

    private record Spent(DeskEvent.BudgetReserved what, Instant at) {}

    private final World world;
    private final Watch watch;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<String> breakers = new HashSet<>();
    private final Map<LeverName, String> canaries = new HashMap<>();
    private final Deque<Spent> spent = new ArrayDeque<>();
    private final Deque<Instant> reversals = new ArrayDeque<>();
    private final Set<ServiceId> byOthers = new HashSet<>();
    private Limits limits = Limits.DEFAULTS;
    private boolean halted;
    private @Nullable ActorId resumeProposer;
    private @Nullable ActorId limitsProposer;

    DeskWatch(World world, Watch watch) {
        this.world = world;
        this.watch = watch;
    }

    Limits limits() {
        return limits;
    }

    boolean canaryPassed(LeverName lever) {
        return world.town.settingsHash().equals(canaries.get(lever));
    }

    boolean isProtected(CaseBook book) {
        Account account = accounts.get(book.client.account.value());
        return account != null && account.isProtected;
    }

    boolean cleared(CaseBook book, Instant at) {
        Account account = accounts.get(book.client.account.value());
        if (account == null || book.breachFound) {
            return false;
        }
        for (AccountEvent.ClearanceGranted c : account.clearances) {
            if (c.service().equals(book.client.service)
                    && c.family().equals(book.family)
                    && c.until().isAfter(at)) {
                return true;
            }
        }
        return false;
    }

    boolean leftBehind(CaseBook book) {
        Account account = accounts.get(book.client.account.value());
        return account != null && (account.strikes.containsValue(book.id) || account.breaches.contains(book.id));
    }

    void mayActNow(String about, CaseEvent.ActionOrdered order) {
        if (halted) {
            watch.violated(Invariant.HALT_HOLDS, about, order.step().word() + " while the desk is halted");
        }
        if (order.automatic() && !breakers.isEmpty()) {
            watch.violated(Invariant.BREAKERS_HOLD, about, order.step().word() + " while a breaker is open");
        }
    }

    void account(String id, AccountEvent event, StreamAppend append) {
        Account account = accounts.computeIfAbsent(id, a -> new Account());
        switch (event) {
            case AccountEvent.StrikeRecorded e -> account.strikes.put(e.strike(), e.caseId());
            case AccountEvent.StrikeVoided e -> account.strikes.remove(e.strike());
            case AccountEvent.BreachRecorded e -> account.breaches.add(e.caseId());
            case AccountEvent.BreachVoided e -> account.breaches.remove(e.caseId());
            case AccountEvent.ClearanceGranted e -> account.clearances.add(e);
            case AccountEvent.ProtectionSet e -> account.isProtected = e.isProtected();
            case AccountEvent.UnprotectProposed e -> account.unprotectProposer = append.by();
            case AccountEvent.UnprotectApproved e -> {
                two(account.unprotectProposer, append, "a protection was taken away");
                account.isProtected = false;
            }
        }
    }

    private void two(@Nullable ActorId proposer, StreamAppend append, String what) {
        boolean alone = proposer == null || proposer.equals(append.by());
        if (alone && !world.deskOfOne) {
            watch.violated(Invariant.LOOSENING_BY_TWO, append.stream().id(), what + " by " + append.by() + " alone");
        }
    }

    void take(DeskEvent event, StreamAppend append) {
        switch (event) {
            case DeskEvent.BudgetReserved e -> reserved(e, append.at());
            case DeskEvent.BreakerOpened e -> breakers.add(e.breaker());
            case DeskEvent.BreakerReset e -> breakers.remove(e.breaker());
            case DeskEvent.Halted e -> {
                halted = true;
                resumeProposer = null;
            }
            case DeskEvent.ResumeProposed e -> resumeProposer = append.by();
            case DeskEvent.Resumed e -> {
                two(resumeProposer, append, "the desk was resumed");
                halted = false;
            }
            case DeskEvent.CanaryPassed e -> canaries.put(e.lever(), e.settingsHash());
            case DeskEvent.CanaryFailed e -> canaries.remove(e.lever());
            case DeskEvent.LimitsProposed e -> limitsProposer = append.by();
            case DeskEvent.LimitsApproved e -> limitsApproved(e, append);
            case DeskEvent.OutcomeCounted e -> {}
            case DeskEvent.ReversalCounted e -> {}
            case DeskEvent.PolicyAdopted e -> {}
            case DeskEvent.ShadowMatched e -> {}
            case DeskEvent.Noted e -> {}
            case DeskEvent.HoldingsImported e -> {}
            case DeskEvent.LeaseLapsed e -> {}
        }
    }

    private void limitsApproved(DeskEvent.LimitsApproved e, StreamAppend append) {
        Limits changed = Limits.of(e.limits());
        boolean looser = changed.describe().entrySet().stream()
                .anyMatch(l -> !l.getKey().equals("clearance-days")
                        && l.getValue()
                                > Objects.requireNonNull(limits.describe().get(l.getKey())));
        if (looser) {
            two(limitsProposer, append, "limits were loosened");
        }
        limitsProposer = null;
        limits = changed;
    }

    private void reserved(DeskEvent.BudgetReserved e, Instant at) {
        spent.add(new Spent(e, at));
        while (!spent.isEmpty() && spent.getFirst().at.isBefore(at.minus(Duration.ofDays(3)))) {
            spent.removeFirst();
        }
        for (Limits.Budget budget : limits.budgets()) {
            if (budget.step() == e.step() && count(budget, e, at) > budget.max()) {
                watch.violated(
                        Invariant.BUDGETS_KEPT, e.caseId().value(), "more than " + budget.max() + " " + budget.name());
            }
        }
    }

    private int count(Limits.Budget budget, DeskEvent.BudgetReserved e, Instant at) {
        int count = 0;
        for (Spent s : spent) {
            boolean within = s.at.isAfter(at.minus(budget.window())) && s.what.step() == budget.step();
            boolean inScope = switch (budget.scope()) {
                case DESK -> true;
                case NODE -> e.node() != null && e.node().equals(s.what.node());
                case RESELLER -> e.reseller() != null && e.reseller().equals(s.what.reseller());
            };
            count += within && inScope ? 1 : 0;
        }
        return count;
    }

    void reversalBegun(String about, Instant at) {
        reversals.add(at);
        reversals.removeIf(r -> r.isAfter(at) || r.isBefore(at.minus(Duration.ofSeconds(90))));
        if (reversals.size() > 14) {
            watch.violated(Invariant.REVERT_IN_BATCHES, about, reversals.size() + " reversals began within 90 seconds");
        }
    }

    void suspendedByOthers(ServiceId service, boolean on) {
        if (on) {
            byOthers.add(service);
        } else {
            byOthers.remove(service);
        }
    }

    void othersAreLeft(ActionOrder order) {
        ServiceId service = order.target().service();
        boolean lost = byOthers.contains(service) && !world.panel(Town.PANEL).suspendedByOthers(service);
        if (lost) {
            watch.violated(
                    Invariant.OTHERS_LEFT_ALONE,
                    order.caseId().value(),
                    "billing's suspension of " + service + " is gone");
        }
    }
}
