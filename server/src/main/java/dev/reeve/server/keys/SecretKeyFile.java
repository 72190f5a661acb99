package dev.reeve.server.keys;

import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A 256-bit key in a file that only its owner may read, made at the first start. Whoever has a copy of it and of
/// the
/// database can read everything; who has lost it can read nothing.
public final class SecretKeyFile {
    private static final int KEY_BYTES = 32;

    /// GCM's own: 96 bits.
    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final String id;
    private final byte[] key;
    private final SecureRandom random = new SecureRandom();

    private SecretKeyFile(byte[] key) {
        this.key = key;
        this.id = HexFormat.of().formatHex(mac("id", new byte[0]), 0, 8);
    }

    /// @throws SetupException when the file is no key, or others may read it
    public static SecretKeyFile openOrCreate(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
            if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
                    .containsAll(allowed)) {
                throw new SetupException("the key " + file + " can be read by others; run: chmod 600 " + file);
            }
            byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
            if (key.length != KEY_BYTES) {
                throw new SetupException(file + " is no key; restore it from your copy");
            }
            return new SecretKeyFile(key);
        } catch (IllegalArgumentException e) {
            throw new SetupException(file + " is no key; restore it from your copy", e);
        } catch (IOException e) {
            throw new SetupException("the key " + file + " can't be read or made; check path and permissions", e);
        }
    }

    private static void create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        // Fails rather than replaces, should another process have been quicker.
        Files.createLink(file, fresh);
        Files.delete(fresh);
    }

    /// Tells keys apart, without telling anything of them.
    public String id() {
        return id;
    }

    /// @param context binds the result to where it belongs: it can't be decrypted for another place
    public byte[] encrypt(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, nonce, plain, context);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// @throws IllegalStateException when it was not encrypted with this key, for this context
    public byte[] decrypt(byte[] sealed, String context) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return gcm(Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length), context);
    }

    private byte[] gcm(int mode, byte[] nonce, byte[] input, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this was not encrypted with key " + id + " for " + context, e);
        }
    }

    /// HMAC-SHA-256 under this key: equal for equal input, and nobody without the key can guess the input.
    public byte[] mac(String purpose, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(input);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
