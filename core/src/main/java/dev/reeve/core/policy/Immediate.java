package dev.reeve.core.policy;

/// When nature or severity demands a step at once, and the necessity reason that is then recorded.
///
/// @param minimumStrength the weakest evidence that may lead to it
public record Immediate(
        Condition condition, Step step, NecessityReason reason, dev.reeve.core.evidence.Strength minimumStrength) {
    public Immediate {
        if (step == Step.NOTICE || step == Step.TERMINATE) {
            throw new IllegalArgumentException(
                    "an immediate step is restrict, disable-content, suspend-service or suspend-account");
        }
    }
}
