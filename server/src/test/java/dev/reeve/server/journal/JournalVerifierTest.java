package dev.reeve.server.journal;

import static dev.reeve.server.journal.JournalFixture.account;
import static dev.reeve.server.journal.JournalFixture.append;
import static dev.reeve.server.journal.JournalFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.journal.HashChain;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.journal.Verdict.Broken;
import dev.reeve.server.journal.Verdict.Fault;
import dev.reeve.server.journal.Verdict.Sound;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class JournalVerifierTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path folder;

    private Anchors anchors;

    @BeforeEach
    void write() {
        sql("truncate table journal");
        java.nio.file.Path file = folder.resolve("anchors.jsonl");
        assertThat(file.toFile().delete() || !file.toFile().exists()).isTrue();
        anchors = new Anchors(folder.resolve("anchors.jsonl"));
        try (PostgresJournal journal = JournalFixture.journal(DATABASE.get(), folder.resolve("anchors.jsonl"))) {
            journal.start();
            for (int i = 0; i < 10; i++) {
                journal.append(List.of(append(account("a"), i, event("reason " + i))));
            }
        }
    }

    @Test
    void aSoundJournalIsSound() throws SQLException {
        assertThat(verify()).isInstanceOfSatisfying(Sound.class, sound -> {
            assertThat(sound.entries()).isEqualTo(10);
            assertThat(sound.anchors()).isGreaterThanOrEqualTo(1);
        });
    }

    @Test
    void anEmptyJournalIsSound() throws SQLException {
        sql("truncate table journal");
        assertThat(new JournalVerifier(List.of()).verify(DATABASE.get())).isEqualTo(new Sound(0, HashChain.GENESIS, 0));
    }

    @Test
    void oneChangedByteIsFoundWhereverItIs() throws SQLException {
        for (int seq = 1; seq <= 10; seq++) {
            sql("update journal set bytes = set_byte(bytes, length(bytes) - 5, 33) where seq = " + seq);
            assertBroken(seq, Fault.CHANGED);
            write();
        }
    }

    @Test
    void aChangedHashIsFound() throws SQLException {
        sql("update journal set hash = repeat('a', 64) where seq = 4");
        assertBroken(4, Fault.CHANGED);
    }

    @Test
    void changedColumnsAreFound() throws SQLException {
        sql("update journal set stream_id = 'b' where seq = 3");
        assertBroken(3, Fault.COLUMNS);
    }

    @Test
    void aGapIsFound() throws SQLException {
        sql("delete from journal where seq in (5, 6)");
        assertBroken(5, Fault.GAP);
    }

    @Test
    void aMissingBeginningIsFound() throws SQLException {
        sql("delete from journal where seq = 1");
        assertBroken(1, Fault.GAP);
    }

    @Test
    void aCutTailIsFoundByAnAnchor() throws SQLException {
        sql("delete from journal where seq > 8");
        assertBroken(9, Fault.CUT_TAIL);
        assertThat(new JournalVerifier(List.of()).verify(DATABASE.get()))
                .as("without anchors nobody can tell")
                .isInstanceOf(Sound.class);
    }

    @Test
    void aRecomputedChainIsFoundByAnAnchor() throws SQLException {
        sql("update journal set bytes = set_byte(bytes, length(bytes) - 5, 33) where seq = 7");
        HashChain chain = new HashChain(HashChain.GENESIS);
        for (int seq = 1; seq <= 10; seq++) {
            byte[] bytes = DATABASE.jdbc()
                    .sql("select bytes from journal where seq = " + seq)
                    .query(byte[].class)
                    .single();
            sql("update journal set hash = '" + chain.add(bytes) + "' where seq = " + seq);
        }
        assertBroken(10, Fault.RECOMPUTED);
    }

    private void assertBroken(long seq, Fault fault) throws SQLException {
        assertThat(verify()).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.fault()).isEqualTo(fault);
            assertThat(broken.seq()).isEqualTo(seq);
            assertThat(broken.what()).contains("entr");
        });
    }

    private Verdict verify() throws SQLException {
        return new JournalVerifier(anchors.list()).verify(DATABASE.get());
    }

    private static void sql(String statement) {
        DATABASE.jdbc().sql(statement).update();
    }
}
