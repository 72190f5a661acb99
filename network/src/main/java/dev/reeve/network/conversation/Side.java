package dev.reeve.network.conversation;

import dev.reeve.network.detection.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/// One direction of a conversation: the first bytes in their order, and counts.
public final class Side {
    /// Enough for a greeting, a login and a refusal with its page.
    static final int PREFIX_BYTES_MAX = 8_192;

    /// Segments that wait for one before them; captures reorder a little, attackers a lot.
    private static final int WAITING_MAX = 16;

    final Endpoint endpoint;
    final int port;
    private byte[] prefix = {};
    private int length;
    private long nextSequence = -1;
    private boolean broken;
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    long packets;
    long payloadBytes;
    long wireBytes;
    boolean syn;
    boolean synAck;
    boolean fin;
    boolean rst;

    Side(Endpoint endpoint, int port) {
        this.endpoint = endpoint;
        this.port = port;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public int port() {
        return port;
    }

    public long packets() {
        return packets;
    }

    /// Bytes of IP packets.
    public long wireBytes() {
        return wireBytes;
    }

    public long payloadBytes() {
        return payloadBytes;
    }

    /// How many bytes of the beginning are known.
    public int known() {
        return length;
    }

    public int at(int index) {
        return prefix[index] & 0xFF;
    }

    /// What is known of the beginning, byte by byte as characters.
    public String text() {
        return new String(prefix, 0, length, StandardCharsets.ISO_8859_1);
    }

    void opened(long sequence) {
        nextSequence = sequence + 1 & 0xFFFF_FFFFL;
    }

    /// Takes a segment; what comes twice counts once.
    void segment(long sequence, byte[] bytes, int from, int size, int onWire) {
        if (broken || length >= PREFIX_BYTES_MAX) {
            return;
        }
        if (nextSequence < 0) {
            nextSequence = sequence;
        }
        int ahead = (int) (sequence - nextSequence);
        if (ahead > 0) {
            if (waiting.size() < WAITING_MAX && ahead < PREFIX_BYTES_MAX) {
                waiting.put(sequence, Arrays.copyOfRange(bytes, from, from + size));
            }
            return;
        }
        int skip = -ahead;
        if (skip < size) {
            append(bytes, from + skip, size - skip);
        }
        // A snapshot length cut the rest off: what follows has no known place.
        broken |= size < onWire && length < PREFIX_BYTES_MAX;
        drain();
    }

    private void drain() {
        while (!broken && !waiting.isEmpty()) {
            var first = waiting.pollFirstEntry();
            int ahead = (int) (first.getKey() - nextSequence);
            if (ahead > 0) {
                waiting.put(first.getKey(), first.getValue());
                return;
            }
            if (-ahead < first.getValue().length) {
                append(first.getValue(), -ahead, first.getValue().length + ahead);
            }
        }
    }

    private void append(byte[] bytes, int from, int size) {
        nextSequence = nextSequence + size & 0xFFFF_FFFFL;
        int kept = Math.min(size, PREFIX_BYTES_MAX - length);
        if (prefix.length < length + kept) {
            prefix = Arrays.copyOf(prefix, Math.min(PREFIX_BYTES_MAX, Math.max(256, (length + kept) * 2)));
        }
        System.arraycopy(bytes, from, prefix, length, kept);
        length += kept;
    }
}
