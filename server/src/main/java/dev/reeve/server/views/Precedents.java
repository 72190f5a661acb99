package dev.reeve.server.views;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.vault.Vault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How persons judged by the same clause before, and why.
public final class Precedents {
    /// Cases that are looked through.
    private static final int CASES_MAX = 20;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Vault vault;

    public Precedents(JdbcClient jdbc, Journal journal, Vault vault) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.vault = vault;
    }

    public record Precedent(String caseId, Instant at, String by, String found, String reasons) {}

    /// The latest first.
    public List<Precedent> of(String clause, String exceptCase) {
        List<String> cases = jdbc.sql("""
                select case_id from case_file where clause = :clause and case_id <> :id
                order by changed_at desc limit :max
                """)
                .param("clause", clause)
                .param("id", exceptCase)
                .param("max", CASES_MAX)
                .query(String.class)
                .list();
        List<Precedent> found = new ArrayList<>();
        for (String id : cases) {
            for (Recorded<Event> recorded : journal.read(StreamId.of(new CaseId(id)))) {
                boolean byPerson = !recorded.by().value().equals("reeve");
                if (byPerson && recorded.event() instanceof CaseEvent.BreachFound e) {
                    found.add(new Precedent(id, recorded.at(), recorded.by().value(), "a breach", words(e.reasons())));
                } else if (byPerson
                        && recorded.event() instanceof CaseEvent.Closed e
                        && !e.breach()
                        && e.reasons() != null) {
                    found.add(new Precedent(
                            id,
                            recorded.at(),
                            recorded.by().value(),
                            e.outcome().word(),
                            words(e.reasons())));
                }
            }
        }
        return List.copyOf(found);
    }

    private String words(Personal reasons) {
        return vault.open(reasons).orElse("(erased)");
    }
}
