package dev.reeve.core.safety;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.ids.StrikeId;
import dev.reeve.core.journal.Event;
import java.time.Instant;

/// What the journal says of an account.
public sealed interface AccountEvent extends Event {
    record StrikeRecorded(StrikeId strike, CaseId caseId, String family, int weight, Instant expires)
            implements AccountEvent {}

    /// A reversal voids the strike at once.
    record StrikeVoided(StrikeId strike, CaseId caseId, String why) implements AccountEvent {}

    /// A case of this family ended with a breach.
    record BreachRecorded(CaseId caseId, ClauseId clause, String family) implements AccountEvent {}

    record BreachVoided(CaseId caseId, String why) implements AccountEvent {}

    /// A person cleared the client of a signal: the same one is silent for this service until then.
    record ClearanceGranted(CaseId caseId, ServiceId service, String family, Instant until, String why)
            implements AccountEvent {}

    /// Loosening (taking a protection away) needs two persons; granting one does not.
    record ProtectionSet(boolean isProtected, String why) implements AccountEvent {}

    record UnprotectProposed(String why) implements AccountEvent {}

    record UnprotectApproved(ActorId proposer) implements AccountEvent {}
}
