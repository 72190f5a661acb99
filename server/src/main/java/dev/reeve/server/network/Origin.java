package dev.reeve.server.network;

/// What a detection was made of, and so where its proof is cut from.
public enum Origin {
    FLOWS,
    LOGS,
    CAPTURES
}
