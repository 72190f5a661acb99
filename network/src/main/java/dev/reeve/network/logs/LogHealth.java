package dev.reeve.network.logs;

import java.util.Map;

/// What became of a log's lines.
///
/// @param form what it was taken for
/// @param meant lines that said something that matters
/// @param passed lines that were read and say nothing of abuse
/// @param bad lines that can't be read, or are too long
/// @param problems why, and where first: at most a few, by their words
public record LogHealth(String form, long lines, long meant, long passed, long bad, Map<String, Long> problems) {
    public LogHealth {
        problems = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(problems));
    }
}
