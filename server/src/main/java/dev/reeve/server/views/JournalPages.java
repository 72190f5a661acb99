package dev.reeve.server.views;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.reeve.server.database.Database;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The journal itself, page by page, and whether it is sound.
public final class JournalPages {
    private static final int PAGE_MAX = 1000;

    private final Database database;
    private final Settings settings;

    public JournalPages(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /// @param entry the exact bytes that were hashed
    public record Page(List<Entry> entries, long next) {}

    public record Entry(long seq, String hash, @JsonRawValue String entry) {}

    /// The last entry.
    public record Head(long seq, String hash) {}

    /// @param after the number of the entry before the page
    /// @param decisions only what persons recorded in cases
    public Page page(long after, int size, boolean decisions) {
        int limit = Math.clamp(size, 1, PAGE_MAX);
        String only =
                decisions ? " and stream_type = 'case' and convert_from(bytes, 'UTF8')::jsonb ->> 'by' <> 'reeve'" : "";
        List<Entry> entries = database.jdbc()
                .sql("select seq, hash, bytes from journal where seq > :after" + only + " order by seq limit " + limit)
                .param("after", after)
                .query((row, n) -> new Entry(
                        row.getLong(1), row.getString(2), new String(row.getBytes(3), StandardCharsets.UTF_8)))
                .list();
        return new Page(
                entries,
                entries.isEmpty() ? after : entries.get(entries.size() - 1).seq());
    }

    public Optional<Head> head() {
        return database.jdbc()
                .sql("select seq, hash from journal order by seq desc limit 1")
                .query((row, n) -> new Head(row.getLong(1), row.getString(2)))
                .optional();
    }

    /// Recomputes the whole chain; one at a time, since it reads the whole table.
    public synchronized Verdict verify() throws SQLException {
        return new JournalVerifier(new Anchors(settings.anchor().file()).list()).verify(database);
    }
}
