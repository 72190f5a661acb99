package dev.reeve.server.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.SecretKeyFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path folder;

    private Vault vault;

    @BeforeEach
    void open() {
        vault = new Vault(
                DATABASE.jdbc(),
                SecretKeyFile.openOrCreate(folder.resolve("keys/master.key")),
                InstantSource.fixed(JournalFixture.NOW));
    }

    @Test
    void whatIsKeptIsOpenedAndNotReadableInTheDatabase() {
        Personal kept = vault.keep("ann@example.net");
        assertThat(vault.open(kept)).contains("ann@example.net");
        byte[] stored = DATABASE.jdbc()
                .sql("select value from vault where ref = :ref")
                .param("ref", kept.ref())
                .query(byte[].class)
                .single();
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("ann");
        assertThat(vault.keep("ann@example.net").commitment()).isNotEqualTo(kept.commitment());
    }

    @Test
    void aRowThatWasSwappedForAnotherIsNotOpened() {
        Personal ann = vault.keep("ann");
        Personal bob = vault.keep("bob");
        DATABASE.jdbc()
                .sql("update vault set value = (select value from vault where ref = :bob) where ref = :ann")
                .param("bob", bob.ref())
                .param("ann", ann.ref())
                .update();
        assertThatThrownBy(() -> vault.open(ann)).isInstanceOf(IllegalStateException.class);
        assertThat(vault.open(new Personal(bob.ref(), ann.commitment()))).isEmpty();
    }

    @Test
    void erasingTakesTheValueAndLeavesTheChainVerifiable() throws Exception {
        Personal kept = vault.keep("ann@example.net");
        try (PostgresJournal journal = JournalFixture.journal(DATABASE.get(), folder.resolve("anchors"))) {
            journal.start();
            journal.append(List.of(new StreamAppend(
                    StreamId.of(new MessageId("m-1")),
                    0,
                    JournalFixture.NOW,
                    JournalFixture.ANN,
                    List.of(new MessageEvent.Received(
                            "smtp", "00", 1, new ReporterId("r-1"), kept, null, null, Map.of())))));
        }
        vault.erase(kept.ref());
        vault.erase(kept.ref());
        assertThat(vault.open(kept)).isEmpty();
        long left = DATABASE.jdbc()
                .sql("select count(*) from vault where ref = :ref and (salt is not null or value is not null)")
                .param("ref", kept.ref())
                .query(Long.class)
                .single();
        assertThat(left).isZero();
        assertThat(new JournalVerifier(List.of()).verify(DATABASE.get())).isInstanceOf(Verdict.Sound.class);
    }
}
