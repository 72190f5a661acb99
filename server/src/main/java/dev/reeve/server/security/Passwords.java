package dev.reeve.server.security;

import dev.reeve.server.keys.SecretKeyFile;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// Keeps passwords as bcrypt of their HMAC under the installation's key. So a copy of the database alone gives
/// nothing to
/// guess at, and bcrypt's limit of 72 bytes cuts nothing off.
public final class Passwords {
    /// bcrypt's work: a quarter of a second on a machine of 2025.
    public static final int ROUNDS = 12;

    /// NIST SP 800-63B-4 asks for 15 where a password stands alone, and for 8 beside a second factor.
    public static final int LENGTH_MIN = 12;

    public static final int LENGTH_MAX = 200;

    private final SecretKeyFile key;
    private final BCryptPasswordEncoder bcrypt;
    private final String nobodys;

    /// @param rounds logarithm of bcrypt's work; 12 takes a quarter of a second
    public Passwords(SecretKeyFile key, int rounds) {
        this.key = key;
        this.bcrypt = new BCryptPasswordEncoder(rounds);
        this.nobodys = hash(Secrets.fresh());
    }

    String hash(String password) {
        return bcrypt.encode(peppered(password));
    }

    /// Takes the same time whether there is such a person, or a password, or not.
    boolean matches(String password, @Nullable String hash) {
        boolean right = bcrypt.matches(peppered(password), hash == null ? nobodys : hash);
        return right && hash != null;
    }

    private String peppered(String password) {
        byte[] cut =
                password.substring(0, Math.min(password.length(), LENGTH_MAX)).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(key.mac("password", cut));
    }

    /// @throws IllegalArgumentException saying what to choose instead
    static void check(String name, String password) {
        if (password.length() < LENGTH_MIN || password.length() > LENGTH_MAX) {
            throw new IllegalArgumentException("a password has " + LENGTH_MIN + " to " + LENGTH_MAX
                    + " characters; a few unrelated words are easy to keep in mind");
        }
        if (password.equalsIgnoreCase(name) || password.chars().distinct().count() < 5) {
            throw new IllegalArgumentException("this password is among the first that are tried; choose another");
        }
    }
}
