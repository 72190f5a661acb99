package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.core.safety.DeskState;
import dev.reeve.server.desk.DeskRecords;
import java.time.InstantSource;
import java.util.List;

/// The desk's own switches. Anybody who works cases may stop everything; letting it go again takes two persons.
public final class DeskOrders {
    private final Journal journal;
    private final CaseDesk cases;
    private final InstantSource time;

    public DeskOrders(Journal journal, CaseDesk cases, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.time = time;
    }

    public Decision halt(String why, Actor by) {
        if (!by.may(Role.ANALYST)) {
            return needs("analyst");
        }
        if (cases.desk().halted() != null) {
            return new Decision.Refused("conflict", "the desk is halted already");
        }
        return append(new DeskEvent.Halted(CaseOrders.line("why", why)), by);
    }

    /// The first to ask proposes; another approves. Who halted it may propose.
    public Decision resume(String why, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs("senior");
        }
        DeskState desk = cases.desk();
        if (desk.halted() == null) {
            return new Decision.Refused("conflict", "the desk is not halted");
        }
        if (desk.resumeProposer() == null) {
            return append(new DeskEvent.ResumeProposed(CaseOrders.line("why", why)), by);
        }
        if (desk.resumeProposer().equals(by.id())) {
            return new Decision.Refused("not-allowed", "you proposed it: another person approves");
        }
        return append(new DeskEvent.Resumed(desk.resumeProposer(), CaseOrders.line("why", why)), by);
    }

    public Decision resetBreaker(String breaker, String why, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs("senior");
        }
        if (!cases.desk().breakers().containsKey(breaker)) {
            return new Decision.Refused("conflict", "the breaker " + breaker + " is not open");
        }
        return append(new DeskEvent.BreakerReset(breaker, CaseOrders.line("why", why)), by);
    }

    private static Decision needs(String role) {
        return new Decision.Refused("not-allowed", "this needs the role " + role);
    }

    private Decision append(DeskEvent event, Actor by) {
        DeskRecords.append(journal, time.instant(), by.id(), event);
        return new Decision.Decided(List.of(), List.of(), List.of(event));
    }
}
