package dev.reeve.network.detect;

import dev.reeve.network.detection.Endpoint;

/// What one client used in five minutes, once they are over.
///
/// @param fromMillis when they began
/// @param bitsIn a second, on average, to the client
/// @param bitsOut likewise, from it
/// @param allBitsOut of all clients together
public record Use(Endpoint client, long fromMillis, double bitsIn, double bitsOut, double allBitsOut) {
    public static final long MILLIS = 300_000;
}
