package dev.reeve.network.detection;

import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/// What a detector saw of one client at one moment. Signs of the same kind, client and port are one detection.
///
/// @param client the address that did it
/// @param port that tells detections of one client apart, such as the port that is scanned; 0 where none does
/// @param fromMillis when what is counted in the numbers began
/// @param atMillis when the last of it happened, by the exporter's or capture's clock
/// @param numbers what was measured, by name; never personal values
/// @param facts plain words that the policy may ask for
public record Sign(
        String detector,
        Kind kind,
        Endpoint client,
        int port,
        long fromMillis,
        long atMillis,
        Strength strength,
        Map<String, Double> numbers,
        Map<String, String> facts)
        implements Serializable {
    public Sign {
        numbers = java.util.Collections.unmodifiableMap(new TreeMap<>(numbers));
        facts = java.util.Collections.unmodifiableMap(new TreeMap<>(facts));
        if (atMillis < fromMillis) {
            throw new IllegalArgumentException("a sign ends no earlier than it begins");
        }
    }
}
