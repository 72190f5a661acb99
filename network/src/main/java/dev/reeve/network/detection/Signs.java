package dev.reeve.network.detection;

/// Takes the signs of detectors.
@FunctionalInterface
public interface Signs {
    void see(Sign sign);
}
