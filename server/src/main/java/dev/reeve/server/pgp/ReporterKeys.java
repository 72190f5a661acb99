package dev.reeve.server.pgp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The public keys that the operator put down for reporters: in one folder, a file `NAME.asc` or a folder `NAME` of
/// such files for each. NAME is what the reporter is then called, as in `desk.trusted-reporters`. The folder is looked
/// at again when it changes. Keys come from nowhere else.
public final class ReporterKeys {
    /// Most files: far more than there are reporters that sign.
    static final int FILES_MAX = 2_000;

    /// Largest file: a key with many signatures of others has some hundred kilobytes.
    static final int FILE_BYTES_MAX = 1_000_000;

    /// Most keys in one file.
    static final int KEYS_MAX = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ReporterKeys.class);
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);

    private final @Nullable Path folder;
    private List<String> seen = List.of();
    private List<Key> current = List.of();

    /// @param folder null when there is none
    public ReporterKeys(@Nullable Path folder) {
        this.folder = folder;
    }

    /// One key of one reporter.
    record Key(String reporter, OpenPGPCertificate certificate) {}

    synchronized List<Key> keys() {
        Path where = folder;
        if (where == null) {
            return List.of();
        }
        try {
            List<Path> files = files(where);
            List<String> now = new ArrayList<>();
            for (Path file : files) {
                now.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            if (!now.equals(seen)) {
                seen = now;
                current = files.stream().flatMap(file -> read(where, file)).toList();
            }
        } catch (IOException unreadable) {
            LOG.warn("the reporters' keys in {} could not be looked at: {}", where, unreadable.toString());
        }
        return current;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".asc"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
        }
    }

    /// A wrong file is left out; the others count.
    private static Stream<Key> read(Path folder, Path file) {
        try {
            String reporter = reporter(folder, file);
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new IOException("it has more than " + FILE_BYTES_MAX + " bytes");
            }
            return certificates(Files.readString(file, StandardCharsets.ISO_8859_1)).stream()
                    .map(certificate -> new Key(reporter, certificate));
        } catch (IOException | PGPException | RuntimeException wrong) {
            LOG.warn("the key file {} is left out: {}", file, wrong.getMessage());
            return Stream.of();
        }
    }

    private static String reporter(Path folder, Path file) {
        Path parent = Optional.ofNullable(file.getParent()).orElse(folder);
        String name = parent.equals(folder)
                ? file.getFileName().toString().replaceFirst("\\.asc$", "")
                : parent.getFileName().toString();
        return name.toLowerCase(Locale.ROOT);
    }

    static List<OpenPGPCertificate> certificates(String text) throws IOException, PGPException {
        if (text.contains("PRIVATE KEY BLOCK")) {
            throw new IOException("it holds a private key, which doesn't belong here");
        }
        List<OpenPGPCertificate> certificates = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find() && certificates.size() < KEYS_MAX) {
            byte[] armour = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
            PGPPublicKeyRing ring = new PGPPublicKeyRing(
                    PGPUtil.getDecoderStream(new ByteArrayInputStream(armour)), new BcKeyFingerprintCalculator());
            certificates.add(new OpenPGPCertificate(ring, Believed.IMPLEMENTATION, Believed.POLICY));
        }
        if (certificates.isEmpty()) {
            throw new IOException("it holds no armoured public key");
        }
        return certificates;
    }
}
