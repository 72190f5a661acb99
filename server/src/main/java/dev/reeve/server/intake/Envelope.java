package dev.reeve.server.intake;

import dev.reeve.core.ids.ReporterId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a door knows of a message beside its bytes.
///
/// @param door `smtp`, `http`, `file`, …
/// @param reporterAddress where answers go; personal, kept in the vault; null when there is none, as for bounces
/// @param token the sender's idempotency token
/// @param correlation the sender's own number
/// @param transport plain facts without personal values
public record Envelope(
        String door,
        ReporterId reporter,
        @Nullable String reporterAddress,
        @Nullable String token,
        @Nullable String correlation,
        Map<String, String> transport) {
    public Envelope {
        transport = Map.copyOf(transport);
    }
}
