package dev.reeve.network.link;

import dev.reeve.core.evidence.Strength;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which machines may play a role on the segment: those that are listed or, without a list, the first that plays
/// it.
final class KnownServers {
    private final Set<Long> listed;
    private long first = -1;

    KnownServers(Set<Long> listed) {
        this.listed = listed;
    }

    /// @return how sure it is that this machine may not; null for one that may
    @Nullable
    Strength doubt(long mac) {
        if (!listed.isEmpty()) {
            return listed.contains(mac) ? null : Strength.MEASURED;
        }
        if (first < 0) {
            first = mac;
        }
        return first == mac ? null : Strength.CLAIMED;
    }
}
