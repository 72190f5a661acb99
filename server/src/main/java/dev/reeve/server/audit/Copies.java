package dev.reeve.server.audit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/// Knows messages that were seen before, byte for byte.
final class Copies {
    /// Messages that are remembered; a copy of a later one is read again.
    private static final int MESSAGES_MAX = 2_000_000;

    private final Set<Hash> seen = new HashSet<>();

    /// Half of a SHA-256 tells past mail apart.
    private record Hash(long high, long low) {}

    boolean seen(byte[] message) {
        Hash hash = hash(message);
        return seen.size() < MESSAGES_MAX ? !seen.add(hash) : seen.contains(hash);
    }

    private static Hash hash(byte[] message) {
        try {
            ByteBuffer hash =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(message));
            return new Hash(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
