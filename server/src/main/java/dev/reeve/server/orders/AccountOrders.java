package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.safety.DeskCommand;

/// Protecting an account is one person's decision; taking the protection away takes two.
public final class AccountOrders {
    private final SafetyDesk safety;
    private final CaseDesk cases;

    public AccountOrders(SafetyDesk safety, CaseDesk cases) {
        this.safety = safety;
        this.cases = cases;
    }

    public Decision protect(AccountId id, String why, Actor by) {
        return safety.handle(new DeskCommand.Protect(id, CaseOrders.line("why", why)), by);
    }

    /// The first to ask proposes; the next, who must be another, approves.
    public Decision unprotect(AccountId id, String why, Actor by) {
        return safety.handle(
                cases.account(id).unprotect() == null
                        ? new DeskCommand.ProposeUnprotect(id, CaseOrders.line("why", why))
                        : new DeskCommand.ApproveUnprotect(id),
                by);
    }
}
