package dev.reeve.server.network;

import java.time.Instant;

/// How one exporter did in some minutes. It goes with the evidence of a detection: what was lost weakens what its
/// records prove, sampling says how much of the truth they are, and a wrong clock moves them.
///
/// @param from when these minutes began, by our clock; no earlier than the start of the sensor
/// @param to when they ended
/// @param lost what is missing by the sequence numbers
/// @param lostShare that of all that was sent, from 0 to 1
/// @param sampling one packet in so many at most; 0 where no flow came
/// @param behindMillis how far its clock was behind ours, where it was farthest off; less than 0 ahead
public record ExporterSpan(
        String address,
        Instant from,
        Instant to,
        long datagrams,
        long records,
        long lost,
        double lostShare,
        long malformed,
        long unknownTemplates,
        int sampling,
        long behindMillis) {
    /// What is missing of all that was sent.
    static double share(long lost, long numbered) {
        return lost == 0 ? 0 : (double) lost / (lost + numbered);
    }
}
