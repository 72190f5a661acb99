package dev.reeve.collector.evidence;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/// The last datagrams of all exporters, or the last frames of captures, byte for byte, in a file of fixed size that is
/// mapped and written round and round: what the evidence of a detection is cut from once the verdict has fallen. It
/// survives a restart of the process.
///
/// One thread writes; others read meanwhile. Positions only grow: `head` is where the next entry goes, `tail`
/// where the oldest whole one lies. The writer moves the tail before it writes over what lay there, and a
/// reader looks at the tail again after it has copied an entry: a copy that was overtaken is thrown away. So
/// neither waits for the other.
///
/// ```
/// file   magic u64 · size u64 · head u64 · tail u64 · (64 bytes so far) · entries
/// entry  length u32 · 0 u32 · arrival u64 (ms) · exporter 16 bytes, of a frame its link type · bytes, padded to 8
/// ```
/// A length of -1 says that the rest of the file was too short for the next entry.
public final class EvidenceRing {
    /// Less holds no minute of anything.
    public static final long BYTES_MIN = 1 << 20;

    private static final long MAGIC = 0x5245_4556_5249_4E47L;
    private static final int FILE_HEAD = 64;
    private static final int ENTRY_HEAD = 32;
    private static final int DATAGRAM_MAX = 65_535;
    private static final int WRAPPED = -1;

    /// Exporters whose address is kept in bytes; more come from spoofed sources.
    private static final int EXPORTERS_MAX = 1_000;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final VarHandle SHARED = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment file;
    private final long capacity;
    private final Map<String, byte[]> exporters = new HashMap<>();
    private final TemplateShelf templates = new TemplateShelf();
    private long head;
    private long tail;

    private EvidenceRing(MemorySegment file) {
        this.file = file;
        this.capacity = file.byteSize() - FILE_HEAD;
    }

