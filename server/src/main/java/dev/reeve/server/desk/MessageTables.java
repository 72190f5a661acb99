package dev.reeve.server.desk;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.journal.Event;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps the tables of messages and observations: what came in, what was read from it, whose it was, what became of
/// it.
public final class MessageTables implements Projection {
    @Override
    public List<String> tables() {
        return List.of("message", "observation", "reporter_proof");
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (!(event instanceof MessageEvent message)) {
            return;
        }
        switch (message) {
            case MessageEvent.Received e -> received(entry, e, jdbc);
            case MessageEvent.SenderKnown e -> sender(entry, e, jdbc);
            case MessageEvent.Parsed e -> {
                state(entry, "parsed", null, jdbc);
                jdbc.sql("update message set format = :format where message_id = :message")
                        .param("format", e.format())
                        .param("message", entry.stream().id())
                        .update();
                e.observations().forEach(o -> observation(entry, o, jdbc));
            }
            case MessageEvent.Routed e -> state(entry, "routed", e.as() + " of case " + e.caseId(), jdbc);
            case MessageEvent.SetAside e -> state(entry, "set-aside", e.why(), jdbc);
            case MessageEvent.Quarantined e -> state(entry, "quarantined", e.why(), jdbc);
            case MessageEvent.Held e -> state(entry, "held", e.why(), jdbc);
            case MessageEvent.LetIn e -> state(entry, "parsed", null, jdbc);
            case MessageEvent.Doubted e -> doubt(entry, "open", e.percent(), jdbc);
            case MessageEvent.Confirmed e -> doubt(entry, "confirmed", null, jdbc);
            case MessageEvent.Rejected e -> rejected(entry, jdbc);
            case MessageEvent.Attributed e -> attributed(entry, e, jdbc);
            case MessageEvent.AssignedByPerson e ->
                attribution(
                        entry, e.observation().value(), "person", e.account().value(), null, jdbc);
            case MessageEvent.Judged e -> judged(entry, e, jdbc);
            case MessageEvent.OutcomeKnown e ->
                jdbc.sql("update message set outcome = :outcome where message_id = :message")
                        .param("outcome", e.outcome())
                        .param("message", entry.stream().id())
                        .update();
        }
    }

    private static void received(Entry entry, MessageEvent.Received e, JdbcClient jdbc) {
        jdbc.sql("""
                insert into message (message_id, door, sha256, size, reporter_id, token, correlation, received_at, state)
                values (:message, :door, :sha256, :size, :reporter, :token, :correlation, :at, 'received')
                on conflict (message_id) do nothing
                """)
                .param("message", entry.stream().id())
                .param("door", e.door())
                .param("sha256", e.sha256())
                .param("size", e.sizeBytes())
                .param("reporter", e.reporter().value())
                .param("token", e.token())
                .param("correlation", e.correlation())
                .param("at", Timestamp.from(entry.at()))
                .update();
    }

    /// A flawed proof names nobody: of each way the last is kept, so that nobody fills the table with made-up keys.
    private static void sender(Entry entry, MessageEvent.SenderKnown e, JdbcClient jdbc) {
        jdbc.sql("update message set sender = :sender where message_id = :message")
                .param("sender", e.sender())
                .param("message", entry.stream().id())
                .update();
        for (MessageEvent.Proof proof : e.proofs()) {
            jdbc.sql("""
                    insert into reporter_proof (reporter_id, way, name, of_address, flaw, message_id, last_at)
                    select reporter_id, :way, :name, :ofAddress, :flaw, message_id, :at
                    from message where message_id = :message
                    on conflict (reporter_id, way, name) do update set of_address = excluded.of_address,
                        flaw = excluded.flaw, message_id = excluded.message_id, last_at = excluded.last_at
                    """)
                    .param("way", proof.way())
                    .param("name", proof.good() ? proof.name() : "")
                    .param("ofAddress", proof.ofAddress())
                    .param("flaw", proof.flaw())
                    .param("at", Timestamp.from(entry.at()))
                    .param("message", entry.stream().id())
                    .update();
        }
    }

