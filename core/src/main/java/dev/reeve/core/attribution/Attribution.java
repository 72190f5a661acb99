package dev.reeve.core.attribution;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import java.time.Instant;
import java.util.List;

/// The answer to "who held this then, as known now". Only {@link HeldBy} may be acted on automatically.
public sealed interface Attribution {
    Instant knownAt();

    record HeldBy(AccountId account, ServiceId service, HoldingId holding, Instant knownAt) implements Attribution {}

    /// More than one client may have held it. Never a guess: a person looks.
    record Ambiguous(List<Candidate> candidates, String reason, Instant knownAt) implements Attribution {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /// Nobody is known to have held it. That is not the same as "nobody held it": it is kept, and asked again.
    record Unknown(String reason, Instant knownAt) implements Attribution {}

    record Candidate(AccountId account, ServiceId service, HoldingId holding) {}
}
