package dev.reeve.actuators.nftables;

import dev.reeve.core.ids.ActionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// One action's reason for an element, kept in the kernel beside it.
///
/// An element of a set has one comment, so it can name one action only, while two cases may want the same address
/// blocked. So each set has a twin that no rule looks at, whose key is the element's key and 64 bits of the action's
/// hash,
/// and whose comment is the action's id. Both change in one transaction, expire together, and go together when someone
/// flushes the table: there is no file that could say otherwise.
record Claim(ActionId action) {
    /// Begins the comment of everything that we make. With the longest identifier it fits nft's 128 characters.
    static final String PREFIX = "reeve:";

    String comment() {
        return PREFIX + action.value();
    }

    List<Object> key(EffectSet set) {
        ByteBuffer hash = ByteBuffer.wrap(sha256(action.value()));
        List<Object> key = new ArrayList<>(set.key());
        key.add(Integer.toUnsignedLong(hash.getInt()));
        key.add(Integer.toUnsignedLong(hash.getInt()));
        return key;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
