package dev.reeve.server.pgp;

import dev.reeve.core.evidence.Span;
import java.util.Set;

/// What an OpenPGP signature proved. Nothing is rejected for a bad one: it proves nothing, and why is on record.
public sealed interface PgpVerdict {
    record Unsigned() implements PgpVerdict {}

    /// @param reporters whose key it is, by the names that the operator gave them
    /// @param key its fingerprint
    /// @param signed the bytes that were signed; what stands outside of them the signature doesn't prove
    record Good(Set<String> reporters, String key, Span signed) implements PgpVerdict {
        public Good {
            reporters = Set.copyOf(reporters);
        }

        /// Whether a fact was read from what was signed.
        public boolean covers(Span fact) {
            return fact.offset() >= signed.offset()
                    && fact.offset() + fact.length() <= signed.offset() + signed.length();
        }
    }

    /// @param why in a sentence for persons
    record Bad(String why) implements PgpVerdict {}
}
