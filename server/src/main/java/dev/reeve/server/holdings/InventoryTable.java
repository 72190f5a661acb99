package dev.reeve.server.holdings;

import dev.reeve.core.journal.Event;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.journal.Entry;
import dev.reeve.server.journal.Projection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Marks an import as being on record in the very transaction that records it, so that it is never recorded twice.
public final class InventoryTable implements Projection {
    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public boolean rebuilds() {
        return false;
    }

    @Override
    public void project(Entry entry, Event event, JdbcClient jdbc) {
        if (event instanceof DeskEvent.HoldingsImported imported) {
            jdbc.sql("""
                            update inventory set journalled = :seq
                            where id = (select min(id) from inventory
                                        where journalled is null and source = :source and digest = :digest)
                            """)
                    .param("seq", entry.seq())
                    .param("source", imported.source())
                    .param("digest", imported.digest())
                    .update();
        }
    }
}
