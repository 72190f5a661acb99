package dev.reeve.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.journal.HashChain;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.database.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A journal that is longer than what is fetched at once.
final class LongJournalTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final int ENTRIES = 100_000;

    @Test
    void aHundredThousandEntriesAreStreamedAndFoundSound() throws Exception {
        EventCodec codec = new EventCodec();
        HashChain chain = new HashChain(HashChain.GENESIS);
        byte[] data = codec.encode(new DeskEvent.Noted("x".repeat(200), Map.of("detail", "y".repeat(200))));
        byte[][] bytes = new byte[ENTRIES][];
        String[] hashes = new String[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            bytes[i] = codec.entry(
                    new Entry(
                            i + 1L,
                            JournalFixture.NOW,
                            dev.reeve.core.journal.StreamId.DESK,
                            i + 1L,
                            "desk.noted",
                            JournalFixture.ANN),
                    data);
            hashes[i] = chain.add(bytes[i]);
        }
        DATABASE.jdbc().sql("""
                        insert into journal
                        select n, 'desk', 'desk', n, b, h
                        from unnest(:bytes::bytea[], :hashes::text[]) with ordinality as u (b, h, n)
                        """).param("bytes", bytes).param("hashes", hashes).update();
        Verdict verdict = new JournalVerifier(List.of()).verify(DATABASE.get());
        assertThat(verdict).isEqualTo(new Verdict.Sound(ENTRIES, chain.head(), 0));
    }
}
