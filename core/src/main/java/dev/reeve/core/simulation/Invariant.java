package dev.reeve.core.simulation;

/// What must hold at every step, whatever happens.
public enum Invariant {
    ACTION_HAS_DECISION("Nothing is done to the world that was not decided and begun in the journal first."),
    DECISION_HAS_EVIDENCE("No action is decided in a case without evidence."),
    TOLD_BEFORE_ACTED("No action begins before its client was told, unless a reason of necessity is recorded."),
    TOLD_AT_ACTION("A client is told of an action at the moment it takes effect."),
    TWO_PERSONS("A termination, and a suspension of a protected client, is wanted by two persons."),
    LOOSENING_BY_TWO("Resuming, loosening limits and taking a protection away need two persons."),
    NOTHING_DESTRUCTIVE_BY_TIMER("Nothing that can't be taken back is ordered by the policy alone."),
    DEADLINE_NOT_EARLY("No deadline fires before it is due, and the policy acts only when one has fired."),
    DEADLINE_NOT_MISSED("A deadline that is due fires, also after an outage."),
    ONE_MESSAGE_PER_DUTY("Of one duty to tell somebody at most one message goes out."),
    STREAMS_WHOLE("What was decided is what the journal has, without gaps, and a fold of it is the state in use."),
    HOLDER_AT_THE_ACT("Whoever held it then is known to hold it now, when the lever is pulled."),
    OWN_TARGET("An action touches one thing, and it is the client's of the case."),
    PROTECTED_SPARED("The policy alone does no more to a protected client than restrict."),
    WEAK_EVIDENCE_NEVER_SUSPENDS("The policy suspends nobody on forgeable evidence, or on one stranger's word."),
    DOUBT_BEGINS_NOTHING(
            "On what was not read surely, no client hears or feels anything before a person confirmed it."),
    SHADOW_NEVER_ACTS("A rule that is not live reaches no case."),
    BUDGETS_KEPT("No budget is ever exceeded."),
    BREAKERS_HOLD("The policy does nothing while a breaker is open."),
    HALT_HOLDS("Nobody acts while the desk is halted."),
    INVENTORY_FRESH("The policy does nothing on an old inventory."),
    DWELL_KEPT("The policy takes no step before the last one had time to work."),
    CANARY_PASSED("No lever is used that has not proved, with its present settings, that it can undo."),
    CLEARED_STAYS_SILENT("Of a signal that a person cleared, the client hears and feels nothing."),
    REPLY_HEARD("The policy does not act on a client whose reply nobody has read, unless the harm is of the gravest."),
    NOT_HARSHER_THAN_TOLD("No client is treated more harshly, or given less time, than told."),
    ONCE_IS_ONCE("No lever is pulled twice for one order."),
    OTHERS_LEFT_ALONE("What others did to a service stays as it was."),
    LEASES_END("An effect that can end by itself does so within its lease when we are gone."),
    REVERSED_MEANS_WORLD_BACK("A reversal is complete only when nothing of ours is left in the world."),
    REVERT_IN_BATCHES("A mass revert goes in batches."),
    STRIKES_OF_REVERSED_GONE("A reversed case leaves no strike and no breach."),
    REPORTER_HIDDEN("No notice to a client carries its reporter."),
    BOOKS_ARE_WORLD("What the books say is in force is in force, and nothing else of ours is.");

    public final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }
}
