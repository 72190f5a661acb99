package dev.reeve.server.vault;

import dev.reeve.core.journal.Personal;
import dev.reeve.server.keys.SecretKeyFile;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps personal values: encrypted, each with its own salt, under a name that says nothing. The journal holds only
/// the
/// name and a salted commitment; when value and salt are erased, nobody can tell what it was, and the chain still
/// holds.
public final class Vault {
    private static final int SALT_BYTES = 16;

    /// What a person may write to us in one value; longer text is evidence.
    public static final int CHARS_MAX = 100_000;

    private final JdbcClient jdbc;
    private final SecretKeyFile key;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Vault(JdbcClient jdbc, SecretKeyFile key, InstantSource clock) {
        this.jdbc = jdbc;
        this.key = key;
        this.clock = clock;
    }

    /// Keeps the value, durably when it returns outside a transaction. The same value kept twice has two names.
    public Personal keep(String value) {
        Sealed sealed = seal(value);
        sealed.row.accept(jdbc);
        return sealed.personal;
    }

    /// A value that is not kept yet.
    ///
    /// @param row keeps it, in whatever transaction it is given
    public record Sealed(Personal personal, Consumer<JdbcClient> row) {}

    /// Makes a value ready to be kept in the transaction of what needs it.
    public Sealed seal(String value) {
        if (value.length() > CHARS_MAX) {
            throw new IllegalArgumentException("a personal value has at most " + CHARS_MAX + " characters");
        }
        byte[] name = new byte[12];
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(name);
        random.nextBytes(salt);
        String ref = "p-" + HexFormat.of().formatHex(name);
        byte[] encrypted = key.encrypt(value.getBytes(StandardCharsets.UTF_8), ref);
        return new Sealed(
                Personal.of(ref, salt, value),
                to -> to.sql("insert into vault (ref, salt, value) values (:ref, :salt, :value)")
                        .param("ref", ref)
                        .param("salt", salt)
                        .param("value", encrypted)
                        .update());
    }

    /// Finds a value again without telling it: equal for equal values of one purpose, whatever their case.
    public String fingerprint(String purpose, String value) {
        byte[] bytes = value.strip().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(key.mac(purpose, bytes), 0, 16);
    }

    /// The value; empty when it was erased, or is not the one that was committed to.
    public Optional<String> open(Personal personal) {
        return jdbc.sql("select salt, value from vault where ref = :ref and value is not null")
                .param("ref", personal.ref())
                .query((row, number) -> {
                    byte[] plain = key.decrypt(row.getBytes("value"), personal.ref());
                    String value = new String(plain, StandardCharsets.UTF_8);
                    boolean committed =
                            Personal.commitment(row.getBytes("salt"), value).equals(personal.commitment());
                    return committed ? Optional.of(value) : Optional.<String>empty();
                })
                .optional()
                .flatMap(value -> value);
    }

    /// Erases value and salt for good. Erasing twice is erasing once.
    public void erase(String ref) {
        jdbc.sql("""
                        update vault set salt = null, value = null, erased_at = :now
                        where ref = :ref and erased_at is null
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("ref", ref)
                .update();
    }
}
