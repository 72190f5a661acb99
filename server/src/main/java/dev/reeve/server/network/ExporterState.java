package dev.reeve.server.network;

import java.time.Instant;

/// How one exporter does. It goes with the evidence: what was lost weakens what its records prove.
///
/// @param lost records or datagrams that the sequence numbers say are missing
/// @param unknownTemplates sets that came before their template
/// @param sampling one packet in so many, as the last flow had it; 0 before the first
/// @param lastHeard when its last datagram came
/// @param problem the last thing that was wrong; empty when nothing was
public record ExporterState(
        String address,
        long datagrams,
        long records,
        long malformed,
        long lost,
        long unknownTemplates,
        int sampling,
        Instant lastHeard,
        String problem) {}
