package dev.reeve.formats;

import java.util.Map;

/// What a delivery status notification (RFC 3464) says of one recipient; fields are empty where it doesn't
/// say.
///
/// @param recipient the address as we had written it; personal
/// @param action `failed`, `delayed`, `delivered`, `relayed` or `expanded`
/// @param status as in `5.1.1`
/// @param diagnostic the other server's words, at most {@link #DIAGNOSTIC_LENGTH_MAX} characters
/// @param originalMessageId of the mail that it is about, with its angle brackets
/// @param originalHeaders further header fields of that mail by lower-case name (`from`, `reply-to`,
///     `references`, …): our reply token stands in one of them
public record DeliveryStatus(
        String recipient,
        String action,
        String status,
        String diagnostic,
        String originalMessageId,
        Map<String, String> originalHeaders) {
    /// Enough for what a server says; the whole is in the raw message.
    public static final int DIAGNOSTIC_LENGTH_MAX = 1_000;

    public DeliveryStatus {
        originalHeaders = Map.copyOf(originalHeaders);
        diagnostic = diagnostic.length() > DIAGNOSTIC_LENGTH_MAX
                ? diagnostic.substring(0, DIAGNOSTIC_LENGTH_MAX)
                : diagnostic;
    }

    /// A failure that trying again won't mend. Without a status a failed action counts as one.
    public boolean permanent() {
        return action.equals("failed") && !status.startsWith("4.");
    }
}
