package dev.reeve.server.proof;

import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.HashChain;
import dev.reeve.server.evidence.EvidenceSealedException;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.settings.SetupException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes what a court, the police or a registrar needs to check a case without trusting us: the journal's entries
/// about the case
/// and its messages, byte for byte; the digests of all entries between, which tell nothing of their content; the raw
/// evidence;
/// the text of every policy that was applied; and a script that checks all of it with sha256sum, jq and openssl.
///
/// Sealed evidence is never exported: its hash stands in the bundle, its bytes do not.
public final class CaseBundle {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int FETCH = 5_000;

    private final JdbcClient jdbc;
    private final EvidenceStore evidence;
    private final Anchors anchors;

    public CaseBundle(JdbcClient jdbc, EvidenceStore evidence, Anchors anchors) {
        this.jdbc = jdbc;
        this.evidence = evidence;
        this.anchors = anchors;
    }

    /// @param entries journal entries in full
    /// @param missing evidence that could not be included, with the reason
    public record Written(int entries, int evidence, List<String> missing) {}

    /// @param folder is made and must not exist
    /// @throws SetupException when there is no such case, or the folder exists
    public Written write(CaseId id, Path folder) throws IOException {
        List<Long> own = entries("case", List.of(id.value()));
        if (own.isEmpty()) {
            throw new SetupException("there is no case " + id);
        }
        List<String> messages = jdbc.sql(
                        "select distinct message_id from case_evidence where case_id = :case order by 1")
                .param("case", id.value())
                .query(String.class)
                .list();
        TreeSet<Long> all = new TreeSet<>(own);
        all.addAll(entries("message", messages));
        make(folder);
        TreeSet<String> hashes = new TreeSet<>();
        TreeSet<String> policies = new TreeSet<>();
        for (long seq : all) {
            byte[] bytes = bytes(seq);
            Files.write(folder.resolve("entries").resolve("%012d.json".formatted(seq)), bytes);
            JsonNode data = JSON.readTree(bytes).path("data");
            find(data, "sha256", hashes);
            find(data, "evidence-sha256", hashes);
            find(data, "policyHash", policies);
        }
        chain(folder, all.first());
        List<String> missing = new ArrayList<>();
        int written =
                blobs(folder.resolve("evidence"), hashes, missing) + blobs(folder.resolve("policy"), policies, missing);
        copy("check.sh", folder);
        copy("README.txt", folder);
        folder.resolve("check.sh").toFile().setExecutable(true);
        Files.write(folder.resolve("missing.txt"), missing);
        return new Written(all.size(), written, List.copyOf(missing));
    }

    private static void make(Path folder) throws IOException {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            throw new SetupException(folder + " exists already; name a folder that does not", e);
        }
        for (String part : List.of("entries", "evidence", "policy")) {
            Files.createDirectory(folder.resolve(part));
        }
    }

    private List<Long> entries(String type, List<String> streams) {
        return streams.isEmpty()
                ? List.of()
                : jdbc.sql("select seq from journal where stream_type = :type and stream_id in (:streams)")
                        .param("type", type)
                        .param("streams", streams)
                        .query(Long.class)
                        .list();
    }

    private byte[] bytes(long seq) {
        return jdbc.sql("select bytes from journal where seq = :seq")
                .param("seq", seq)
                .query(byte[].class)
                .single();
    }

    private static void find(JsonNode node, String name, TreeSet<String> found) {
        Optional.ofNullable(node.get(name)).filter(JsonNode::isString).ifPresent(v -> found.add(v.stringValue()));
        node.forEach(child -> find(child, name, found));
    }

    /// `chain.txt`: from the hash before the first entry on, one digest a line up to the journal's end; then the
    /// anchors.
    private void chain(Path folder, long first) throws IOException {
        String before = jdbc.sql("select hash from journal where seq = :seq")
                .param("seq", first - 1)
                .query(String.class)
                .optional()
                .orElse(HashChain.GENESIS);
        HashChain chain = new HashChain(before.strip());
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("chain.txt"), StandardCharsets.US_ASCII)) {
            out.write((first - 1) + " " + chain.head() + "\n");
            long next = first;
            List<byte[]> page = page(next);
            while (!page.isEmpty()) {
                for (byte[] bytes : page) {
                    String digest = HashChain.hash(bytes);
                    chain.addDigest(digest);
                    out.write(next + " " + digest + "\n");
                    next++;
                }
                page = page(next);
            }
            out.write("head " + chain.head() + "\n");
        }
        List<String> lines = anchors.list().stream()
                .filter(a -> a.seq() >= first)
                .map(a -> a.seq() + " " + a.hash() + " " + a.at())
                .toList();
        Files.write(folder.resolve("anchors.txt"), lines);
    }

    private List<byte[]> page(long from) {
        return jdbc.sql("select bytes from journal where seq >= :from order by seq limit " + FETCH)
                .param("from", from)
                .query(byte[].class)
                .list();
    }

    private int blobs(Path folder, TreeSet<String> hashes, List<String> missing) throws IOException {
        int written = 0;
        for (String hash : hashes) {
            try {
                Optional<InputStream> bytes = evidence.open(hash);
                if (bytes.isEmpty()) {
                    missing.add(hash + " was erased, or is not kept");
                    continue;
                }
                try (InputStream in = bytes.get()) {
                    Files.copy(in, folder.resolve(hash));
                    written++;
                }
            } catch (EvidenceSealedException sealed) {
                missing.add(hash + " is sealed and is never exported");
            }
        }
        return written;
    }

    private static void copy(String name, Path folder) throws IOException {
        try (InputStream in = CaseBundle.class.getResourceAsStream("/proof/" + name)) {
            Files.copy(java.util.Objects.requireNonNull(in, name), folder.resolve(name));
        }
    }
}
