package dev.reeve.server.journal;

import dev.reeve.server.settings.SetupException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/// The one connection that may write the journal: it holds an advisory lock for as long as it lives, and all
/// writing
/// goes
/// through it, so that whoever loses the lock has lost the means to write.
final class WritingConnection implements AutoCloseable {
    /// Any number, the same for every Reeve; the database's own locks are per database.
    private static final long LOCK = 0x5265657665L;

    private final Connection connection;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    private WritingConnection(Connection connection) {
        this.connection = connection;
        SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
        this.jdbc = JdbcClient.create(single);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(single));
    }

    /// @throws SetupException when another process writes the journal
    static WritingConnection open(DataSource direct) throws SQLException {
        Connection connection = direct.getConnection();
        WritingConnection writing = new WritingConnection(connection);
        try {
            if (!writing.lock()) {
                throw new SetupException("another Reeve is writing this journal" + writing.holder()
                        + "; stop it first (one journal has one server)");
            }
            return writing;
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    private boolean lock() {
        return jdbc.sql("select pg_try_advisory_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
    }

    private String holder() {
        return holder(jdbc).map(who -> " (" + who + ")").orElse("");
    }

    /// Who writes the journal now; empty when nobody does.
    static Optional<String> holder(JdbcClient jdbc) {
        return jdbc.sql("""
                        select a.application_name || ' from ' || coalesce(host(a.client_addr), 'this machine')
                               || ', database session ' || a.pid
                        from pg_locks l join pg_stat_activity a on a.pid = l.pid
                        where l.locktype = 'advisory' and l.granted
                          and (l.classid::bigint << 32 | l.objid::bigint) = :lock
                          and l.database = (select oid from pg_database where datname = current_database())
                        """).param("lock", LOCK).query(String.class).optional();
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    void inTransaction(Consumer<JdbcClient> work) {
        transactions.executeWithoutResult(status -> work.accept(jdbc));
    }

    boolean isLost() {
        try {
            return !connection.isValid(5);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Nothing is open any more, which is what was wanted.
        }
    }
}
