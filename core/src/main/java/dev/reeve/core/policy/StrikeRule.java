package dev.reeve.core.policy;

import java.time.Duration;

/// What a breach of the clause leaves on the account.
///
/// @param weight strikes per case that ends in a breach; 0 for none
/// @param expiry how long a strike counts
/// @param threshold unexpired strikes that ask a person about the account as a whole; 0 for never
/// @param repeatWithin a new case this soon after the last breach begins one rung higher; zero for never
public record StrikeRule(int weight, Duration expiry, int threshold, Duration repeatWithin) {
    public static final StrikeRule NONE = new StrikeRule(0, Duration.ZERO, 0, Duration.ZERO);
}
