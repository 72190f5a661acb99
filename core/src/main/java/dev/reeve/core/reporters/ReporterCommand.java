package dev.reeve.core.reporters;

import dev.reeve.core.journal.Personal;

/// What a person wants of a reporter.
public sealed interface ReporterCommand {
    record MarkBadFaith(Personal reasons) implements ReporterCommand {}

    record TakeBackBadFaith(Personal reasons) implements ReporterCommand {}

    /// The first to ask proposes, another approves.
    ///
    /// @param identity as whom: one that was proved
    record Trust(ReporterState.Identity identity, Personal reasons) implements ReporterCommand {}

    record TakeBackTrust(Personal reasons) implements ReporterCommand {}
}
