package dev.reeve.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.journal.HashChain;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.keys.KeyRing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EvidenceStoreTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path folder;

    private EvidenceStore store;

    @BeforeEach
    void open() {
        DATABASE.jdbc().sql("truncate table evidence").update();
        store = new EvidenceStore(
                folder.resolve("evidence"),
                KeyRing.openOrCreate(folder.resolve("keys")),
                DATABASE.dataSource(),
                InstantSource.fixed(JournalFixture.NOW));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 300_000})
    void whatIsStoredIsReadBackWhateverItsSize(int size) throws IOException {
        byte[] bytes = bytes(size);
        EvidenceStore.Stored stored = store.store(bytes);
        assertThat(stored).isEqualTo(new EvidenceStore.Stored(HashChain.hash(bytes), size, false));
        assertThat(store.read(stored.sha256()))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(bytes));
    }

    @Test
    void theFileIsNamedByTheHashAndHoldsNothingReadable() throws IOException {
        byte[] bytes = "From: ann@example.net".getBytes(StandardCharsets.UTF_8);
        String sha256 = store.store(bytes).sha256();
        Path file = file(sha256);
        assertThat(file).exists();
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("ann");
        try (Stream<Path> left = Files.list(folder.resolve("evidence/spool"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theSameBytesAreKeptOnceEvenWhenTheyComeAtTheSameTime() throws Exception {
        byte[] bytes = bytes(200_000);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<EvidenceStore.Stored>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> store.store(bytes)));
            }
            int fresh = 0;
            for (Future<EvidenceStore.Stored> one : all) {
                fresh += one.get().already() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
        }
        assertThat(store.read(HashChain.hash(bytes)).orElseThrow()).isEqualTo(bytes);
    }

    @Test
    void moreThanAllowedIsRefusedAndNothingIsKept() throws IOException {
        assertThatThrownBy(() -> store.store(new Endless(), 1_000_000)).isInstanceOf(EvidenceTooLargeException.class);
        try (Stream<Path> left = Files.list(folder.resolve("evidence/spool"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void everyChangeOfTheFileIsFound() throws IOException {
        byte[] bytes = bytes(200_000);
        String sha256 = store.store(bytes).sha256();
        byte[] good = Files.readAllBytes(file(sha256));
        byte[] flipped = good.clone();
        flipped[100_000] ^= 1;
        damaged(sha256, flipped);
        damaged(sha256, java.util.Arrays.copyOf(good, good.length - 1));
        damaged(sha256, java.util.Arrays.copyOf(good, 65_552));
        damaged(sha256, java.util.Arrays.copyOf(good, good.length + 65_552));
        damaged(sha256, new byte[0]);
    }

    private void damaged(String sha256, byte[] changed) throws IOException {
        Files.write(file(sha256), changed);
        assertThatThrownBy(() -> store.read(sha256)).isInstanceOf(EvidenceDamagedException.class);
    }

    @Test
    void sealedEvidenceIsReadOnlyByThoseWhoAskForSealed() throws IOException {
        byte[] bytes = bytes(1000);
        String sha256 = store.store(bytes).sha256();
        store.seal(sha256);
        store.seal(sha256);
        assertThatThrownBy(() -> store.open(sha256)).isInstanceOf(EvidenceSealedException.class);
        try (InputStream in = store.openSealed(sha256).orElseThrow()) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        assertThat(store.store(bytes).already()).isTrue();
        assertThatThrownBy(() -> store.open(sha256))
                .as("the same bytes again don't unseal")
                .isInstanceOf(EvidenceSealedException.class);
    }

    @Test
    void erasedEvidenceIsGoneAndMayComeAgain() throws IOException {
        byte[] bytes = bytes(1000);
        String sha256 = store.store(bytes).sha256();
        byte[] copy = Files.readAllBytes(file(sha256));
        store.erase(sha256);
        assertThat(store.read(sha256)).isEmpty();
        Files.write(file(sha256), copy);
        assertThat(store.read(sha256)).as("a copy of the file is of no use").isEmpty();
        assertThat(store.store(bytes).already()).isFalse();
        assertThat(store.read(sha256).orElseThrow()).isEqualTo(bytes);
    }

    @Test
    void aFileThatACrashLeftWithoutItsRowIsReplaced() throws IOException {
        byte[] bytes = bytes(1000);
        String sha256 = store.store(bytes).sha256();
        DATABASE.jdbc().sql("truncate table evidence").update();
        assertThat(store.read(sha256)).isEmpty();
        assertThat(store.store(bytes).already()).isFalse();
        assertThat(store.read(sha256).orElseThrow()).isEqualTo(bytes);
    }

    private Path file(String sha256) {
        return folder.resolve("evidence")
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }
}
