package dev.reeve.core.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One reporter's claim, read from a message.
///
/// @param format what read it, with its version, as in `arf/1`
/// @param claimant who says so, as the message has it; personal, and not yet believed
/// @param observations what is claimed, the most specific resource first; those that share an incident are
///     the same thing by other names (its URL, its address), and the first one that can be attributed is
///     enough
/// @param notes what was odd about the report, for the desk: a hash that doesn't match, a missing field
/// @param personal values of persons that the desk may need, such as the complaining recipient; they go into
///     the vault
/// @param sealed the raw message must be sealed at once: child safety
/// @param notice what it says in law; null where it is no legal notice. A counter notice, a retraction or an
///     order may claim nothing, and then has no observations
/// @param confidence from 0 to 1: how surely it was read; 1 where a machine wrote it for machines
public record Report(
        String format,
        Claimant claimant,
        List<ObservationDraft> observations,
        Map<String, String> notes,
        List<PersonalFact> personal,
        boolean sealed,
        @Nullable LegalNotice notice,
        double confidence) {
    public Report {
        observations = List.copyOf(observations);
        notes = Map.copyOf(notes);
        personal = List.copyOf(personal);
        if (observations.isEmpty() && notice == null) {
            throw new IllegalArgumentException("a report claims at least one thing");
        }
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence is 0 to 1, not " + confidence);
        }
    }

    /// A report that a machine wrote for machines, and no legal notice.
    public Report(
            String format,
            Claimant claimant,
            List<ObservationDraft> observations,
            Map<String, String> notes,
            List<PersonalFact> personal,
            boolean sealed) {
        this(format, claimant, observations, notes, personal, sealed, null, 1);
    }

    public Optional<LegalNotice> findNotice() {
        return Optional.ofNullable(notice);
    }

    /// Who reports. Whether that is true is found by who received the message: by DKIM, a token, a client
    /// certificate.
    ///
    /// @param address where the reporter wants to hear back, or empty
    /// @param organisation or empty
    /// @param domain that the reporter speaks for, or empty
    /// @param signedBy domains of the DKIM signatures that the message carries, unverified
    /// @param authenticationResults whole header fields; only those of our own authserv-id mean anything
    public record Claimant(
            String address,
            String organisation,
            String domain,
            List<String> signedBy,
            List<String> authenticationResults) {
        public Claimant {
            signedBy = List.copyOf(signedBy);
            authenticationResults = List.copyOf(authenticationResults);
        }
    }

    /// A value of a person and where it stands.
    public record PersonalFact(String name, String value, Span span) {}
}
