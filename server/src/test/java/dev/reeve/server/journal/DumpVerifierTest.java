package dev.reeve.server.journal;

import static dev.reeve.server.journal.JournalFixture.account;
import static dev.reeve.server.journal.JournalFixture.append;
import static dev.reeve.server.journal.JournalFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.journal.DumpVerifier.UnreadableDumpException;
import dev.reeve.server.journal.Verdict.Broken;
import dev.reeve.server.journal.Verdict.Fault;
import dev.reeve.server.journal.Verdict.Sound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/// The rows are written by PostgreSQL's own COPY, which is what pg_dump puts between its lines.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DumpVerifierTest {
    private static final int ENTRIES = 12;

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private static Path folder;

    private List<Anchors.Anchor> anchors;
    private List<String> rows;

    @BeforeAll
    void write() throws SQLException, IOException {
        Path file = folder.resolve("anchors.jsonl");
        try (PostgresJournal journal = JournalFixture.journal(DATABASE.get(), file)) {
            journal.start();
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(List.of(append(account("a"), i, event("reason é " + i))));
            }
        }
        anchors = new Anchors(file).list();
        StringWriter copied = new StringWriter();
        try (Connection connection = DATABASE.get().direct().getConnection()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy journal (seq, stream_type, stream_id, version, bytes, hash) to stdout", copied);
        }
        rows = copied.toString().lines().toList();
        assertThat(rows).hasSize(ENTRIES);
    }

    private static String dump(List<String> journal) {
        return """
                --
                -- PostgreSQL database dump
                --
                SET client_encoding = 'UTF8';
                CREATE TABLE public.journal (
                    seq bigint NOT NULL
                );
                COPY public.evidence (sha256, size_bytes) FROM stdin;
                ab\t7
                \\.

                COPY public.journal (seq, stream_type, stream_id, version, bytes, hash) FROM stdin;
                """ + String.join("\n", journal) + "\n\\.\n\nCOPY public.vault (ref) FROM stdin;\np-1\n\\.\n";
    }

    private Verdict verify(List<String> journal) throws IOException, UnreadableDumpException {
        return verify(dump(journal));
    }

    private Verdict verify(String text) throws IOException, UnreadableDumpException {
        return new DumpVerifier(anchors).verify(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> without(int... seqs) {
        List<String> left = new ArrayList<>(rows);
        for (int seq : seqs) {
            left.remove(rows.get(seq - 1));
        }
        return left;
    }

    private static void assertBroken(Verdict verdict, long seq, Fault fault) {
        assertThat(verdict).isInstanceOfSatisfying(Broken.class, broken -> {
            assertThat(broken.fault()).isEqualTo(fault);
            assertThat(broken.seq()).isEqualTo(seq);
        });
    }

    @Test
    void a_sound_dump_is_sound_whatever_else_is_in_it() throws Exception {
        assertThat(verify(rows)).isInstanceOfSatisfying(Sound.class, sound -> {
            assertThat(sound.entries()).isEqualTo(ENTRIES);
            assertThat(sound.anchors()).isPositive();
        });
    }

    @Test
    void rows_may_stand_in_any_order_and_columns_too() throws Exception {
        List<String> shuffled = new ArrayList<>(rows);
        Collections.reverse(shuffled);
        assertThat(verify(shuffled)).isInstanceOf(Sound.class);
        String turned = dump(rows.stream()
                        .map(r -> {
                            String[] f = r.split("\t");
                            return String.join("\t", f[5], f[4], f[0], f[1], f[2], f[3]);
                        })
                        .toList())
                .replace(
                        "(seq, stream_type, stream_id, version, bytes, hash)",
                        "(hash, bytes, seq, stream_type, stream_id, version)");
        assertThat(verify(turned)).isInstanceOf(Sound.class);
    }

    @Test
    void one_changed_byte_is_found_wherever_it_is() throws Exception {
        for (int seq = 1; seq <= ENTRIES; seq++) {
            List<String> changed = new ArrayList<>(rows);
            String[] fields = rows.get(seq - 1).split("\t");
            int at = fields[4].length() - 9;
            char now = fields[4].charAt(at);
            fields[4] = fields[4].substring(0, at) + (now == '0' ? '1' : '0') + fields[4].substring(at + 1);
            changed.set(seq - 1, String.join("\t", fields));
            assertBroken(verify(changed), seq, Fault.CHANGED);
        }
    }

    @Test
    void a_changed_column_a_gap_and_a_cut_tail_are_named() throws Exception {
        List<String> changed = new ArrayList<>(rows);
        changed.set(3, rows.get(3).replaceFirst("\taccount\t", "\tcase\t"));
        assertBroken(verify(changed), 4, Fault.COLUMNS);
        assertBroken(verify(without(5, 6)), 5, Fault.GAP);
        assertBroken(verify(without(ENTRIES)), ENTRIES, Fault.CUT_TAIL);
        List<String> twice = new ArrayList<>(rows);
        twice.add(rows.get(2));
        assertThat(verify(twice)).isInstanceOf(Broken.class);
    }

    @Test
    void what_is_no_such_dump_says_how_to_make_one() {
        assertThatThrownBy(() -> verify("PGDMP\u0001\u000e"))
                .isInstanceOf(UnreadableDumpException.class)
                .hasMessageContaining("pg_restore -f -");
        assertThatThrownBy(() -> verify("INSERT INTO public.journal VALUES (1);\n"))
                .isInstanceOf(UnreadableDumpException.class)
                .hasMessageContaining("without --inserts");
        assertThatThrownBy(() -> verify(List.of("1\tcase")))
                .isInstanceOf(UnreadableDumpException.class)
                .hasMessageContaining("can't be read");
    }
}
