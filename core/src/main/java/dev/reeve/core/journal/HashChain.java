package dev.reeve.core.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The chain: the hash of an entry is SHA-256 over the previous hash and the SHA-256 of the entry's exact bytes,
/// both in
/// lower-case hex and each followed by a line feed. Standard tools check it:
///
/// ```
/// printf '%s\n%s\n' "$previous" "$(sha256sum < entry | cut -d' ' -f1)" | sha256sum
/// ```
///
/// Only digests go into the chain, so that entries that are nobody's business can be left out of what is handed to
/// others,
/// and the chain across them still verifies. Not thread-safe.
public final class HashChain {
    /// What the first entry is chained to.
    public static final String GENESIS = "0".repeat(64);

    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest digest = sha256();
    private String head;

    /// @param head the hash of the last entry, or {@link #GENESIS}
    public HashChain(String head) {
        if (head.length() != 64) {
            throw new IllegalArgumentException("a head is 64 hex digits");
        }
        this.head = head;
    }

    /// Adds an entry and returns its hash.
    public String add(byte[] entry) {
        return addDigest(HEX.formatHex(digest.digest(entry)));
    }

    /// Adds an entry of which only the SHA-256 is known.
    public String addDigest(String entryDigest) {
        head = HEX.formatHex(digest.digest((head + '\n' + entryDigest + '\n').getBytes(StandardCharsets.US_ASCII)));
        return head;
    }

    public String head() {
        return head;
    }

    /// SHA-256 of the bytes in lower-case hex.
    public static String hash(byte[] bytes) {
        return HEX.formatHex(sha256().digest(bytes));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
