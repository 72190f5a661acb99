package dev.reeve.server.evidence;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM in chunks, so that a large file needs the memory of one chunk. The key belongs to one file only, so
/// the
/// nonce is a counter; it also says which chunk is the last, so that none can be cut off, doubled or moved (the
/// construction is STREAM: Hoang, Reyhanitabar, Rogaway, Vizár, 2015).
final class ChunkCipher {
    /// Plain bytes in each chunk but the last.
    static final int PLAIN_BYTES = 64 * 1024;

    static final int TAG_BYTES = 16;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private long counter;

    ChunkCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    byte[] encrypt(byte[] plain, int length, boolean last) throws GeneralSecurityException {
        return next(Cipher.ENCRYPT_MODE, plain, length, last);
    }

    byte[] decrypt(byte[] sealed, int length, boolean last) throws GeneralSecurityException {
        return next(Cipher.DECRYPT_MODE, sealed, length, last);
    }

    private byte[] next(int mode, byte[] input, int length, boolean last) throws GeneralSecurityException {
        byte[] nonce =
                ByteBuffer.allocate(12).putLong(counter++).putInt(last ? 1 : 0).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
        return cipher.doFinal(input, 0, length);
    }
}
