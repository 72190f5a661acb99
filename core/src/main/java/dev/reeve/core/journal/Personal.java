package dev.reeve.core.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Stands in the journal for a personal value that is kept apart: its name there, and a salted commitment to it. When
/// the
/// value and its salt are erased the chain still verifies, and nobody can guess the value from the commitment.
///
/// @param ref names the value in the vault
/// @param commitment SHA-256 over salt and value, lower-case hex
public record Personal(String ref, String commitment) {
    /// @param salt at least 16 random bytes
    public static Personal of(String ref, byte[] salt, String value) {
        return new Personal(ref, commitment(salt, value));
    }

    public static String commitment(byte[] salt, String value) {
        if (salt.length < 16) {
            throw new IllegalArgumentException("a salt has at least 16 bytes");
        }
        var digest = HashChain.sha256();
        digest.update(salt);
        return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
    }
}
