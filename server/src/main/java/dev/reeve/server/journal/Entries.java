package dev.reeve.server.journal;

import dev.reeve.server.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/// Reads the whole journal in order, a few entries in memory at a time.
public final class Entries {
    private static final int FETCH = 1000;

    private Entries() {}

    public static void each(Database database, EventCodec codec, Consumer<EventCodec.Decoded> reader) {
        try (Connection reading = database.direct().getConnection();
                PreparedStatement statement = streaming(reading);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.accept(codec.decode(rows.getBytes(1)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the journal can't be read: " + e.getMessage(), e);
        }
    }

    /// A cursor needs a transaction.
    private static PreparedStatement streaming(Connection reading) throws SQLException {
        reading.setAutoCommit(false);
        PreparedStatement statement = reading.prepareStatement("select bytes from journal order by seq");
        statement.setFetchSize(FETCH);
        return statement;
    }
}
