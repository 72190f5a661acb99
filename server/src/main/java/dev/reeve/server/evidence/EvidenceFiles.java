package dev.reeve.server.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/// The encrypted files of the evidence store.
final class EvidenceFiles {
    /// Encrypted and flushed under a temporary name: plain bytes never touch the disk.
    record Spooled(Path file, String sha256, long sizeBytes, byte[] key) {}

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Path spool;
    private final SecureRandom random = new SecureRandom();

    EvidenceFiles(Path folder) {
        this.folder = folder;
        this.spool = folder.resolve("spool");
        try {
            Files.createDirectories(spool, OWNER_ONLY);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the evidence folder " + folder + " can't be used; check its permissions", e);
        }
    }

    void sweep() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(spool)) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + spool + " can't be swept; check its permissions", e);
        }
    }

    Path path(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("evidence is named by a SHA-256 in lower-case hex");
        }
        return folder.resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
    }

    Spooled spool(InputStream bytes, long sizeMax) throws IOException, EvidenceTooLargeException {
        byte[] key = new byte[32];
        random.nextBytes(key);
        Path file = Files.createTempFile(spool, "in-", "");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ChunkCipher cipher = new ChunkCipher(key);
            MessageDigest digest = Digests.sha256();
            long size = 0;
            byte[] chunk = bytes.readNBytes(ChunkCipher.PLAIN_BYTES);
            boolean last;
            do {
                size += chunk.length;
                if (size > sizeMax) {
                    throw new EvidenceTooLargeException(sizeMax);
                }
                digest.update(chunk);
                byte[] following = chunk.length < ChunkCipher.PLAIN_BYTES
                        ? new byte[0]
                        : bytes.readNBytes(ChunkCipher.PLAIN_BYTES);
                last = following.length == 0;
                ByteBuffer sealed = ByteBuffer.wrap(cipher.encrypt(chunk, chunk.length, last));
                while (sealed.hasRemaining()) {
                    channel.write(sealed);
                }
                chunk = following;
            } while (!last);
            channel.force(true);
            return new Spooled(file, HexFormat.of().formatHex(digest.digest()), size, key);
        } catch (GeneralSecurityException e) {
            Files.deleteIfExists(file);
            throw new IllegalStateException(e);
        } catch (IOException | EvidenceTooLargeException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// The name is durable when this returns, not only the bytes.
    void moveIntoPlace(Spooled spooled) {
        try {
            Path target = path(spooled.sha256());
            Path inner = target.resolveSibling(".").normalize();
            Path outer = inner.resolveSibling(".").normalize();
            boolean freshInner = !Files.isDirectory(inner);
            boolean freshOuter = !Files.isDirectory(outer);
            Files.createDirectories(inner, OWNER_ONLY);
            Files.move(spooled.file(), target, StandardCopyOption.ATOMIC_MOVE);
            flush(inner);
            if (freshInner) {
                flush(outer);
            }
            if (freshOuter) {
                flush(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("evidence can't be written; check the disk of " + folder, e);
        }
    }

    private static void flush(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
