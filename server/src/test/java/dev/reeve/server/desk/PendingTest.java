package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.database.TestDatabase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PendingTest {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Pending pending = Pending.of(Duration.ofMinutes(5), NOW);

    private boolean inSql(Instant began) {
        return DATABASE.jdbc()
                .sql("select " + Pending.isOver("began") + " from (select cast(:began as timestamptz) as began) t")
                .param("began", Timestamp.from(began))
                .params(pending.values())
                .query(Boolean.class)
                .single();
    }

    @Test
    void aWaitIsOverAtItsEndAndWhereItBeganLaterThanNowInCodeAndQueryAlike() {
        Instant end = NOW.minus(Duration.ofMinutes(5));
        assertThat(pending.isOver(end)).isTrue();
        assertThat(pending.isOver(end.plusMillis(1))).isFalse();
        assertThat(pending.isOver(NOW)).isFalse();
        assertThat(pending.isOver(NOW.plusMillis(1))).isTrue();
        for (Instant began : new Instant[] {end, end.plusMillis(1), NOW, NOW.plusMillis(1)}) {
            assertThat(inSql(began)).as("%s", began).isEqualTo(pending.isOver(began));
        }
    }
}
