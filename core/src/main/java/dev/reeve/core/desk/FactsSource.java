package dev.reeve.core.desk;

import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import java.time.Instant;

/// Gathers what a decision stands on: policy, client, levers, who holds the resource now.
public interface FactsSource {
    CaseFacts gather(
            AccountId account, ServiceId service, Resource resource, AccountState state, DeskState desk, Instant now);
}
