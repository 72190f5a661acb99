package dev.reeve.server.views;

import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.Limits;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How the desk stands: what stops it, how much of its budgets is used, which levers may be pulled.
public final class DeskStatus {
    private final CaseDesk cases;
    private final LeverShelf levers;
    private final PolicyShelf policies;
    private final HoldingsStore holdings;
    private final JournalPages journal;
    private final Messages messages;
    private final SenderDrift senders;
    private final Settings settings;
    private final InstantSource time;

    public DeskStatus(
            CaseDesk cases,
            LeverShelf levers,
            PolicyShelf policies,
            HoldingsStore holdings,
            JournalPages journal,
            Messages messages,
            SenderDrift senders,
            Settings settings,
            InstantSource time) {
        this.cases = cases;
        this.levers = levers;
        this.policies = policies;
        this.holdings = holdings;
        this.journal = journal;
        this.messages = messages;
        this.senders = senders;
        this.settings = settings;
        this.time = time;
    }

    /// @param halted why nothing goes out; null when things go
    /// @param policyRefusal why the changed policy file was refused; null when it was not
    /// @param inventoryStale whether automatic actions wait for fresh holdings
    /// @param backlog messages that wait to be read
    /// @param drifting known senders whose mail isn't read any more
    public record Status(
            @Nullable String halted,
            @Nullable String resumeProposer,
            Map<String, String> breakers,
            List<BudgetRow> budgets,
            List<LeverRow> levers,
            @Nullable String policyVersion,
            @Nullable Instant policyFrom,
            @Nullable String policyRefusal,
            @Nullable Instant inventoryAt,
            boolean inventoryStale,
            JournalPages.@Nullable Head head,
            Messages.Backlog backlog,
            List<SenderDrift.Drifting> drifting) {}

    /// @param used of the whole desk, or of the node or reseller that used most
    public record BudgetRow(String step, String scope, String window, int used, int max) {
        public boolean spent() {
            return used >= max;
        }

        public int left() {
            return Math.max(0, max - used);
        }
    }

    /// @param canary whether it proved with its present settings that it can undo
    public record LeverRow(String name, boolean canary) {}

    public Status status() {
        Instant now = time.instant();
        DeskState desk = cases.desk();
        Limits limits = limits(desk);
        Optional<Policy> policy = policies.history().inForce(now);
        Optional<Instant> newest = holdings.newest();
        return new Status(
                desk.halted(),
                desk.resume() == null ? null : desk.resume().by().value(),
                desk.breakers(),
                limits.budgets().stream().map(b -> budget(b, desk, now)).toList(),
                levers.all().keySet().stream()
                        .sorted(Comparator.comparing(LeverName::value))
                        .map(name -> new LeverRow(
                                name.value(),
                                levers.settingsHash(name).equals(desk.canaries().get(name.value()))))
                        .toList(),
                policy.map(Policy::version).orElse(null),
                policy.map(Policy::effectiveFrom).orElse(null),
                policies.refusal().orElse(null),
                newest.orElse(null),
                newest.map(at -> at.isBefore(now.minus(limits.inventoryAgeMax())))
                        .orElse(true),
                journal.head().orElse(null),
                messages.backlog(),
                senders.list());
    }

    /// Today's limits: those of the settings, and what two persons changed since.
    private Limits limits(DeskState desk) {
        Map<String, String> names = new HashMap<>();
        settings.limits().describe().forEach((name, value) -> names.put(name, value.toString()));
        names.putAll(desk.limits());
        return Limits.of(names);
    }

    private static BudgetRow budget(Limits.Budget budget, DeskState desk, Instant now) {
        Map<String, Integer> used = new HashMap<>();
        for (DeskState.Reservation r : desk.reservations()) {
            String key = switch (budget.scope()) {
                case DESK -> "";
                case NODE -> r.node();
                case RESELLER -> r.reseller();
            };
            if (key != null && r.step() == budget.step() && r.at().isAfter(now.minus(budget.window()))) {
                used.merge(key, 1, Integer::sum);
            }
        }
        int most = used.values().stream().max(Integer::compareTo).orElse(0);
        return new BudgetRow(
                budget.step().word(), CaseRow.word(budget.scope().name()), window(budget.window()), most, budget.max());
    }

    private static String window(Duration window) {
        return window.toDays() > 0 ? "a day" : window.toHours() > 0 ? "an hour" : window.toMinutes() + " minutes";
    }

    /// What would hold an automatic action back now, for any case of this client.
    public List<String> objections(dev.reeve.core.safety.AccountState account) {
        Status status = status();
        List<String> says = new java.util.ArrayList<>();
        if (status.halted != null) {
            says.add("The desk is halted: " + status.halted);
        }
        status.breakers.forEach((name, why) -> says.add("The breaker " + name + " is open: " + why));
        if (account.isProtected()) {
            says.add("The account is protected: only a person goes beyond restricting it.");
        }
        account.clearances().stream()
                .filter(c -> c.until().isAfter(time.instant()))
                .forEach(c -> says.add(
                        "A person cleared " + c.service() + " of " + c.family() + " until " + c.until() + "."));
        if (status.inventoryStale) {
            says.add("The inventory is older than it may be: load it first.");
        }
        status.budgets.stream()
                .filter(b -> b.scope.equals("desk") && b.spent())
                .forEach(b -> says.add("The budget for " + b.step + " in " + b.window + " is used up."));
        status.levers.stream()
                .filter(l -> !l.canary)
                .forEach(l -> says.add("The lever " + l.name + " has not proved that it can undo."));
        return says;
    }
}
