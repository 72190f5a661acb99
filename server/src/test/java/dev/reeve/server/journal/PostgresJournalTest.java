package dev.reeve.server.journal;

import static dev.reeve.server.journal.JournalFixture.account;
import static dev.reeve.server.journal.JournalFixture.append;
import static dev.reeve.server.journal.JournalFixture.event;
import static dev.reeve.server.journal.JournalFixture.journal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.server.database.Database;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.settings.SetupException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

final class PostgresJournalTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path folder;

    private PostgresJournal journal;

    @BeforeEach
    void start() {
        DATABASE.jdbc().sql("truncate table journal").update();
        DATABASE.jdbc()
                .sql("create table if not exists told (seq bigint primary key, why text)")
                .update();
        DATABASE.jdbc().sql("truncate table told").update();
        journal = journal(DATABASE.get(), folder.resolve("anchors.jsonl"), new Told());
        journal.start();
    }

    @AfterEach
    void stop() {
        journal.close();
    }

    /// A projection that refuses what says `poison`.
    private record Told() implements Projection {
        @Override
        public List<String> tables() {
            return List.of("told");
        }

        @Override
        public void project(Entry entry, Event event, JdbcClient jdbc) {
            if (event instanceof AccountEvent.ProtectionSet set) {
                if (set.why().equals("poison")) {
                    throw new IllegalArgumentException("poison");
                }
                jdbc.sql("insert into told values (:seq, :why)")
                        .param("seq", entry.seq())
                        .param("why", set.why())
                        .update();
            }
        }
    }

    @Test
    void whatWasAppendedIsReadInOrder() {
        journal.append(List.of(append(account("a"), 0, event("one"), event("two"))));
        journal.append(List.of(append(account("a"), 2, event("three")), append(account("b"), 0, event("four"))));
        assertThat(whys("a")).containsExactly("one", "two", "three");
        assertThat(whys("b")).containsExactly("four");
        assertThat(whys("c")).isEmpty();
        assertThat(journal.readFrom(account("a"), 2))
                .containsExactly(new Recorded<>(event("three"), JournalFixture.NOW, JournalFixture.ANN));
        assertThat(told()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void aStreamThatHasMovedOnIsAConflictAndNothingIsWritten() {
        journal.append(List.of(append(account("a"), 0, event("one"))));
        assertThatThrownBy(() -> journal.append(
                        List.of(append(account("b"), 0, event("other")), append(account("a"), 0, event("late")))))
                .isInstanceOf(VersionConflictException.class)
                .hasMessageContaining("is at version 1, not 0");
        assertThat(whys("a")).containsExactly("one");
        assertThat(whys("b")).isEmpty();
    }

    @Test
    void manyWritersShareTransactionsAndNoEntryIsLostOrDoubled() throws Exception {
        int writers = 32;
        int each = 25;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                String stream = "a" + w;
                done.add(threads.submit(() -> IntStream.range(0, each)
                        .forEach(i -> journal.append(List.of(append(account(stream), i, event("" + i)))))));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        long transactions = DATABASE.jdbc()
                .sql("select count(distinct xmin::text) from journal")
                .query(Long.class)
                .single();
        assertThat(count()).isEqualTo(writers * each);
        assertThat(transactions).isLessThan(writers * each / 2);
        assertThat(new JournalVerifier(List.of()).verify(DATABASE.get())).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void aPoisonousRequestFailsAloneAndTheNextGoesOn() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String why = i == 7 ? "poison" : "good";
                String stream = "a" + i;
                done.add(threads.submit(() -> journal.append(List.of(append(account(stream), 0, event(why))))));
            }
            for (int i = 0; i < 20; i++) {
                if (i == 7) {
                    Future<?> poisoned = done.get(i);
                    assertThatThrownBy(poisoned::get).hasCauseInstanceOf(AppendFailedException.class);
                } else {
                    done.get(i).get();
                }
            }
        }
        assertThat(count()).isEqualTo(19);
        assertThat(told()).hasSize(19);
        assertThat(whys("a7")).isEmpty();
    }

    @Test
    void aSecondServerIsRefusedUntilTheFirstIsGone() {
        try (Database other = DATABASE.again()) {
            PostgresJournal second = journal(other, folder.resolve("other"));
            assertThatThrownBy(second::start)
                    .isInstanceOf(SetupException.class)
                    .hasMessageContaining("another Reeve is writing this journal");
            journal.close();
            PostgresJournal third = journal(other, folder.resolve("other"));
            third.start();
            third.append(List.of(append(account("a"), 0, event("mine"))));
            third.close();
        }
        assertThat(whys("a")).containsExactly("mine");
    }

    @Test
    void aLostConnectionIsTakenUpAgainAndNothingIsDoubled() throws Exception {
        journal.append(List.of(append(account("a"), 0, event("0"))));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < 8; w++) {
                String stream = "w" + w;
                done.add(threads.submit(() -> IntStream.range(0, 40)
                        .forEach(i -> journal.append(List.of(append(account(stream), i, event("" + i)))))));
            }
            DATABASE.cutConnections();
            for (Future<?> one : done) {
                one.get();
            }
        }
        long count = JdbcClient.create(DATABASE.get().direct())
                .sql("select count(*) from journal")
                .query(Long.class)
                .single();
        assertThat(count).isEqualTo(1 + 8 * 40);
        assertThat(new JournalVerifier(List.of()).verify(DATABASE.get())).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void anAnchorIsWrittenAtTheFirstEntryAndAtTheEnd() {
        journal.append(List.of(append(account("a"), 0, event("one"))));
        journal.append(List.of(append(account("a"), 1, event("two"))));
        journal.close();
        List<Anchors.Anchor> anchors = new Anchors(folder.resolve("anchors.jsonl")).list();
        assertThat(anchors).extracting(Anchors.Anchor::seq).endsWith(2L);
        assertThatThrownBy(() -> journal.append(List.of(append(account("a"), 2, event("late")))))
                .isInstanceOf(JournalUnavailableException.class);
    }

    @Test
    void aRebuildGivesTheSameRows() {
        journal.append(List.of(append(account("a"), 0, event("one"), event("two"))));
        journal.close();
        DATABASE.jdbc().sql("update told set why = 'spoiled'").update();
        long folded = new Projections(List.of(new Told()), new EventCodec()).rebuild(DATABASE.get(), n -> {});
        assertThat(folded).isEqualTo(2);
        assertThat(told()).containsExactly("one", "two");
    }

    @Test
    void nothingIsRebuiltUnderAServerThatRuns() {
        assertThatThrownBy(() -> new Projections(List.of(), new EventCodec()).rebuild(DATABASE.get(), n -> {}))
                .isInstanceOf(SetupException.class);
    }

    private List<String> whys(String account) {
        return journal.read(account(account)).stream()
                .map(r -> ((AccountEvent.ProtectionSet) r.event()).why())
                .toList();
    }

    private List<String> told() {
        return DATABASE.jdbc()
                .sql("select why from told order by seq")
                .query(String.class)
                .list();
    }

    private long count() {
        return DATABASE.jdbc()
                .sql("select count(*) from journal")
                .query(Long.class)
                .single();
    }
}
