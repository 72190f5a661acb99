package dev.reeve.server.journal;

import dev.reeve.server.database.Database;
import dev.reeve.server.settings.SetupException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes the tables that follow from the journal anew. Everything in one transaction: readers see the old rows
/// until
/// the new ones are there.
public final class Projections {
    private static final int FETCH = 1000;

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
        long count = 0;
        try (Connection reading = database.direct().getConnection();
                PreparedStatement statement = streaming(reading);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                EventCodec.Decoded decoded = codec.decode(rows.getBytes(1));
                for (Projection projection : projections) {
                    projection.project(decoded.entry(), decoded.event(), jdbc);
                }
                count++;
                if (count % FETCH == 0) {
                    progress.accept(count);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the journal can't be read: " + e.getMessage(), e);
        }
        return count;
    }

    /// A cursor needs a transaction.
    private static PreparedStatement streaming(Connection reading) throws SQLException {
        reading.setAutoCommit(false);
        PreparedStatement statement = reading.prepareStatement("select bytes from journal order by seq");
        statement.setFetchSize(FETCH);
        return statement;
    }
}
