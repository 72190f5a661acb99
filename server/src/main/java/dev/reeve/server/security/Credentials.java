package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.server.keys.SecretKeyFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// What persons prove themselves with: a password, and a code from their app or one of the recovery codes on paper.
public final class Credentials {
    private static final int RECOVERY_CODES = 8;

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SecretKeyFile key;
    private final Passwords passwords;
    private final AdminNotes notes;
    private final InstantSource time;

    public Credentials(
            DataSource dataSource, SecretKeyFile key, Passwords passwords, AdminNotes notes, InstantSource time) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.key = key;
        this.passwords = passwords;
        this.notes = notes;
        this.time = time;
    }

    /// Whether a login succeeded, and by what.
    enum Proof {
        REFUSED,
        PASSWORD,
        PASSWORD_AND_CODE
    }

    /// Whether somebody at the command line is this person: password and, where they have a second factor, its code.
    public boolean proves(String name, String password, String code) {
        return check(name, password, code) != Proof.REFUSED;
    }

    private record Kept(
            @Nullable String password, byte @Nullable [] totp, long step, List<String> recovery, boolean disabled) {}

    /// Says no in the same way, and after the same work, whatever was wrong.
    Proof check(String name, String password, String code) {
        Optional<Kept> kept = kept(name, "");
        boolean right = passwords.matches(password, kept.map(Kept::password).orElse(null));
        if (!right || kept.isEmpty() || kept.get().disabled) {
            return Proof.REFUSED;
        }
        if (kept.get().totp == null) {
            return Proof.PASSWORD;
        }
        Boolean coded = transactions.execute(status -> useCode(name, code));
        return Boolean.TRUE.equals(coded) ? Proof.PASSWORD_AND_CODE : Proof.REFUSED;
    }

    private boolean useCode(String name, String code) {
        // Locked: two logins with one code at once are one login.
        Kept kept = kept(name, " for update").orElseThrow();
        if (kept.totp == null) {
            return false;
        }
        OptionalLong step = Totp.match(key.decrypt(kept.totp, context(name)), code, time.instant(), kept.step);
        if (step.isPresent()) {
            set("update person set totp_step = :value where name = :name", name, step.getAsLong());
            return true;
        }
        String hash = Secrets.hash(recovery(code));
        if (!kept.recovery.contains(hash)) {
            return false;
        }
        List<String> left = kept.recovery.stream().filter(c -> !c.equals(hash)).toList();
        set("update person set recovery = :value where name = :name", name, String.join(" ", left));
        notes.note(new ActorId(name), "recovery code used", "left", Integer.toString(left.size()));
        return true;
    }

    /// @throws IllegalArgumentException when the password is too easy
    public void setPassword(String name, String password) {
        Passwords.check(name, password);
        String hash = passwords.hash(password);
        transactions.executeWithoutResult(status -> {
            set("update person set password = :value, credentials = credentials + 1 where name = :name", name, hash);
            notes.note(new ActorId(name), "password set", "person", name);
        });
    }

    /// @return recovery codes, to be shown once; nothing when the code does not belong to the secret
    Optional<List<String>> enrol(String name, byte[] secret, String code) {
        Instant now = time.instant();
        OptionalLong step = Totp.match(secret, code, now, 0);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            String text = Totp.base32(Secrets.bytes(10)).toLowerCase(Locale.ROOT);
            codes.add(text.substring(0, 8) + "-" + text.substring(8));
        }
        String hashes = String.join(
                " ", codes.stream().map(c -> Secrets.hash(recovery(c))).toList());
        transactions.executeWithoutResult(status -> {
            set("update person set totp = :value where name = :name", name, key.encrypt(secret, context(name)));
            set("update person set totp_step = :value where name = :name", name, step.getAsLong());
            set("update person set recovery = :value where name = :name", name, hashes);
            notes.note(new ActorId(name), "second factor set up", "person", name);
        });
        return Optional.of(List.copyOf(codes));
    }

    /// Takes away password and second factor: the person starts again with a new link.
    public void reset(String name, ActorId by) {
        transactions.executeWithoutResult(status -> {
            set("""
                    update person set password = null, totp = null, recovery = :value, credentials = credentials + 1
                    where name = :name
                    """, name, "");
            notes.note(by, "person reset", "person", name);
        });
    }

    private void set(String sql, String name, Object value) {
        if (jdbc.sql(sql).param("name", name).param("value", value).update() == 0) {
            throw new IllegalArgumentException("there is no person " + name);
        }
    }

    private Optional<Kept> kept(String name, String lock) {
        return jdbc.sql("select password, totp, totp_step, recovery, disabled_at from person where name = :name" + lock)
                .param("name", name)
                .query((row, n) -> new Kept(
                        row.getString(1),
                        row.getBytes(2),
                        row.getLong(3),
                        Arrays.asList(row.getString(4).split(" ")),
                        row.getTimestamp(5) != null))
                .optional();
    }

    private static String context(String name) {
        return "totp:" + name;
    }

    private static String recovery(String typed) {
        return typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    }
}
