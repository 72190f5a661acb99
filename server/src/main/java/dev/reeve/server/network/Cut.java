package dev.reeve.server.network;

import dev.reeve.collector.evidence.FrameRing;
import dev.reeve.collector.evidence.RingCut;
import dev.reeve.collector.logs.KeptLines;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// What was cut out of what the sensor keeps, as proof of one revision of a detection.
public sealed interface Cut {
    /// Empty where nothing of it was kept.
    byte[] bytes();

    /// Where the next cut of this detection goes on.
    long end();

    /// How much of what it holds, by name.
    SequencedMap<String, Object> counts();

    /// For whoever opens the file.
    String howToRead();

    /// What a detection's document says of it, beside its hash.
    default Map<String, Object> words() {
        Map<String, Object> words = new LinkedHashMap<>(counts());
        words.put("how_to_read", howToRead());
        return words;
    }

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
        public SequencedMap<String, Object> counts() {
            SequencedMap<String, Object> counts = new LinkedHashMap<>();
            counts.put("datagrams", piece.datagrams());
            counts.put("records", piece.records());
            counts.put("template_datagrams", piece.templates());
            counts.put("datagrams_left_out", piece.leftOut());
            return counts;
        }

        @Override
        public String howToRead() {
            return HOW_TO_READ;
        }
    }

    /// Of captures.
    record Frames(FrameRing.Piece piece) implements Cut {
        /// Tells a document of captures from others.
        static final String FRAMES = "frames";

        @Override
        public byte[] bytes() {
            return piece.pcap();
        }

        @Override
        public long end() {
            return piece.end();
        }

        @Override
        public SequencedMap<String, Object> counts() {
            SequencedMap<String, Object> counts = new LinkedHashMap<>();
            counts.put(FRAMES, piece.frames());
            counts.put("frames_left_out", piece.leftOut());
            return counts;
        }

        @Override
        public String howToRead() {
            return "the client's frames, byte for byte as they were captured, as a pcap; read it with"
                    + " ./reeve watch --pcap FILE, or any analyser of packets";
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
        public SequencedMap<String, Object> counts() {
            SequencedMap<String, Object> counts = new LinkedHashMap<>();
            counts.put(LINES, piece.lines());
            counts.put("lines_left_out", piece.leftOut());
            return counts;
        }

        @Override
        public String howToRead() {
            return HOW_TO_READ;
        }
    }
}
