package dev.reeve.server.views;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One entry of the journal in words.
///
/// @param by who caused it
/// @param tone `person` for what persons did, `world` for what changed the world or came from outside, else `desk`
/// @param quote somebody's own words; null when there are none, or they were erased
public record Line(
        Instant at,
        String by,
        String tone,
        String type,
        String says,
        @Nullable String quote) {}
