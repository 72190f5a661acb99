package dev.reeve.server.network;

import dev.reeve.collector.evidence.RingCut;
import dev.reeve.collector.logs.KeptLines;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was cut out of what the sensor keeps, as proof of one revision of a detection.
public sealed interface Cut {
    /// Empty where nothing of it was kept.
    byte[] bytes();

    /// Where the next cut of this detection goes on.
    long end();

    /// What a detection's document says of it, beside its hash.
    Map<String, Object> words();

    /// Nothing was kept.
    Cut NOTHING = new Datagrams(new RingCut.Piece(new byte[0], Map.of(), 0, 0, 0, 0));

    /// Of what exporters sent.
    record Datagrams(RingCut.Piece piece) implements Cut {
        private static final String HOW_TO_READ =
                "the exporters' datagrams, byte for byte, in a pcap of bare IP packets whose IP and UDP heads are made up but for"
                        + " the exporter's address; read it with ./reeve flows decode FILE, or any analyser of packets";

        @Override
        public byte[] bytes() {
            return piece.pcap();
        }

        @Override
        public long end() {
            return piece.end();
        }

        @Override
        public Map<String, Object> words() {
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("datagrams", piece.datagrams());
            words.put("records", piece.records());
            words.put("template_datagrams", piece.templates());
            words.put("datagrams_left_out", piece.leftOut());
            words.put("how_to_read", HOW_TO_READ);
            return words;
        }
    }

    /// Of logs.
    record Lines(KeptLines.Piece piece) implements Cut {
        /// Tells a document of logs from one of flows.
        static final String LINES = "lines";

        private static final String HOW_TO_READ =
                "a line each: the name of the log, a tab, and the log's line, byte for byte";

        @Override
        public byte[] bytes() {
            return piece.text();
        }

        @Override
        public long end() {
            return piece.end();
        }

        @Override
        public Map<String, Object> words() {
            Map<String, Object> words = new LinkedHashMap<>();
            words.put(LINES, piece.lines());
            words.put("lines_left_out", piece.leftOut());
            words.put("how_to_read", HOW_TO_READ);
            return words;
        }
    }
}
