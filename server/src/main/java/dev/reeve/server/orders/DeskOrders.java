package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.safety.DeskCommand;

/// The desk's own switches. Anybody who works cases may stop everything; letting it go again takes two persons.
public final class DeskOrders {
    private final SafetyDesk safety;
    private final CaseDesk cases;

    public DeskOrders(SafetyDesk safety, CaseDesk cases) {
        this.safety = safety;
        this.cases = cases;
    }

    public Decision halt(String why, Actor by) {
        if (cases.desk().halted() != null) {
            return new Decision.Refused("conflict", "the desk is halted already");
        }
        return safety.handle(new DeskCommand.Halt(CaseOrders.line("why", why)), by);
    }

    /// The first to ask proposes; another approves.
    public Decision resume(String why, Actor by) {
        String line = CaseOrders.line("why", why);
        return safety.handle(
                cases.desk().resume() == null
                        ? new DeskCommand.ProposeResume(line)
                        : new DeskCommand.ApproveResume(line),
                by);
    }

    /// Whether nothing is held any more.
    boolean resumed() {
        return cases.desk().halted() == null;
    }

    public Decision resetBreaker(String breaker, String why, Actor by) {
        return safety.handle(new DeskCommand.ResetBreaker(breaker, CaseOrders.line("why", why)), by);
    }
}
