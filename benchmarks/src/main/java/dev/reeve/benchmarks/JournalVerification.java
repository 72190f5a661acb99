package dev.reeve.benchmarks;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Verdict;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Entries of the journal that are verified per second where they are stored: read by COPY, chained, compared.
final class JournalVerification {
    private static final int ENTRIES = 400_000;
    private static final int AT_ONCE = 500;
    private static final int RUNS = 5;

    private final BenchDesk bench;

    JournalVerification(BenchDesk bench) {
        this.bench = bench;
    }

    void run() throws SQLException {
        StreamId stream = StreamId.of(new AccountId("bench-journal"));
        for (int version = 0; version < ENTRIES; version += AT_ONCE) {
            List<Event> events = new ArrayList<>(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                events.add(new AccountEvent.ProtectionSet(
                        i % 2 == 0,
                        "a reason of the length that people write, number " + (version + i) + ", to the end"));
            }
            bench.desk.journal.append(
                    List.of(new StreamAppend(stream, version, Instant.now(), new ActorId("bench"), events)));
        }
        for (int run = 0; run < RUNS; run++) {
            long began = System.nanoTime();
            Verdict verdict = new JournalVerifier(List.of()).verify(bench.desk.database);
            double seconds = (System.nanoTime() - began) / 1e9;
            long entries = ((Verdict.Sound) verdict).entries();
            System.out.printf(
                    "journal verification, run %d: %,.0f entries/s (%,d entries in %.2f s)%n",
                    run + 1, entries / seconds, entries, seconds);
        }
    }
}
