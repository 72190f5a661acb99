package dev.reeve.network.link;

import dev.reeve.network.detection.Endpoint;
import java.util.Set;

/// Who may speak for the network on a segment. What is listed is never a sign; whoever else claims the same is
/// one at once. Where a list is empty, the first that is seen is taken for the real one, and another is a
/// suspicion only.
///
/// @param routers link-layer addresses that may advertise a router, relay DHCP and hold a gateway's address
/// @param dhcpServers link-layer addresses that may answer DHCP, besides the routers
/// @param gateways addresses that only a router may claim
public record LinkTrust(Set<Long> routers, Set<Long> dhcpServers, Set<Endpoint> gateways) {
    public static final LinkTrust NONE = new LinkTrust(Set.of(), Set.of(), Set.of());

    public LinkTrust {
        routers = Set.copyOf(routers);
        dhcpServers = Set.copyOf(dhcpServers);
        gateways = Set.copyOf(gateways);
        if (!gateways.isEmpty() && routers.isEmpty()) {
            throw new IllegalArgumentException("a gateway's address is listed, and no router that may hold it");
        }
    }

    Set<Long> mayAnswerDhcp() {
        if (dhcpServers.isEmpty()) {
            return Set.of();
        }
        Set<Long> all = new java.util.HashSet<>(dhcpServers);
        all.addAll(routers);
        return Set.copyOf(all);
    }

    boolean isForged(Endpoint claimed, long mac) {
        return gateways.contains(claimed) && !routers.contains(mac);
    }
}
