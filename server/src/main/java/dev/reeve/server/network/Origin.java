package dev.reeve.server.network;

/// What a detection was made of, and so where its proof is cut from.
enum Origin {
    FLOWS,
    LOGS
}
