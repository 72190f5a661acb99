package dev.reeve.formats;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.List;

/// What is known of the provider that the mail was sent to: which addresses are its own. It tells the culprit
/// from the victim and the relay; formats must do without it too.
///
/// @param prefixes empty where nothing is known
public record Provider(List<IpPrefix> prefixes) {
    public static final Provider UNKNOWN = new Provider(List.of());

    public Provider {
        prefixes = List.copyOf(prefixes);
    }

    public boolean isKnown() {
        return !prefixes.isEmpty();
    }

    public boolean holds(IpAddress address) {
        return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
    }
}
