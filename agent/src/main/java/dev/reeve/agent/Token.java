package dev.reeve.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// The secret that every call must carry, where one is asked for. Compared in a time that tells nothing.
final class Token {
    private static final int LENGTH_MIN = 16;

    private final byte @Nullable [] secret;

    private Token(byte @Nullable [] secret) {
        this.secret = secret;
    }

    static Token of(@Nullable Path file) throws IOException {
        if (file == null) {
            return new Token(null);
        }
        String text = Files.readString(file).strip();
        if (text.length() < LENGTH_MIN) {
            throw new IOException(
                    file + " has fewer than " + LENGTH_MIN + " characters; write a longer secret into it");
        }
        return new Token(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean matches(@Nullable String offered) {
        byte[] wanted = secret;
        return wanted == null
                || offered != null && MessageDigest.isEqual(wanted, offered.getBytes(StandardCharsets.UTF_8));
    }
}
