package dev.reeve.core.backtest;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.safety.AccountEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that came from outside of the desk, and so is the same under every policy.
sealed interface Moment {
    Instant at();

    /// Evidence whose holder was known.
    record Seen(
            Instant at,
            Observation observation,
            HeldBy holder,
            @Nullable Personal reporterAddress) implements Moment {}

    /// A client's word, a bounce, or a person's decision in a case.
    record Said(Instant at, CaseId recordedCase, CaseEvent event, ActorId by) implements Moment {}

    /// An account was protected, or is not any more.
    record Protection(AccountId account, Recorded<AccountEvent> recorded) implements Moment {
        @Override
        public Instant at() {
            return recorded.at();
        }
    }
}
