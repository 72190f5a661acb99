package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.ReporterDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Role;
import dev.reeve.core.reporters.ReporterCommand;
import dev.reeve.core.reporters.ReporterState;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.vault.Vault;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/// What persons hold of reporters, with reasons, and letting in what was held back of one.
public final class ReporterOrders {
    private final ReporterDesk reporters;
    private final Journal journal;
    private final Processing processing;
    private final Vault vault;
    private final InstantSource time;

    public ReporterOrders(
            ReporterDesk reporters, Journal journal, Processing processing, Vault vault, InstantSource time) {
        this.reporters = reporters;
        this.journal = journal;
        this.processing = processing;
        this.vault = vault;
        this.time = time;
    }

    public Decision badFaith(ReporterId id, boolean on, String reasons, Actor by) {
        return order(id, reasons, by, on ? ReporterCommand.MarkBadFaith::new : ReporterCommand.TakeBackBadFaith::new);
    }

    /// The first to ask proposes; another approves.
    public Decision trust(ReporterId id, String way, String name, String reasons, Actor by) {
        ReporterState.Identity identity = new ReporterState.Identity(way.strip(), name.strip());
        return order(id, reasons, by, kept -> new ReporterCommand.Trust(identity, kept));
    }

    public Decision takeBackTrust(ReporterId id, String reasons, Actor by) {
        return order(id, reasons, by, ReporterCommand.TakeBackTrust::new);
    }

    private Decision order(ReporterId id, String reasons, Actor by, Function<Personal, ReporterCommand> command) {
        Personal kept = vault.keep(CaseOrders.line("reasons", reasons));
        Decision decision = reporters.handle(id, command.apply(kept), by);
        if (decision instanceof Decision.Refused) {
            vault.erase(kept.ref());
        }
        return decision;
    }

    /// Lets what was held be judged, as far as its weak word goes.
    public Decision letIn(MessageId id, String reasons, Actor by) {
        if (!by.may(Role.ANALYST)) {
            return new Decision.Refused("not-allowed", "this needs the role analyst");
        }
        String why = CaseOrders.line("reasons", reasons);
        List<Recorded<Event>> events = journal.read(StreamId.of(id));
        if (events.isEmpty()
                || !(events.getLast().event() instanceof MessageEvent.Held)
                || !(events.getFirst().event() instanceof MessageEvent.Received received)) {
            return new Decision.Refused("conflict", "it isn't held");
        }
        Personal kept = vault.keep(why);
        try {
            journal.append(List.of(new StreamAppend(
                    StreamId.of(id), events.size(), time.instant(), by.id(), List.of(new MessageEvent.LetIn(kept)))));
        } catch (VersionConflictException conflict) {
            vault.erase(kept.ref());
            return new Decision.Refused("conflict", "something happened to it at the same time; look again");
        }
        processing.received(id, received.reporter());
        return new Decision.Decided(List.of(), List.of(), List.of());
    }
}
