package dev.reeve.collector.evidence;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.RecordView;
import dev.reeve.network.export.SflowDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Cuts the evidence of a verdict out of the ring, after the verdict: the datagrams of exporters, byte for
/// byte, in which a record names the client's address (and the port, where the detection has one), with the
/// datagrams that announced their templates before them. They hold records of others too, for that is how
/// exporters send them: the file is for the desk and a court, never for a client.
public final class RingCut {
    /// Largest file: some 2,500 full datagrams, of which the first tell what it was.
    public static final int BYTES_MAX = 4_000_000;

    /// How far an exporter's clock may be ahead of ours.
    private static final long SKEW_MILLIS = 5_000;

    private final int port;
    private final byte[] needle;
    private final Elements elements = Elements.installed();
    private final Map<String, Source> sources = new HashMap<>();
    private final List<Found> found = new ArrayList<>();
    private int bytes;
    private int left;

    private RingCut(Endpoint client, int port) {
        this.port = port;
        this.needle = client.v6()
                ? ByteBuffer.allocate(16)
                        .putLong(client.high())
                        .putLong(client.low())
                        .array()
                : ByteBuffer.allocate(4).putInt((int) client.low()).array();
    }

    /// @param pcap empty where the ring holds nothing of it
    /// @param datagrams that touch the detection, by exporter
    /// @param records in them that do
    /// @param templates datagrams that only announce templates
    /// @param leftOut further datagrams, beyond {@link #BYTES_MAX}
    /// @param end where the next cut of this detection goes on
    public record Piece(
            byte[] pcap, Map<String, Integer> datagrams, long records, int templates, int leftOut, long end) {
        public int count() {
            return datagrams.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private record Found(long millis, byte[] exporter, byte[] bytes, boolean touches) {}

    /// One exporter's decoder: templates are an exporter's own.
    private final class Source {
        final ExportDecoder decoder = new ExportDecoder(elements);
        boolean touched;
        int touching;
        long records;
    }

    /// For any thread but the receiving one.
    ///
    /// @param port 0 for any
    /// @param fromMillis when it began, by the exporters' clocks
    /// @param from where the cut before this one ended; 0 for the first
    /// @param listenPort at which exporters' datagrams came
    public static Piece cut(EvidenceRing ring, Endpoint client, int port, long fromMillis, long from, int listenPort) {
        RingCut cut = new RingCut(client, port);
        List<TemplateShelf.Kept> shelf = ring.templates().before(fromMillis - SKEW_MILLIS);
        shelf.forEach(kept -> cut.decode(cut.source(kept.exporter()), kept.datagram(), kept.datagram().length));
        cut.sources.values().forEach(source -> source.records = 0);
        long end = ring.read(from, (millis, exporter, bytes, length) -> {
            if (millis >= fromMillis - SKEW_MILLIS) {
                cut.look(millis, exporter, bytes, length);
            }
        });
        return cut.piece(shelf, end, listenPort);
    }

    private Source source(String exporter) {
        return sources.computeIfAbsent(exporter, e -> new Source());
    }

    private void look(long millis, byte[] exporter, byte[] all, int length) {
        boolean announces = TemplateShelf.announces(all, 0, length);
        boolean named = names(all, length);
        if (!announces && !named) {
            return;
        }
        Source source = source(Addresses.text(exporter));
        boolean touches = SflowDecoder.recognises(all, 0, length) ? named : decode(source, all, length) && named;
        if (!announces && !touches) {
            return;
        }
        if (bytes + length > BYTES_MAX) {
            left += touches ? 1 : 0;
            return;
        }
        source.touched |= touches;
        source.touching += touches ? 1 : 0;
        source.records += touches && SflowDecoder.recognises(all, 0, length) ? 1 : 0;
        bytes += length;
        found.add(new Found(millis, exporter.clone(), Arrays.copyOf(all, length), touches));
    }

    /// Addresses stand in records as they are, so a search of the bytes misses none and is far quicker than
    /// decoding.
    private boolean names(byte[] all, int length) {
        for (int at = 0; at <= length - needle.length; at++) {
            if (all[at] == needle[0] && Arrays.equals(all, at, at + needle.length, needle, 0, needle.length)) {
                return true;
            }
        }
        return false;
    }

    /// @return whether a record names the client; a datagram without its template is kept too, for nobody can
    /// say
    private boolean decode(Source source, byte[] all, int length) {
        long[] seen = {0, 0};
        source.decoder.decode(all, 0, length, record -> {
            seen[0]++;
            seen[1] += isOf(record) ? 1 : 0;
        });
        source.records += seen[1];
        return seen[1] > 0 || seen[0] == 0;
    }

    private boolean isOf(RecordView record) {
        boolean address = false;
        boolean sameBoth = port == 0;
        for (int i = 0; i < record.size(); i++) {
            int id = record.element(i).enterprise() == 0 ? record.element(i).id() : -1;
            switch (id) {
                case 8, 12, 27, 28 ->
                    address |= record.length(i) == needle.length
                            && Arrays.equals(
                                    record.bytes(),
                                    record.offset(i),
                                    record.offset(i) + needle.length,
                                    needle,
                                    0,
                                    needle.length);
                case 7, 11, 180, 181, 182, 183 -> sameBoth |= number(record, i) == port;
                default -> {}
            }
        }
        return address && sameBoth;
    }

    private static long number(RecordView record, int field) {
        long value = 0;
        for (int i = 0; i < Math.min(8, record.length(field)); i++) {
            value = value << 8 | record.bytes()[record.offset(field) + i] & 0xFF;
        }
        return value;
    }

    private Piece piece(List<TemplateShelf.Kept> shelf, long end, int listenPort) {
        Map<String, Integer> datagrams = new TreeMap<>();
        sources.forEach((exporter, source) -> {
            if (source.touched) {
                datagrams.put(exporter, source.touching);
            }
        });
        if (datagrams.isEmpty()) {
            return new Piece(new byte[0], datagrams, 0, 0, left, end);
        }
        DatagramCapture capture = new DatagramCapture(listenPort);
        int templates = 0;
        for (TemplateShelf.Kept kept : shelf) {
            if (datagrams.containsKey(kept.exporter())) {
                byte[] bytes = kept.datagram();
                capture.add(kept.millis(), Addresses.sixteen(kept.exporter()), bytes, bytes.length);
                templates++;
            }
        }
        for (Found one : found) {
            if (one.touches || datagrams.containsKey(Addresses.text(one.exporter))) {
                capture.add(one.millis, one.exporter, one.bytes, one.bytes.length);
                templates += one.touches ? 0 : 1;
            }
        }
        long records = sources.values().stream().mapToLong(s -> s.records).sum();
        return new Piece(capture.bytes(), datagrams, records, templates, left, end);
    }
}
