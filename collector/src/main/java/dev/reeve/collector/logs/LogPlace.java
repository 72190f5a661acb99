package dev.reeve.collector.logs;

import dev.reeve.core.journal.HashChain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// How far a log was read, and by what its file is known again under another name: its number on the disk, and
/// its first bytes, for a number is given again, and a rotation may copy the file and empty it.
///
/// @param position bytes that were read
/// @param key the file's own number, as the system gives it
/// @param headBytes how many of its first bytes are hashed; 0 where nothing was read yet, or by an earlier version
record LogPlace(long position, String key, int headBytes, String head) {
    /// Two lines or so: with a time in them no two files begin alike.
    static final int HEAD_BYTES = 512;

    static LogPlace at(long position, String key, FileChannel file) throws IOException {
        int length = (int) Math.min(HEAD_BYTES, position);
        return new LogPlace(position, key, length, hash(file, length));
    }

    /// @throws IllegalArgumentException when it is no such text
    static LogPlace parse(String text) {
        String[] parts = text.split(" ", 3);
        if (parts.length < 2) {
            throw new IllegalArgumentException("'" + text + "' is no place in a log");
        }
        int colon = parts.length < 3 ? -1 : parts[2].indexOf(':');
        return colon < 0
                ? new LogPlace(Long.parseLong(parts[0]), parts[1], 0, "")
                : new LogPlace(
                        Long.parseLong(parts[0]),
                        parts[1],
                        Integer.parseInt(parts[2].substring(0, colon)),
                        parts[2].substring(colon + 1));
    }

    String text() {
        return position + " " + key + (headBytes == 0 ? "" : " " + headBytes + ":" + head);
    }

    /// Whether this is the file, and the place lies in it.
    boolean isIn(Path file, String itsKey) throws IOException {
        return itsKey.equals(key) && begins(file);
    }

    /// Whether a file of another number is its copy.
    boolean isCopiedTo(Path file) throws IOException {
        return headBytes > 0 && begins(file);
    }

    private boolean begins(Path file) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ)) {
            return open.size() >= position
                    && (headBytes == 0 || hash(open, headBytes).equals(head));
        }
    }

    private static String hash(FileChannel file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
            // Until all are there.
        }
        return HashChain.hash(bytes.array()).substring(0, 24);
    }
}
