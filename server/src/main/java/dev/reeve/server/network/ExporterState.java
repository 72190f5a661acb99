package dev.reeve.server.network;

import java.time.Instant;

/// How one exporter does since the start.
///
/// @param numbered what came of what its sequence numbers count: records, or datagrams, by the format
/// @param lost what is missing of it
/// @param unknownTemplates sets that came before their template
/// @param sampling one packet in so many, as the last flow had it; 0 before the first
/// @param behindMillis how far its clock is behind ours, by its last datagram; 0 where the format has no clock
/// @param lastHeard when its last datagram came
/// @param problem the last thing that was wrong; empty when nothing was
public record ExporterState(
        String address,
        long datagrams,
        long records,
        long numbered,
        long malformed,
        long lost,
        long unknownTemplates,
        int sampling,
        long behindMillis,
        Instant lastHeard,
        String problem) {}
