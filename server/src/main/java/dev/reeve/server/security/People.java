package dev.reeve.server.security;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.policy.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The persons of the desk. Every change is noted with who made it, and there is always an administrator left.
public final class People {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{1,39}");

    /// Names that the journal gives to the machine.
    private static final Set<String> TAKEN = Set.of("reeve", "policy-file", "inventory", "command-line", "anonymous");

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final AdminNotes notes;
    private final InstantSource time;

    public People(DataSource dataSource, AdminNotes notes, InstantSource time) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        this.notes = notes;
        this.time = time;
    }

    public Optional<Person> find(String name) {
        return jdbc.sql("select * from person where name = :name")
                .param("name", name)
                .query((row, n) -> person(row))
                .optional();
    }

    public List<Person> list() {
        return jdbc.sql("select * from person order by name")
                .query((row, n) -> person(row))
                .list();
    }

    /// Whether nobody could let others in.
    public boolean noAdministrator() {
        return list().stream().noneMatch(p -> !p.disabled() && p.roles().contains(Role.ADMINISTRATOR));
    }

    /// Whether there is no second person who could approve what two must decide.
    public boolean deskOfOne() {
        return list().stream()
                        .filter(p -> !p.disabled() && new Actor(p.id(), p.roles(), false).may(Role.SENIOR))
                        .count()
                < 2;
    }

    /// A person without a password yet: they get a link to choose one.
    ///
    /// @throws IllegalArgumentException saying what to write instead
    public void add(String name, String fullName, Set<Role> roles, ActorId by) {
        if (!NAME.matcher(name).matches() || TAKEN.contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" can't be a login name; write 2 to 40 of a-z 0-9 . _ - beginning with a letter");
        }
        if (fullName.isBlank() || fullName.length() > 100) {
            throw new IllegalArgumentException("write the person's full name, at most 100 characters");
        }
        checkRoles(roles);
        transactions.executeWithoutResult(status -> {
            int added = jdbc.sql("""
                    insert into person (name, full_name, roles, created_at) values (:name, :full, :roles, :now)
                    on conflict (name) do nothing
                    """)
                    .param("name", name)
                    .param("full", fullName.strip())
                    .param("roles", Roles.text(roles))
                    .param("now", Timestamp.from(time.instant()))
                    .update();
            if (added == 0) {
                throw new IllegalArgumentException("there is a person " + name + " already");
            }
            notes.note(by, "person added", "person", name, "roles", Roles.text(roles));
        });
    }

    public void setRoles(String name, Set<Role> roles, ActorId by) {
        checkRoles(roles);
        transactions.executeWithoutResult(status -> {
            change("update person set roles = :value where name = :name", name, Roles.text(roles));
            keepAnAdministrator();
            notes.note(by, "roles changed", "person", name, "roles", Roles.text(roles));
        });
    }

    public void disable(String name, ActorId by) {
        transactions.executeWithoutResult(status -> {
            change(
                    "update person set disabled_at = :value, credentials = credentials + 1 where name = :name",
                    name,
                    Timestamp.from(time.instant()));
            keepAnAdministrator();
            notes.note(by, "person disabled", "person", name);
        });
    }

    public void enable(String name, ActorId by) {
        transactions.executeWithoutResult(status -> {
            change("update person set disabled_at = null where name = :name and :value", name, true);
            notes.note(by, "person enabled", "person", name);
        });
    }

    private void change(String sql, String name, Object value) {
        int changed = jdbc.sql(sql).param("name", name).param("value", value).update();
        if (changed == 0) {
            throw new IllegalArgumentException("there is no person " + name);
        }
    }

    private static void checkRoles(Set<Role> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("give at least one role, such as viewer");
        }
    }

    private void keepAnAdministrator() {
        // Locked, so that two can't each remove the other as the last one.
        boolean left =
                jdbc.sql("select * from person order by name for update").query((row, n) -> person(row)).list().stream()
                        .anyMatch(p -> !p.disabled() && p.roles().contains(Role.ADMINISTRATOR));
        if (!left) {
            throw new IllegalArgumentException(
                    "nobody would be an administrator any more; make another person one first");
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("name"),
                row.getString("full_name"),
                Roles.parse(row.getString("roles")),
                row.getString("password") != null,
                row.getBytes("totp") != null,
                row.getInt("credentials"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("disabled_at") != null);
    }
}
