package dev.reeve.network.detect;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;

/// From where on something counts, for one client's plan.
///
/// @param scanHostsMin different hosts that didn't answer on one port, within a quarter of an hour
/// @param scanPortsMin different ports of one host
/// @param slowScanHostsMin different hosts that didn't answer, within a day
/// @param ownScanMin different addresses and ports of the provider's own that didn't answer, within an hour
/// @param floodPacketsPerSecond of packets that nobody asked for
/// @param floodBitsPerSecond likewise
/// @param synPerSecond of SYNs without an answer
/// @param reflectionBitsPerSecond of answers that are far larger than what was asked
/// @param mailHostsMin different mail servers within ten minutes
/// @param ircSecondsMin of a connection to an IRC port
/// @param relayPairsMin connections that came in and went out alike, within an hour
/// @param planBitsPerSecond what the client bought; 0 for no limit
/// @param uplinkBitsPerSecond what all clients together have; 0 where unknown
public record Thresholds(
        double scanHostsMin,
        double scanPortsMin,
        double slowScanHostsMin,
        double ownScanMin,
        double floodPacketsPerSecond,
        double floodBitsPerSecond,
        double synPerSecond,
        double reflectionBitsPerSecond,
        double mailHostsMin,
        double ircSecondsMin,
        double relayPairsMin,
        double planBitsPerSecond,
        double uplinkBitsPerSecond) {
    public static final Thresholds DEFAULTS =
            new Thresholds(40, 25, 160, 25, 20_000, 200e6, 1_000, 2e6, 40, 600, 20, 0, 0);

    /// @param values by the names of the components above; what is not named stays as it is
    /// @throws IllegalArgumentException naming what is no threshold, and those that there are
    public Thresholds with(Map<String, Double> values) {
        RecordComponent[] components = Thresholds.class.getRecordComponents();
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        Object[] all = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        try {
            for (int i = 0; i < all.length; i++) {
                String name = components[i].getName();
                unknown.remove(name);
                types[i] = components[i].getType();
                all[i] = values.getOrDefault(
                        name, (Double) components[i].getAccessor().invoke(this));
            }
            if (!unknown.isEmpty()) {
                throw new IllegalArgumentException("there is no threshold " + unknown.first() + "; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(components)
                                        .map(RecordComponent::getName)
                                        .toList()));
            }
            return (Thresholds) Thresholds.class.getDeclaredConstructor(types).newInstance(all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
