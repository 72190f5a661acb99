package dev.reeve.network.detect;

/// From where on something counts, for one client's plan.
///
/// @param scanHostsMin different hosts that didn't answer on one port, within a quarter of an hour
/// @param scanPortsMin different ports of one host
/// @param floodPacketsPerSecond of packets that nobody asked for
/// @param floodBitsPerSecond likewise
/// @param synPerSecond of SYNs without an answer
/// @param reflectionBitsPerSecond of answers that are far larger than what was asked
/// @param mailHostsMin different mail servers within ten minutes
public record Thresholds(
        int scanHostsMin,
        int scanPortsMin,
        double floodPacketsPerSecond,
        double floodBitsPerSecond,
        double synPerSecond,
        double reflectionBitsPerSecond,
        int mailHostsMin) {
    public static final Thresholds DEFAULTS = new Thresholds(50, 25, 20_000, 200e6, 1_000, 2e6, 40);
}
