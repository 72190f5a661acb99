package dev.reeve.core.cases;

import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.ClockId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.TaskId;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.SafetyRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A decision while it is being made: each event changes the state that the next thought stands on.
final class Draft {
    final CaseFacts facts;
    final Instant now;
    final Actor by;
    final Set<SafetyRule> rules;
    private CaseState state;
    private AccountState account;
    private DeskState desk;
    private final List<CaseEvent> events = new ArrayList<>();
    private final List<AccountEvent> accountEvents = new ArrayList<>();
    private final List<DeskEvent> deskEvents = new ArrayList<>();

    Draft(CaseState state, CaseFacts facts, Actor by, Instant now, Set<SafetyRule> rules) {
        this.rules = rules;
        this.state = state;
        this.facts = facts;
        this.account = facts.account();
        this.desk = facts.desk();
        this.by = by;
        this.now = now;
    }

    CaseState state() {
        return state;
    }

    AccountState account() {
        return account;
    }

    DeskState desk() {
        return desk;
    }

    void add(CaseEvent event) {
        events.add(event);
        state = state.apply(new Recorded<>(event, now, by.id()));
    }

    void add(AccountEvent event) {
        accountEvents.add(event);
        account = account.apply(new Recorded<>(event, now, by.id()));
    }

    void add(DeskEvent event) {
        deskEvents.add(event);
        desk = desk.apply(new Recorded<>(event, now, by.id()));
    }

    Decision.Decided decided() {
        return new Decision.Decided(List.copyOf(events), List.copyOf(accountEvents), List.copyOf(deskEvents));
    }

    Optional<Clause> leadingClause() {
        return facts.clause(state.leadingClause(), state.opening().policyHash());
    }

    private String id(String letter, int count) {
        return state.opening().caseId() + "." + letter + (count + 1);
    }

    NoticeId nextNotice() {
        return new NoticeId(id("n", state.notices().size()));
    }

    ActionId nextAction() {
        return new ActionId(id("x", state.actions().size()));
    }

    ClockId nextClock() {
        return new ClockId(id("k", state.clocks().size()));
    }

    AppealId nextAppeal() {
        return new AppealId(id("l", state.appeals().size()));
    }

    /// Opens a task, unless one of the same kind about the same thing is open.
    void task(TaskKind kind, Role role, String about, String why) {
        boolean open = state.openTasks().stream()
                .anyMatch(t -> t.opened().kind() == kind && t.opened().about().equals(about));
        if (!open) {
            add(new CaseEvent.TaskOpened(new TaskId(id("t", state.tasks().size())), kind, role, about, why));
        }
    }

    /// Ends the tasks of a kind about one thing.
    void finishTask(String result, TaskKind kind, String about) {
        for (CaseState.Task task : state.openTasks()) {
            if (task.opened().kind() == kind && task.opened().about().equals(about)) {
                add(new CaseEvent.TaskDone(task.opened().task(), result));
            }
        }
    }

    boolean appealOpen() {
        return state.appeals().values().stream().anyMatch(a -> a.reversed() == null);
    }

    void finishTasks(String result, TaskKind... kinds) {
        for (CaseState.Task task : state.openTasks()) {
            if (List.of(kinds).contains(task.opened().kind())) {
                add(new CaseEvent.TaskDone(task.opened().task(), result));
            }
        }
    }
}
