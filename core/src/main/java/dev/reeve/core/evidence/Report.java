package dev.reeve.core.evidence;

import java.util.List;
import java.util.Map;

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
public record Report(
        String format,
        Claimant claimant,
        List<ObservationDraft> observations,
        Map<String, String> notes,
        List<PersonalFact> personal,
        boolean sealed) {
    public Report {
        observations = List.copyOf(observations);
        notes = Map.copyOf(notes);
        personal = List.copyOf(personal);
        if (observations.isEmpty()) {
            throw new IllegalArgumentException("a report claims at least one thing");
        }
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
