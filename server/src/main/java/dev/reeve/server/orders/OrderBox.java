package dev.reeve.server.orders;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.keys.SecretKeyFile;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Takes orders from commands beside the running desk, which alone may append to the journal. A command writes who
/// gives the order, and under the installation's key that it may; the desk decides as it does for the console, and
/// answers.
///
/// A crash between decision and answer decides again, which is harmless: a halted desk is halted, a proposer can't
/// approve, what is being taken back is not taken back twice, and of a message one word is enough.
public final class OrderBox {
    /// An order that waited longer than this is not carried out: who gave it has long turned to something else.
    private static final Duration AGE_MAX = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final SecretKeyFile key;
    private final InstantSource time;

    /// @param time the machine's, also where the desk runs by another
    public OrderBox(JdbcClient jdbc, SecretKeyFile key, InstantSource time) {
        this.jdbc = jdbc;
        this.key = key;
        this.time = time;
    }

    public enum Verb {
        HALT,
        RESUME,
        REVERT,
        CONFIRM,
        REJECT
    }

    /// Takes what a person says of a message that was not read surely.
    public interface Words {
        Decision say(MessageId message, boolean report, Actor by);
    }

    /// @param by a person who proved who they are just now
    public long put(Verb verb, Map<String, String> details, Actor by) {
        String lines = details.entrySet().stream()
                .map(e -> e.getKey() + '=' + e.getValue().replace('\n', ' '))
                .sorted()
                .collect(Collectors.joining("\n"));
        String roles = by.roles().stream().map(Role::word).sorted().collect(Collectors.joining(","));
        // PostgreSQL keeps microseconds, and the mark covers the time.
        Instant now = time.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        return jdbc.sql("""
                        insert into desk_order (at, actor, roles, verb, details, mac)
                        values (:at, :actor, :roles, :verb, :details, :mac) returning id
                        """)
                .param("at", Timestamp.from(now))
                .param("actor", by.id().value())
                .param("roles", roles)
                .param("verb", verb.name())
                .param("details", lines)
                .param("mac", mark(now, by.id().value(), roles, verb.name(), lines))
                .query(Long.class)
                .single();
    }

    /// What the desk answered.
    public record Answer(boolean accepted, String text) {}

    public Optional<Answer> answer(long id) {
        return jdbc.sql("select accepted, answer from desk_order where id = :id and accepted is not null")
                .param("id", id)
                .query((row, n) -> new Answer(row.getBoolean(1), row.getString(2)))
                .optional();
    }

    /// Takes an order back that nobody has answered.
    ///
    /// @return whether it was still waiting
    public boolean withdraw(long id) {
        return jdbc.sql("delete from desk_order where id = :id and accepted is null")
                        .param("id", id)
                        .update()
                == 1;
    }

    private record Order(long id, Instant at, String actor, String roles, String verb, String details, String mac) {
        Map<String, String> values() {
            Map<String, String> values = new TreeMap<>();
            details.lines().forEach(line -> {
                int equals = line.indexOf('=');
                values.put(line.substring(0, equals), line.substring(equals + 1));
            });
            return values;
        }

        Actor by() {
            Set<Role> parsed = Arrays.stream(roles.split(","))
                    .filter(r -> !r.isEmpty())
                    .map(Role::parse)
                    .collect(Collectors.toSet());
            return new Actor(new ActorId(actor), parsed, true);
        }
    }

    /// Decides about what waits. Only for the one process that writes the journal.
    public void answerWaiting(DeskOrders desk, MassReverts reverts, Words words) {
        List<Order> waiting = jdbc.sql("select * from desk_order where accepted is null order by id limit 100")
                .query((row, n) -> new Order(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("actor"),
                        row.getString("roles"),
                        row.getString("verb"),
                        row.getString("details"),
                        row.getString("mac")))
                .list();
        for (Order order : waiting) {
            Answer answer = decide(order, desk, reverts, words);
            jdbc.sql("update desk_order set accepted = :accepted, answer = :answer where id = :id")
                    .param("accepted", answer.accepted)
                    .param("answer", answer.text)
                    .param("id", order.id)
                    .update();
        }
    }

    private Answer decide(Order order, DeskOrders desk, MassReverts reverts, Words words) {
        if (!mark(order.at, order.actor, order.roles, order.verb, order.details).equals(order.mac)) {
            return new Answer(false, "the order was not written with the keys of this installation");
        }
        if (order.at.isBefore(time.instant().minus(AGE_MAX))) {
            return new Answer(false, "the order waited for longer than " + AGE_MAX + "; give it again");
        }
        Map<String, String> values = order.values();
        String why = values.getOrDefault("why", "");
        try {
            return switch (Verb.valueOf(order.verb)) {
                case HALT -> said(desk.halt(why, order.by()), "halted: nothing goes out");
                case RESUME -> {
                    Decision decision = desk.resume(why, order.by());
                    yield said(decision, desk.resumed() ? "things go again" : "proposed; another person approves");
                }
                case REVERT -> revert(values, order.by(), reverts);
                case CONFIRM ->
                    said(words.say(message(values), true, order.by()), "confirmed: it goes the way of any report");
                case REJECT ->
                    said(
                            words.say(message(values), false, order.by()),
                            "set aside: nothing was sent, and nothing stands on the client's record");
            };
        } catch (IllegalArgumentException unfit) {
            return new Answer(false, String.valueOf(unfit.getMessage()));
        }
    }

    private static Answer revert(Map<String, String> values, Actor by, MassReverts reverts) {
        Personal reasons = new Personal(values.getOrDefault("reasons", ""), values.getOrDefault("commitment", ""));
        MassReverts.Begun begun = reverts.begin(Selection.ofWords(values), reasons, by);
        return said(begun.decision(), begun.cases().size() + " cases are being taken back");
    }

    private static MessageId message(Map<String, String> values) {
        return new MessageId(values.getOrDefault("message", ""));
    }

    private static Answer said(Decision decision, String done) {
        return switch (decision) {
            case Decision.Decided decided -> new Answer(true, done);
            case Decision.Refused refused -> new Answer(false, refused.why());
        };
    }

    private String mark(Instant at, String actor, String roles, String verb, String details) {
        String text = String.join("\n", at.toString(), actor, roles, verb, details);
        return HexFormat.of().formatHex(key.mac("desk-order", text.getBytes(StandardCharsets.UTF_8)));
    }
}
