package dev.reeve.core.reporters;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Personal;

/// What the journal says of one reporter.
public sealed interface ReporterEvent extends Event {
    /// A person holds that this reporter doesn't report in good faith. What it sends later begins nothing by itself.
    record BadFaithMarked(Personal reasons) implements ReporterEvent {}

    record BadFaithTakenBack(Personal reasons) implements ReporterEvent {}

    /// Trusting a reporter needs a second person.
    ///
    /// @param way `token`, `dkim` or `pgp`
    /// @param name who it is proved to be in that way
    record TrustProposed(String way, String name, Personal reasons) implements ReporterEvent {}

    /// From now on its word weighs more, whenever it is proved in that way to be this one.
    record TrustGranted(ActorId proposer, String way, String name, Personal reasons) implements ReporterEvent {}

    record TrustTakenBack(Personal reasons) implements ReporterEvent {}
}
