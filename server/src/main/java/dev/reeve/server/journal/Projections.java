package dev.reeve.server.journal;

import dev.reeve.server.database.Database;
import dev.reeve.server.settings.SetupException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes the tables that follow from the journal anew. Everything in one transaction: readers see the old rows
/// until
/// the new ones are there.
public final class Projections {
    private static final int PROGRESS = 1000;

    private final List<Projection> projections;
    private final EventCodec codec;

    public Projections(List<Projection> projections, EventCodec codec) {
        this.projections = projections.stream().filter(Projection::rebuilds).toList();
        this.codec = codec;
    }

    /// @param progress told the number of each thousandth entry
    /// @return entries folded
    /// @throws SetupException when a server is writing the journal
    public long rebuild(Database database, LongConsumer progress) {
        long[] count = {0};
        try (WritingConnection writing = WritingConnection.open(database.direct())) {
            writing.inTransaction(jdbc -> {
                for (Projection projection : projections) {
                    // Names come from the projections' own code.
                    projection
                            .tables()
                            .forEach(
                                    table -> jdbc.sql("truncate table " + table).update());
                }
                count[0] = fold(database, jdbc, progress);
            });
        } catch (SQLException e) {
            throw new SetupException("the journal can't be read: " + e.getMessage(), e);
        }
        return count[0];
    }

    private long fold(Database database, JdbcClient jdbc, LongConsumer progress) {
        long[] count = {0};
        Entries.each(database, codec, decoded -> {
            for (Projection projection : projections) {
                projection.project(decoded.entry(), decoded.event(), jdbc);
            }
            count[0]++;
            if (count[0] % PROGRESS == 0) {
                progress.accept(count[0]);
            }
        });
        return count[0];
    }
}
