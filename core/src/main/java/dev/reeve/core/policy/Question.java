package dev.reeve.core.policy;

import dev.reeve.core.evidence.Observation;
import java.time.Instant;

/// What a condition may ask about: one observation, the account that held the resource, and its history.
public record Question(Observation observation, AccountFacts account, History history) {
    /// What the desk knows of a client at the time of the decision.
    ///
    /// @param ageDays days since the account was opened; -1 when unknown
    /// @param paymentVerified false also when unknown
    /// @param serviceKind kind of the service that held the resource, such as `vps` or `shared-hosting`
    public record AccountFacts(
            int ageDays, boolean paymentVerified, boolean isProtected, String plan, String serviceKind) {}

    /// What was recorded before, for this account and this clause family.
    ///
    /// @param reports observations of this kind on this account in the last 30 days, this one included
    /// @param distinctReporters reporters of this kind on this account in the last 30 days, this one included
    /// @param priorCases cases of the same clause family in the last 365 days that ended with a breach
    /// @param strikes unexpired strikes
    /// @param daysSinceLastBreach days since such a case closed; -1 when there is none
    public record History(int reports, int distinctReporters, int priorCases, int strikes, int daysSinceLastBreach) {
        public static final History NONE = new History(1, 1, 0, 0, -1);
    }

    public Instant when() {
        return observation.seen().to();
    }
}
