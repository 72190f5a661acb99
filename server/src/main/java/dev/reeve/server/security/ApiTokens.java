package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The tokens of the API. Only their hashes are kept.
public final class ApiTokens {
    private static final String BEGINNING = "reeve_";
    private static final int PREFIX_LENGTH = BEGINNING.length() + 6;
    private static final Duration LENGTH_MAX = Duration.ofDays(730);

    /// A use is noted at most this often, so that reads don't write.
    private static final Duration USE_NOTED = Duration.ofMinutes(10);

    private static final Pattern REPORTER = Pattern.compile("[a-z0-9][a-z0-9.@_-]{1,99}");

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AdminNotes notes;
    private final InstantSource time;

    public ApiTokens(DataSource dataSource, AdminNotes notes, InstantSource time) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.notes = notes;
        this.time = time;
    }

    /// @param owner whose roles bound it; the one who makes it
    /// @param reporter in lower case; null for a token that hands in no reports
    /// @return the token itself, to be shown once
    /// @throws IllegalArgumentException saying what to write instead
    public String make(Person owner, String label, Set<Role> roles, @Nullable String reporter, Duration length) {
        if (label.isBlank() || label.length() > 100) {
            throw new IllegalArgumentException("say in a few words what the token is for");
        }
        if (length.isNegative() || length.isZero() || length.compareTo(LENGTH_MAX) > 0) {
            throw new IllegalArgumentException("a token lasts 1 to " + LENGTH_MAX.toDays() + " days");
        }
        if (!owner.roles().containsAll(roles)) {
            throw new IllegalArgumentException("a token has no roles that its owner has not");
        }
        if (roles.isEmpty() && reporter == null) {
            throw new IllegalArgumentException("name a reporter, or give at least one role");
        }
        if (reporter != null && !REPORTER.matcher(reporter).matches()) {
            throw new IllegalArgumentException(
                    "a reporter is named in lower case, such as example.org or trap-network");
        }
        Instant now = time.instant();
        String secret = BEGINNING + Secrets.fresh();
        String id = "t-" + HexFormat.of().formatHex(Secrets.bytes(6));
        transactions.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into api_token (token_id, hash, prefix, label, owner, roles, reporter, created_at, expires_at)
                    values (:id, :hash, :prefix, :label, :owner, :roles, :reporter, :now, :expires)
                    """)
                    .param("id", id)
                    .param("hash", Secrets.hash(secret))
                    .param("prefix", secret.substring(0, PREFIX_LENGTH))
                    .param("label", label.strip())
                    .param("owner", owner.name())
                    .param("roles", Roles.text(roles))
                    .param("reporter", reporter)
                    .param("now", Timestamp.from(now))
                    .param("expires", Timestamp.from(now.plus(length)))
                    .update();
            notes.note(
                    owner.id(),
                    "token made",
                    "token",
                    id,
                    "roles",
                    Roles.text(roles),
                    "reporter",
                    reporter == null ? "" : reporter);
        });
        return secret;
    }

    public void revoke(String id, ActorId by) {
        transactions.executeWithoutResult(status -> {
            int revoked = jdbc.sql("update api_token set revoked_at = :now where token_id = :id and revoked_at is null")
                    .param("now", Timestamp.from(time.instant()))
                    .param("id", id)
                    .update();
            if (revoked == 0) {
                throw new IllegalArgumentException("there is no token " + id + " that could be revoked");
            }
            notes.note(by, "token revoked", "token", id);
        });
    }

    public List<ApiToken> list() {
        return jdbc.sql("select * from api_token order by created_at desc")
                .query((row, n) -> token(row))
                .list();
    }

    /// The token that this secret belongs to, if it still counts.
    Optional<ApiToken> find(String secret) {
        Instant now = time.instant();
        Optional<ApiToken> found = jdbc.sql("select * from api_token where hash = :hash")
                .param("hash", Secrets.hash(secret))
                .query((row, n) -> token(row))
                .optional()
                .filter(token -> token.validAt(now));
        found.filter(t -> t.lastUsedAt() == null || t.lastUsedAt().isBefore(now.minus(USE_NOTED)))
                .ifPresent(t -> jdbc.sql("update api_token set last_used_at = :now where token_id = :id")
                        .param("now", Timestamp.from(now))
                        .param("id", t.id())
                        .update());
        return found;
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("token_id"),
                row.getString("prefix"),
                row.getString("label"),
                row.getString("owner"),
                Roles.parse(row.getString("roles")),
                row.getString("reporter"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("revoked_at")),
                instant(row.getTimestamp("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
