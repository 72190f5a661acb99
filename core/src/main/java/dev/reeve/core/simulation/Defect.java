package dev.reeve.core.simulation;

import dev.reeve.core.safety.SafetyRule;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fault planted into the desk on purpose: a rule left out, a fact that lies, a decision that was altered, a runner
/// that cuts a corner. The checks know nothing of it. Each is caught by one invariant, which proves that the
/// invariant
/// looks.
public enum Defect {
    NO_HALT(SafetyRule.HALT, Invariant.HALT_HOLDS),
    NO_PROTECTED(SafetyRule.PROTECTED_ACCOUNT, Invariant.PROTECTED_SPARED),
    NO_HOLDER_NOW(SafetyRule.HOLDER_NOW, Invariant.HOLDER_AT_THE_ACT),
    NO_OWN_TARGET(SafetyRule.OWN_TARGET, Invariant.OWN_TARGET),
    NO_STALE_INVENTORY(SafetyRule.STALE_INVENTORY, Invariant.INVENTORY_FRESH),
    NO_CLEARANCE(SafetyRule.CLEARED_BY_PERSON, Invariant.CLEARED_STAYS_SILENT),
    NO_WEAK_EVIDENCE(SafetyRule.WEAK_EVIDENCE, Invariant.WEAK_EVIDENCE_NEVER_SUSPENDS),
    NO_SHADOW(SafetyRule.NOT_LIVE, Invariant.SHADOW_NEVER_ACTS),
    NO_DWELL(SafetyRule.DWELL, Invariant.DWELL_KEPT),
    NO_CANARY(SafetyRule.NO_CANARY, Invariant.CANARY_PASSED),
    NO_TELLING(SafetyRule.NOBODY_TO_TELL, Invariant.TOLD_AT_ACTION),
    NO_BREAKER(SafetyRule.BREAKER, Invariant.BREAKERS_HOLD),
    NO_BUDGET(SafetyRule.BUDGET, Invariant.BUDGETS_KEPT),
    /// The lever is pulled without an intent in the journal.
    EAGER_LEVER(null, Invariant.ACTION_HAS_DECISION),
    /// A case acts on evidence that never got into it.
    EVIDENCE_DROPPED(null, Invariant.DECISION_HAS_EVIDENCE),
    /// What was read doubtfully is taken for certain.
    TRUSTS_DOUBT(null, Invariant.DOUBT_BEGINS_NOTHING),
    /// Mail that was refused counts as taken.
    POSTMAN_LIES(null, Invariant.TOLD_BEFORE_ACTED),
    /// Every desk is taken for a desk of one.
    ALWAYS_ALONE(null, Invariant.TWO_PERSONS),
    /// And so resuming needs nobody else.
    ALONE_AT_THE_SWITCH(null, Invariant.LOOSENING_BY_TWO),
    /// The last rung is taken by a timer.
    TERMINATES_BY_TIMER(null, Invariant.NOTHING_DESTRUCTIVE_BY_TIMER),
    /// Clocks are judged by a clock that runs a day ahead.
    CLOCKS_EARLY(null, Invariant.DEADLINE_NOT_EARLY),
    /// What fell due while the server was away is forgotten.
    NO_SWEEP(null, Invariant.DEADLINE_NOT_MISSED),
    /// After a crash a mail that may have gone out is sent again.
    SENDS_AGAIN(null, Invariant.ONE_MESSAGE_PER_DUTY),
    /// A transaction that loses the desk's part.
    TORN_APPEND(null, Invariant.STREAMS_WHOLE),
    /// The client's word opens no task and pauses no clock.
    DEAF(null, Invariant.REPLY_HEARD),
    /// A client gets a quarter of the time that was told.
    HASTY(null, Invariant.NOT_HARSHER_THAN_TOLD),
    /// After a crash the lever is pulled without a look.
    PULLS_AGAIN(null, Invariant.ONCE_IS_ONCE),
    /// Undoing takes others' effects with it.
    UNDOES_TOO_MUCH(null, Invariant.OTHERS_LEFT_ALONE),
    /// A lease of ten years.
    LONG_LEASE(null, Invariant.LEASES_END),
    /// An undo is believed instead of read back.
    BELIEVES_UNDO(null, Invariant.REVERSED_MEANS_WORLD_BACK),
    /// A mass revert in one go.
    NO_BATCHES(null, Invariant.REVERT_IN_BATCHES),
    /// A reversal keeps the strike.
    KEEPS_STRIKES(null, Invariant.STRIKES_OF_REVERSED_GONE),
    /// A notice names its reporter.
    TELLS_REPORTER(null, Invariant.REPORTER_HIDDEN),
    /// An act is believed instead of read back.
    BELIEVES_ACT(null, Invariant.BOOKS_ARE_WORLD);

    public final Invariant caughtBy;
    final @Nullable SafetyRule without;

    Defect(@Nullable SafetyRule without, Invariant caughtBy) {
        this.without = without;
        this.caughtBy = caughtBy;
    }

    Set<SafetyRule> rules() {
        EnumSet<SafetyRule> rules = EnumSet.allOf(SafetyRule.class);
        if (without != null) {
            rules.remove(without);
        }
        return rules;
    }
}
