package dev.reeve.core.safety;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.fixtures.TestDesk;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A proposal to which no rule objects, and one change at a time.
final class Proposals {
    static final Instant NOW = TestDesk.START;

    Step step = Step.SUSPEND_SERVICE;
    boolean automatic = true;
    boolean immediate;

    @Nullable
    String node = "node-1";

    @Nullable
    String reseller = "reseller-1";

    Strength strongest = Strength.TRUSTED;
    int reporters = 1;
    RuleState state = RuleState.LIVE;

    @Nullable
    Instant lastStepAt = NOW.minus(Duration.ofDays(1));

    Attribution holder = held(TestDesk.ACME, TestDesk.VPS);

    @Nullable
    Instant inventoryAt = NOW;

    String settings = "s1";
    boolean contactKnown = true;
    AccountState account = AccountState.NEW;
    Limits limits = Limits.DEFAULTS;
    DeskState desk =
            DeskState.NEW.apply(recorded(new DeskEvent.CanaryPassed(TestDesk.LEVER, "s1"), NOW.minusSeconds(60)));

    static Attribution held(AccountId account, ServiceId service) {
        return new Attribution.HeldBy(account, service, new HoldingId("h1"), NOW);
    }

    static Recorded<DeskEvent> recorded(DeskEvent event, Instant at) {
        return new Recorded<>(event, at, new ActorId("ann"));
    }

    static Recorded<AccountEvent> recorded(AccountEvent event, Instant at) {
        return new Recorded<>(event, at, new ActorId("ann"));
    }

    Proposals desk(DeskEvent event, Instant at) {
        desk = desk.apply(recorded(event, at));
        return this;
    }

    Proposals account(AccountEvent event) {
        account = account.apply(recorded(event, NOW.minusSeconds(60)));
        return this;
    }

    Proposals reserved(int count, Step reserved, @Nullable String onNode, @Nullable String ofReseller, Instant at) {
        for (int i = 0; i < count; i++) {
            String id = "C-1.x" + desk.version();
            desk(
                    new DeskEvent.BudgetReserved(
                            new ActionId(id), new CaseId("C-1"), reserved, onNode, ofReseller, true, "hash"),
                    at);
        }
        return this;
    }

    /// The rule that objects, if one does.
    Optional<SafetyRule> objection() {
        Proposal proposal = new Proposal(
                step,
                automatic,
                immediate,
                TestDesk.ACME,
                TestDesk.VPS,
                "spam",
                node,
                reseller,
                strongest,
                reporters,
                state,
                lastStepAt,
                Duration.ofMinutes(15),
                holder,
                inventoryAt,
                TestDesk.target("203.0.113.10"),
                TestDesk.LEVER,
                settings,
                contactKnown,
                NOW);
        return Safety.objection(proposal, account, desk, limits).map(Safety.Objection::rule);
    }
}