    private static void state(Entry entry, String state, @Nullable String why, JdbcClient jdbc) {
        jdbc.sql("update message set state = :state, why = :why where message_id = :message")
                .param("state", state)
                .param("why", why)
                .param("message", entry.stream().id())
                .update();
    }

    /// @param percent null where it stays as it was
    private static void doubt(Entry entry, String doubt, @Nullable Integer percent, JdbcClient jdbc) {
        jdbc.sql("""
                update message set doubt = :doubt, doubt_percent = coalesce(:percent, doubt_percent)
                where message_id = :message
                """)
                .param("doubt", doubt)
                .param("percent", percent, java.sql.Types.SMALLINT)
                .param("message", entry.stream().id())
                .update();
    }

    /// Nobody is asked any more whose it was.
    private static void rejected(Entry entry, JdbcClient jdbc) {
        state(entry, "set-aside", "no report, says " + entry.by(), jdbc);
        doubt(entry, "rejected", null, jdbc);
        jdbc.sql("update observation set result = 'no report', changed_at = :at where message_id = :message")
                .param("at", Timestamp.from(entry.at()))
                .param("message", entry.stream().id())
                .update();
    }

    private static void observation(Entry entry, Observation o, JdbcClient jdbc) {
        jdbc.sql("""
                insert into observation (observation_id, message_id, resource, kind, strength, seen_from, seen_to, attribution,
                    changed_at)
                values (:observation, :message, :resource, :kind, :strength, :from, :to, 'pending', :at)
                on conflict (observation_id) do nothing
                """)
                .param("observation", o.id().value())
                .param("message", entry.stream().id())
                .param("resource", Withheld.key(o.kind(), o.resource()))
                .param("kind", o.kind().toString())
                .param("strength", o.strength().word())
                .param("from", Timestamp.from(o.seen().from()))
                .param("to", Timestamp.from(o.seen().to()))
                .param("at", Timestamp.from(entry.at()))
                .update();
    }

    private static void attributed(Entry entry, MessageEvent.Attributed e, JdbcClient jdbc) {
        String observation = e.observation().value();
        switch (e.attribution()) {
            case Attribution.HeldBy held ->
                attribution(entry, observation, "held", held.account().value(), null, jdbc);
            case Attribution.Ambiguous ambiguous ->
                attribution(
                        entry,
                        observation,
                        "ambiguous",
                        null,
                        ambiguous.reason()
                                + ambiguous.candidates().stream()
                                        .map(c -> c.account() + "/" + c.service())
                                        .collect(Collectors.joining(", ", ": ", "")),
                        jdbc);
            case Attribution.Unknown unknown ->
                attribution(entry, observation, "unknown", null, unknown.reason(), jdbc);
        }
    }

    private static void attribution(
            Entry entry,
            String observation,
            String attribution,
            @Nullable String account,
            @Nullable String candidates,
            JdbcClient jdbc) {
        jdbc.sql("""
                update observation set attribution = :attribution, account_id = :account, candidates = case when resource like '%(withheld)' then 'withheld' else :candidates end,
                    changed_at = :at
                where observation_id = :observation
                """)
                .param("attribution", attribution)
                .param("account", account)
                .param("candidates", candidates)
                .param("at", Timestamp.from(entry.at()))
                .param("observation", observation)
                .update();
    }

    private static void judged(Entry entry, MessageEvent.Judged e, JdbcClient jdbc) {
        jdbc.sql("""
                update observation set result = :result, case_id = coalesce(case_id, :case), changed_at = :at
                where observation_id = :observation
                """)
                .param("result", e.result())
                .param("case", e.caseId() == null ? null : e.caseId().value())
                .param("at", Timestamp.from(entry.at()))
                .param("observation", e.observation().value())
                .update();
        state(entry, "done", null, jdbc);
    }
}
