package dev.reeve.server.security;

import dev.reeve.core.journal.HashChain;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/// Random secrets that are handed out once and kept only as their hash. They are too long to be guessed, so that a
/// plain
/// SHA-256 does.
final class Secrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static String fresh() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(BYTES));
    }

    static String hash(String secret) {
        return HashChain.hash(secret.getBytes(StandardCharsets.UTF_8));
    }
}
