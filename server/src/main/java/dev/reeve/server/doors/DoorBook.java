package dev.reeve.server.doors;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Remembers how far each fetching door has come and what last went wrong. Nothing rests on it: a lost place only
/// means that messages are seen again, and the same bytes are one message.
public final class DoorBook {
    /// Enough to see what is wrong; the log has the rest.
    private static final int WHY_LENGTH_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource time;

    public DoorBook(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /// @param place in the door's own words; empty before the first fetch
    /// @param taken messages since it was set up
    /// @param lastGood null before the first good fetch
    /// @param why what went wrong since then; null when nothing did
    public record Line(
            String door,
            String place,
            long taken,
            @Nullable Instant lastGood,
            @Nullable Instant lastBad,
            @Nullable String why) {}

    public List<Line> list() {
        return jdbc.sql("select * from door order by door")
                .query((row, n) -> line(row))
                .list();
    }

    public Optional<Line> find(String door) {
        return jdbc.sql("select * from door where door = :door")
                .param("door", door)
                .query((row, n) -> line(row))
                .optional();
    }

    private static Line line(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Line(
                row.getString("door"),
                row.getString("place"),
                row.getLong("taken"),
                instant(row.getTimestamp("last_good")),
                instant(row.getTimestamp("last_bad")),
                row.getString("why"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    /// @param place from where to go on
    /// @param taken messages that were new
    public void good(String door, String place, int taken) {
        jdbc.sql("""
                insert into door (door, place, taken, last_good) values (:door, :place, :taken, :now)
                on conflict (door) do update set place = excluded.place, taken = door.taken + excluded.taken,
                    last_good = excluded.last_good, why = null
                """)
                .param("door", door)
                .param("place", place)
                .param("taken", taken)
                .param("now", Timestamp.from(time.instant()))
                .update();
    }

    public void bad(String door, String why) {
        jdbc.sql("""
                insert into door (door, place, taken, last_bad, why) values (:door, '', 0, :now, :why)
                on conflict (door) do update set last_bad = excluded.last_bad, why = excluded.why
                """)
                .param("door", door)
                .param("now", Timestamp.from(time.instant()))
                .param("why", why.substring(0, Math.min(why.length(), WHY_LENGTH_MAX)))
                .update();
    }
}
