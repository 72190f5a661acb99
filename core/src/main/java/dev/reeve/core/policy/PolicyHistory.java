package dev.reeve.core.policy;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// All versions that were ever in force.
public record PolicyHistory(List<Policy> versions) {
    public PolicyHistory {
        versions = versions.stream()
                .sorted(Comparator.comparing(Policy::effectiveFrom))
                .toList();
    }

    /// The version in force at an instant; before the first one there was no policy.
    public Optional<Policy> inForce(Instant at) {
        return versions.stream().filter(p -> !p.effectiveFrom().isAfter(at)).reduce((earlier, later) -> later);
    }

    public Optional<Policy> find(String hash) {
        return versions.stream().filter(p -> p.hash().equals(hash)).findFirst();
    }
}
