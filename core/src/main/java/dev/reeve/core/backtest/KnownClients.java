package dev.reeve.core.backtest;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import java.time.Instant;

/// The clients as the inventory knows them today; their past contacts and services are not kept.
public interface KnownClients {
    /// As in production, by this policy. Inventory and canaries are taken for good by the replay.
    CaseFacts facts(
            PolicyHistory policy,
            AccountId account,
            ServiceId service,
            Resource resource,
            AccountState state,
            DeskState desk,
            Instant now);

    Question.AccountFacts account(HeldBy holder, boolean isProtected, Instant now);
}
