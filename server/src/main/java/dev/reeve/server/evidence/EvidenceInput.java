package dev.reeve.server.evidence;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The plain bytes of an evidence file. Every chunk is checked as it is read, and the whole against its name at the
/// end:
/// a reader that reaches the end has read what was received.
final class EvidenceInput extends FilterInputStream {
    private static final int SEALED_BYTES = ChunkCipher.PLAIN_BYTES + ChunkCipher.TAG_BYTES;

    private final String sha256;
    private final ChunkCipher cipher;
    private final MessageDigest digest = Digests.sha256();
    private byte[] sealed;
    private byte[] plain = new byte[0];
    private int position;
    private boolean ended;

    EvidenceInput(InputStream file, byte[] key, String sha256) throws IOException {
        super(file);
        this.sha256 = sha256;
        this.cipher = new ChunkCipher(key);
        this.sealed = file.readNBytes(SEALED_BYTES);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == plain.length) {
            if (ended) {
                return -1;
            }
            nextChunk();
        }
        int count = Math.min(length, plain.length - position);
        System.arraycopy(plain, position, into, offset, count);
        position += count;
        return count;
    }

    /// A chunk is the last one when nothing follows it, which only reading on can tell.
    private void nextChunk() throws IOException {
        byte[] following = in.readNBytes(SEALED_BYTES);
        boolean last = following.length == 0;
        try {
            plain = cipher.decrypt(sealed, sealed.length, last);
        } catch (GeneralSecurityException e) {
            throw new EvidenceDamagedException(sha256, e);
        }
        position = 0;
        digest.update(plain);
        sealed = following;
        ended = last;
        if (last && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new EvidenceDamagedException(sha256, null);
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[8192];
        long skipped = 0;
        while (skipped < count) {
            int read = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
            if (read < 0) {
                break;
            }
            skipped += read;
        }
        return skipped;
    }

    @Override
    public int available() {
        return plain.length - position;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
