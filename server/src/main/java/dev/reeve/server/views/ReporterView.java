package dev.reeve.server.views;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.reporters.ReporterEvent;
import dev.reeve.server.vault.Vault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One reporter: what was proved of it, what persons hold of it and why, and what it sent last.
public final class ReporterView {
    private static final int MESSAGES_MAX = 20;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Vault vault;
    private final ReporterLedger ledger;

    public ReporterView(JdbcClient jdbc, Journal journal, Vault vault, ReporterLedger ledger) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.vault = vault;
        this.ledger = ledger;
    }

    /// @param proofs what was proved of it, and the last of each way that failed
    /// @param history what persons did, the latest last
    public record Reporter(ReporterLedger.Row row, List<Proof> proofs, List<Said> history, List<Sent> messages) {}

    /// @param ofAddress whether it proves the very address
    /// @param flaw why it proves nothing; null where it does
    public record Proof(
            String way,
            String name,
            boolean ofAddress,
            @Nullable String flaw,
            String message,
            Instant at) {}

    /// @param reasons as the person wrote them, or that they were erased
    public record Said(Instant at, String by, String what, String reasons) {}

    public record Sent(
            String message,
            Instant at,
            String state,
            @Nullable String format) {}

    public Optional<Reporter> find(ReporterId id) {
        return ledger.find(id.value()).map(row -> new Reporter(row, proofs(id), history(id), messages(id)));
    }

    private List<Proof> proofs(ReporterId id) {
        return jdbc.sql("select * from reporter_proof where reporter_id = :id order by last_at desc limit 50")
                .param("id", id.value())
                .query((row, n) -> new Proof(
                        row.getString("way"),
                        row.getString("name"),
                        row.getBoolean("of_address"),
                        row.getString("flaw"),
                        row.getString("message_id"),
                        row.getTimestamp("last_at").toInstant()))
                .list();
    }

    private List<Said> history(ReporterId id) {
        return journal.read(StreamId.of(id)).stream().map(this::said).toList();
    }

    private Said said(Recorded<Event> recorded) {
        return switch ((ReporterEvent) recorded.event()) {
            case ReporterEvent.BadFaithMarked e -> said(recorded, "marked as acting in bad faith", e.reasons());
            case ReporterEvent.BadFaithTakenBack e -> said(recorded, "took the mark of bad faith back", e.reasons());
            case ReporterEvent.TrustProposed e ->
                said(recorded, "proposed to trust it as " + e.name() + " by " + e.way(), e.reasons());
            case ReporterEvent.TrustGranted e ->
                said(recorded, "trusted it as " + e.name() + " by " + e.way(), e.reasons());
            case ReporterEvent.TrustTakenBack e -> said(recorded, "took the trust back", e.reasons());
        };
    }

    private Said said(Recorded<Event> recorded, String what, Personal reasons) {
        return new Said(
                recorded.at(), recorded.by().value(), what, vault.open(reasons).orElse("(erased)"));
    }

    private List<Sent> messages(ReporterId id) {
        return jdbc.sql("""
                select message_id, received_at, state, format from message where reporter_id = :id
                order by received_at desc limit :max
                """)
                .param("id", id.value())
                .param("max", MESSAGES_MAX)
                .query((row, n) ->
                        new Sent(row.getString(1), row.getTimestamp(2).toInstant(), row.getString(3), row.getString(4)))
                .list();
    }
}
