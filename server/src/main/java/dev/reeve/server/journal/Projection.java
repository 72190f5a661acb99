package dev.reeve.server.journal;

import dev.reeve.core.journal.Event;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Keeps tables in step with the journal. Called for every entry, in order, within the transaction that appends it:
/// what
/// it writes is there if and only if the entry is. It may only look at the entry, the event and its own tables, so
/// that
/// a rebuild gives the same rows.
public interface Projection {
    /// Its own tables, emptied before a rebuild; none for what can't be rebuilt, such as an outbox.
    List<String> tables();

    void project(Entry entry, Event event, JdbcClient jdbc);

    /// Whether {@link #project} is called during a rebuild. Not for what causes effects outside its tables.
    default boolean rebuilds() {
        return true;
    }
}