    /// Takes up what an earlier process left, if the file has that size and is whole; otherwise begins anew.
    ///
    /// @param bytes size of the file, at least {@link #BYTES_MIN}
    public static EvidenceRing open(Path path, long bytes) throws IOException {
        long size = Math.max(BYTES_MIN, bytes) / 8 * 8;
        boolean fresh = !Files.exists(path) || Files.size(path) != size;
        if (fresh) {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel =
                FileChannel.open(path, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
            // Unmapped when nobody can reach it any more: a reader may still be at it when the desk stops.
            EvidenceRing ring = new EvidenceRing(channel.map(FileChannel.MapMode.READ_WRITE, 0, size, Arena.ofAuto()));
            if (fresh || !ring.takeUp()) {
                ring.begin();
            }
            return ring;
        }
    }

    private void begin() {
        file.set(LONG, 0, MAGIC);
        file.set(LONG, 8, file.byteSize());
        publishTail();
        publishHead();
    }

    /// A machine that lost power may have kept one half of a page: what doesn't add up is begun anew.
    private boolean takeUp() {
        head = file.get(LONG, 16);
        tail = file.get(LONG, 24);
        boolean sane = file.get(LONG, 0) == MAGIC && file.get(LONG, 8) == file.byteSize();
        sane = sane && tail >= 0 && tail <= head && head - tail <= capacity && head % 8 == 0 && tail % 8 == 0;
        long at = tail;
        while (sane && at < head) {
            long next = after(at);
            sane = next > at && next <= head;
            at = next;
        }
        if (!sane) {
            head = 0;
            tail = 0;
            return false;
        }
        return true;
    }

    private long offset(long position) {
        return FILE_HEAD + position % capacity;
    }

    private static long size(int length) {
        return ENTRY_HEAD + (length + 7L) / 8 * 8;
    }

    /// @return where the entry after this one begins; the same position where there is no entry
    private long after(long position) {
        int length = file.get(INT, offset(position));
        long rest = capacity - position % capacity;
        if (length == WRAPPED) {
            return position + rest;
        }
        return length < 0 || length > DATAGRAM_MAX || size(length) > rest ? position : position + size(length);
    }

    private void publishHead() {
        SHARED.setRelease(file, 16L, head);
    }

    private void publishTail() {
        SHARED.setRelease(file, 24L, tail);
        VarHandle.storeStoreFence();
    }

    /// Keeps one datagram. For the one thread that receives.
    ///
    /// @param exporter its address as text
    /// @param millis when it came
    public void write(String exporter, byte[] bytes, int from, int to, long millis) {
        int length = to - from;
        byte[] address = address(exporter);
        if (length < 0 || length > DATAGRAM_MAX || address.length == 0) {
            return;
        }
        templates.look(exporter, bytes, from, to, millis);
        write(address, bytes, from, length, millis);
    }

    /// Keeps one captured frame, in a ring of frames. For one thread at a time.
    ///
    /// @param millis when it was captured
    void writeFrame(int linkType, byte[] bytes, int from, int to, long millis) {
        byte[] type = ByteBuffer.allocate(16).putInt(linkType).array();
        write(type, bytes, from, Math.min(to - from, DATAGRAM_MAX), millis);
    }

    private void write(byte[] source, byte[] bytes, int from, int length, long millis) {
        long rest = capacity - head % capacity;
        if (rest < size(length)) {
            makeRoom(rest);
            file.set(INT, offset(head), WRAPPED);
            head += rest;
        }
        makeRoom(size(length));
        long at = offset(head);
        file.set(INT, at, length);
        file.set(INT, at + 4, 0);
        file.set(LONG, at + 8, millis);
        MemorySegment.copy(source, 0, file, ValueLayout.JAVA_BYTE, at + 16, 16);
        MemorySegment.copy(bytes, from, file, ValueLayout.JAVA_BYTE, at + ENTRY_HEAD, length);
        head += size(length);
        publishHead();
    }

    private void makeRoom(long need) {
        boolean moved = false;
        while (head + need - tail > capacity) {
            tail = after(tail);
            moved = true;
        }
        if (moved) {
            publishTail();
        }
    }

    private byte[] address(String exporter) {
        byte[] known = exporters.get(exporter);
        if (known == null && exporters.size() < EXPORTERS_MAX) {
            known = Addresses.sixteen(exporter);
            exporters.put(exporter, known);
        }
        return known == null ? new byte[0] : known;
    }

    /// Takes entries in the order in which they came.
    @FunctionalInterface
    public interface Sink {
        /// @param exporter 16 bytes
        /// @param bytes valid only during the call
        void datagram(long millis, byte[] exporter, byte[] bytes, int length);
    }

    /// Shows all entries from a position on that are still there.
    ///
    /// @param from where an earlier reading ended; 0 for all
    /// @return where this one ended
    public long read(long from, Sink sink) {
        byte[] bytes = new byte[DATAGRAM_MAX];
        byte[] exporter = new byte[16];
        long end = (long) SHARED.getAcquire(file, 16L);
        long at = Math.max(from, (long) SHARED.getAcquire(file, 24L));
        while (at < end) {
            long next = after(at);
            int length = file.get(INT, offset(at));
            boolean entry = next > at && length != WRAPPED && length >= 0 && size(length) == next - at;
            long millis = 0;
            if (entry) {
                millis = file.get(LONG, offset(at) + 8);
                MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset(at) + 16, exporter, 0, 16);
                MemorySegment.copy(file, ValueLayout.JAVA_BYTE, offset(at) + ENTRY_HEAD, bytes, 0, length);
            }
            VarHandle.acquireFence();
            long oldest = (long) SHARED.getAcquire(file, 24L);
            if (oldest > at) {
                at = oldest;
                continue;
            }
            if (next <= at) {
                throw new IllegalStateException("the evidence ring holds no entry at " + at);
            }
            if (entry) {
                sink.datagram(millis, exporter, bytes, length);
            }
            at = next;
        }
        return Math.max(at, from);
    }

    /// Datagrams with the templates that were in force at that time, for records can't be read without them.
    TemplateShelf templates() {
        return templates;
    }
}
