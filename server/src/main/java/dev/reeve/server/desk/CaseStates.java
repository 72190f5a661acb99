package dev.reeve.server.desk;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.journal.Recorded;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.EventCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// States of cases as of the entry that is being projected, the most recent ones kept. Read again from the journal
/// whenever
/// the kept state is not the one right before: after a restart, or when a transaction was rolled back. One thread
/// only.
final class CaseStates {
    private static final int KEPT_MAX = 5_000;

    private final EventCodec codec;
    private final Map<String, CaseState> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CaseState> eldest) {
            return size() > KEPT_MAX;
        }
    };

    CaseStates(EventCodec codec) {
        this.codec = codec;
    }

    CaseState after(Entry entry, CaseEvent event, JdbcClient jdbc) {
        String id = entry.stream().id();
        CaseState before = entry.version() == 1 ? CaseState.none() : kept.get(id);
        if (before == null || before.version() != entry.version() - 1) {
            before = read(id, entry.version(), jdbc);
        }
        CaseState after = before.apply(new Recorded<>(event, entry.at(), entry.by()));
        kept.put(id, after);
        return after;
    }

    private CaseState read(String id, long before, JdbcClient jdbc) {
        List<Recorded<CaseEvent>> events = jdbc.sql(
                        "select bytes from journal where stream_type = 'case' and stream_id = :id and version < :before"
                                + " order by version")
                .param("id", id)
                .param("before", before)
                .query((row, n) -> {
                    EventCodec.Decoded decoded = codec.decode(row.getBytes(1));
                    return new Recorded<>(
                            (CaseEvent) decoded.event(),
                            decoded.entry().at(),
                            decoded.entry().by());
                })
                .list();
        return CaseState.fold(events);
    }
}
