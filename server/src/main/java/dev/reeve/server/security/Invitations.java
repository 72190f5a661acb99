package dev.reeve.server.security;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One-time links by which a person chooses a password, the first administrator among them.
public final class Invitations {
    private static final Duration LENGTH = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final InstantSource time;

    public Invitations(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /// @param person null for the first administrator
    record Invitation(@Nullable String person) {}

    /// Earlier links of the same person no longer work.
    ///
    /// @param person null for the first administrator
    /// @return the secret part of the link
    public String make(@Nullable String person) {
        String secret = Secrets.fresh();
        jdbc.sql("delete from invitation where person is not distinct from cast(:person as text)")
                .param("person", person)
                .update();
        jdbc.sql("insert into invitation (hash, person, expires_at) values (:hash, :person, :expires)")
                .param("hash", Secrets.hash(secret))
                .param("person", person)
                .param("expires", Timestamp.from(time.instant().plus(LENGTH)))
                .update();
        return secret;
    }

    Optional<Invitation> find(String secret) {
        return jdbc.sql("select person from invitation where hash = :hash and expires_at > :now")
                .param("hash", Secrets.hash(secret))
                .param("now", Timestamp.from(time.instant()))
                .query((row, n) -> new Invitation(row.getString(1)))
                .optional();
    }

    /// @return false when another was quicker
    boolean use(String secret) {
        return jdbc.sql("delete from invitation where hash = :hash and expires_at > :now")
                        .param("hash", Secrets.hash(secret))
                        .param("now", Timestamp.from(time.instant()))
                        .update()
                == 1;
    }
}
