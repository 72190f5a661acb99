package dev.reeve.server.desk;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.ActionOutcome;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.LeverRun;
import dev.reeve.core.actions.Target;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.DeskEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Proves on a canary, a resource of the operator's own that nobody misses, that a lever can do and undo. A lever
/// that has not
/// proved it with its present settings carries out nothing.
public final class CanaryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryCheck.class);

    private final LeverShelf shelf;
    private final Journal journal;
    private final InstantSource time;

    public CanaryCheck(LeverShelf shelf, Journal journal, InstantSource time) {
        this.shelf = shelf;
        this.journal = journal;
        this.time = time;
    }

    /// @param resource its key, such as `address:203.0.113.254`
    /// @param externalIds how the back end calls it
    /// @param parameters what the lever map would add
    public record Canary(String resource, Map<String, String> externalIds, Map<String, String> parameters) {}

    /// Tries every lever that has a canary and has not yet passed with its present settings.
    ///
    /// @param passed canaries on record: lever to hash of settings
    public void run(Map<String, String> passed) {
        for (Map.Entry<LeverName, Actuator> entry : shelf.all().entrySet()) {
            LeverName name = entry.getKey();
            String hash = shelf.settingsHash(name);
            if (!hash.equals(passed.get(name.value()))) {
                shelf.canary(name)
                        .ifPresentOrElse(
                                canary -> record(name, hash, attempt(entry.getValue(), canary)),
                                () -> LOG.warn(
                                        "the lever {} has no canary and carries out nothing; write one in reeve.yaml",
                                        name));
            }
        }
    }

    private String attempt(Actuator lever, Canary canary) {
        Target target = new Target(
                new AccountId("canary"),
                new ServiceId("canary"),
                Resource.parseKey(canary.resource),
                null,
                canary.externalIds);
        ActionOrder order = new ActionOrder(
                new ActionId("canary." + lever.name()),
                new CaseId("canary"),
                Step.RESTRICT,
                target,
                canary.parameters,
                Duration.ofMinutes(5),
                "Reeve tries whether this can be undone");
        ActionOutcome done = LeverRun.apply(lever, order);
        ActionOutcome undone =
                LeverRun.undo(lever, order, done instanceof ActionOutcome.Applied applied ? applied.prior() : "");
        if (!(done instanceof ActionOutcome.Applied)) {
            return "it could not be done: " + done;
        }
        return undone instanceof ActionOutcome.Applied ? "" : "it could not be undone: " + undone;
    }

    private void record(LeverName name, String hash, String fault) {
        DeskEvent event =
                fault.isEmpty() ? new DeskEvent.CanaryPassed(name, hash) : new DeskEvent.CanaryFailed(name, fault);
        DeskRecords.append(journal, time.instant(), Actor.MACHINE.id(), event);
        if (!fault.isEmpty()) {
            LOG.error("the lever {} failed its canary and carries out nothing: {}", name, fault);
        }
    }
}
