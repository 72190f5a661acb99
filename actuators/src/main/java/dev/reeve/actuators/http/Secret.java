package dev.reeve.actuators.http;

import dev.reeve.actuators.template.UnusableOrderException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A secret in a file of its own, read at every use so that it can be changed without a restart. It is shown nowhere.
final class Secret {
    /// Tokens and keys are shorter.
    private static final int LENGTH_MAX = 16_384;

    private final @Nullable Path file;

    Secret(@Nullable Path file) {
        this.file = file;
    }

    boolean configured() {
        return file != null;
    }

    String read() {
        if (file == null) {
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LENGTH_MAX + 1);
            String secret = new String(bytes, StandardCharsets.UTF_8).strip();
            if (secret.isEmpty() || bytes.length > LENGTH_MAX) {
                throw new UnusableOrderException(
                        "the secret file " + file + " is empty or longer than " + LENGTH_MAX + " bytes");
            }
            return secret;
        } catch (IOException e) {
            throw new UnusableOrderException("the secret file " + file + " cannot be read");
        }
    }

    /// Takes the secret out of what a back end sent back.
    static String hide(String secret, String text) {
        return secret.isEmpty() ? text : text.replace(secret, "***");
    }

    @Override
    public String toString() {
        return "secret";
    }
}
