package dev.reeve.network.workload;

import dev.reeve.network.detection.Endpoint;

/// The truth about one client of a workload.
///
/// @param kind what it does: a kind of honest machine, or of abuse
/// @param observation what a detection of it should say; empty for an honest client
/// @param perSecond of abuse; 0 for an honest client
public record Label(
        Endpoint client, String kind, String observation, long fromMillis, long toMillis, double perSecond) {
    public boolean honest() {
        return observation.isEmpty();
    }
}
