package dev.reeve.core.evidence;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Personal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the journal says of one message: how it came, what was read from it, and what became of each observation.
public sealed interface MessageEvent extends Event {
    /// The raw bytes are durable. Only after this is anything acknowledged.
    ///
    /// @param door `smtp`, `http`, `file`, …
    /// @param sha256 of the raw bytes, in hex; the evidence store's name for them
    /// @param token the sender's idempotency token; null when there was none
    /// @param correlation the sender's own number for it
    /// @param transport plain facts of transport: authenticated identity, DKIM verdict, envelope recipient's local
    /// part
    record Received(
            String door,
            String sha256,
            long sizeBytes,
            ReporterId reporter,
            @Nullable Personal reporterAddress,
            @Nullable String token,
            @Nullable String correlation,
            Map<String, String> transport)
            implements MessageEvent {
        public Received {
            transport = Map.copyOf(transport);
        }
    }

    /// Who it came from, as far as that was proved. Said with what became of each reading of it.
    ///
    /// @param sender the domain that it claims to come from, or the API client; empty where it names none
    record SenderKnown(String sender, List<Proof> proofs) implements MessageEvent {
        public SenderKnown {
            proofs = List.copyOf(proofs);
        }
    }

    /// One attempt to prove who reports.
    ///
    /// @param way `token`, `dkim` or `pgp`
    /// @param name who was proved: an API client, a domain, whoever a key was put down for; empty where nobody was
    /// @param ofAddress whether it proves the very address under which the reporter is known, not only its domain
    /// @param flaw why it proves nothing; null where it does
    record Proof(
            String way,
            String name,
            boolean ofAddress,
            @Nullable String flaw) {
        public boolean good() {
            return flaw == null;
        }
    }

    /// @param format what read it, with its version
    record Parsed(String format, List<Observation> observations, Map<String, String> notes) implements MessageEvent {
        public Parsed {
            observations = List.copyOf(observations);
            notes = Map.copyOf(notes);
        }
    }

    /// It is a message about one of our own notices or cases: a reply, a bounce.
    record Routed(CaseId caseId, String as) implements MessageEvent {}

    /// It is not a report: an auto-reply, a bounce of nobody's, ticket chatter.
    record SetAside(String why) implements MessageEvent {}

    /// It can't be read, and waits for a person with its reason. The next message is not held up.
    record Quarantined(String why) implements MessageEvent {}

    /// It was read, and begins nothing by itself: a person looks at it first.
    record Held(String why) implements MessageEvent {}

    /// It was read, but not surely. It becomes evidence that counts for nothing until a person has said what it
    /// is.
    ///
    /// @param percent how surely
    /// @param below what the desk asked for at that moment
    record Doubted(int percent, int below) implements MessageEvent {}

    /// A person read it: it is a report, and it accuses what was read.
    record Confirmed() implements MessageEvent {}

    /// A person read it: it is no report, or it accuses something else than was read, which they may then mark.
    record Rejected() implements MessageEvent {}

    /// A person looked at what was held, and lets it be judged.
    record LetIn(Personal reasons) implements MessageEvent {}

    record Attributed(ObservationId observation, Attribution attribution) implements MessageEvent {}

    /// A person said whose it is, with reasons.
    record AssignedByPerson(ObservationId observation, AccountId account, ServiceId service, Personal reasons)
            implements MessageEvent {}

    /// What judging led to: a case, nothing forbidden, or a shadow match only.
    record Judged(ObservationId observation, @Nullable CaseId caseId, List<String> clauses, String result)
            implements MessageEvent {
        public Judged {
            clauses = List.copyOf(clauses);
        }
    }

    /// What the reporter may be told: one of the outcome words.
    record OutcomeKnown(String outcome) implements MessageEvent {}
}
