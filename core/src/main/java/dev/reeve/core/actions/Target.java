package dev.reeve.core.actions;

import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The one thing that an action touches: a resource of a client, and how the back end calls it.
///
/// An action has exactly one target. An empty or wildcard name is an error, never "all".
///
/// @param externalIds the back ends' own names for the service, such as `vmid` or `cpanel-user`
/// @param node the machine it lives on, which chooses the agent
public record Target(
        AccountId account,
        ServiceId service,
        Resource resource,
        @Nullable String node,
        Map<String, String> externalIds) {
    public Target {
        externalIds = Map.copyOf(externalIds);
        refuseWildcard("target", resource.text());
        externalIds.forEach(Target::refuseWildcard);
        if (resource instanceof Resource.Prefix prefix && !prefix.prefix().single()) {
            throw new IllegalArgumentException("an action touches one address (/32 or /128), never " + prefix.text());
        }
    }

    private static void refuseWildcard(String name, String value) {
        boolean wild = value.isBlank()
                || value.equals("*")
                || value.equals("%")
                || value.equalsIgnoreCase("all")
                || value.indexOf(',') >= 0 && !name.equals("target");
        if (wild) {
            throw new IllegalArgumentException(name + " of an action must name one thing, but is \"" + value + '"');
        }
    }
}
