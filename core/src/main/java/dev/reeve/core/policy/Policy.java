package dev.reeve.core.policy;

import dev.reeve.core.ids.ClauseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One dated version of the policy.
///
/// @param version the operator's own name for it, such as `2026-11-01`
/// @param hash SHA-256 of the file's bytes, in hex: what decisions are pinned to
/// @param enquiries address for questions about it
/// @param promises what binds the provider
public record Policy(
        String version,
        String hash,
        String title,
        Instant effectiveFrom,
        String enquiries,
        List<Promise> promises,
        List<Clause> clauses) {
    public Policy {
        promises = List.copyOf(promises);
        clauses = List.copyOf(clauses);
    }

    /// A policy that promises nothing.
    public Policy(
            String version, String hash, String title, Instant effectiveFrom, String enquiries, List<Clause> clauses) {
        this(version, hash, title, effectiveFrom, enquiries, List.of(), clauses);
    }

    public Optional<Clause> find(ClauseId id) {
        return clauses.stream().filter(c -> c.id().equals(id)).findFirst();
    }
}
