package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.AccountState;
import java.time.InstantSource;
import java.util.List;

/// Protecting an account is one person's decision; taking the protection away takes two.
public final class AccountOrders {
    private final Journal journal;
    private final CaseDesk cases;
    private final InstantSource time;

    public AccountOrders(Journal journal, CaseDesk cases, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.time = time;
    }

    public Decision protect(AccountId id, String why, Actor by) {
        if (!by.may(Role.ANALYST)) {
            return needs("analyst");
        }
        AccountState state = cases.account(id);
        if (state.isProtected()) {
            return new Decision.Refused("conflict", "the account is protected already");
        }
        return append(id, state, new AccountEvent.ProtectionSet(true, CaseOrders.line("why", why)), by);
    }

    /// The first to ask proposes; the next, who must be another, approves.
    public Decision unprotect(AccountId id, String why, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs("senior");
        }
        AccountState state = cases.account(id);
        if (!state.isProtected()) {
            return new Decision.Refused("conflict", "the account is not protected");
        }
        if (state.unprotectProposer() == null) {
            return append(id, state, new AccountEvent.UnprotectProposed(CaseOrders.line("why", why)), by);
        }
        if (state.unprotectProposer().equals(by.id())) {
            return new Decision.Refused("not-allowed", "you proposed it: another person approves");
        }
        return append(id, state, new AccountEvent.UnprotectApproved(state.unprotectProposer()), by);
    }

    private static Decision needs(String role) {
        return new Decision.Refused("not-allowed", "this needs the role " + role);
    }

    private Decision append(AccountId id, AccountState state, AccountEvent event, Actor by) {
        try {
            journal.append(List.of(
                    new StreamAppend(StreamId.of(id), state.version(), time.instant(), by.id(), List.of(event))));
            return new Decision.Decided(List.of(), List.of(event), List.of());
        } catch (VersionConflictException conflict) {
            return new Decision.Refused("conflict", "somebody changed the account at the same time; look again");
        }
    }
}
