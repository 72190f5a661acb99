package dev.reeve.network.export;

/// Takes apart sFlow version 5 datagrams: flow samples, plain and expanded, with the raw headers of the packets that
/// were
/// sampled. Counter samples and what is of no use here are passed over by their length. Never throws for any bytes.
///
/// Source: sFlow version 5, sflow.org (July 2004).
public final class SflowDecoder {
    private static final int FLOW_SAMPLE = 1;
    private static final int COUNTER_SAMPLE = 2;
    private static final int EXPANDED_FLOW_SAMPLE = 3;
    private static final int EXPANDED_COUNTER_SAMPLE = 4;
    private static final int RAW_HEADER = 1;

    /// A datagram holds as many samples as fit into it; a count beyond this is a lie.
    private static final int SAMPLES_MAX = 1_000;

    private static final int RECORDS_MAX = 100;

    private final ExportHealth health = new ExportHealth();
    private long expected = -1;

    /// Takes sampled packets.
    @FunctionalInterface
    public interface Sink {
        /// @param bytes from `from` to `to` the first bytes of the frame
        /// @param protocol of the header: 1 Ethernet, 11 IPv4, 12 IPv6
        void sampled(byte[] bytes, int from, int to, Sample sample);
    }

    /// @param frameLength of the whole packet on the wire
    /// @param rate one packet in so many
    /// @param input interface, output interface; 0 where unknown
    public record Sample(int protocol, int frameLength, long rate, long input, long output, long sequence) {}

    public ExportHealth health() {
        return health;
    }

    /// Whether these bytes begin as a datagram does.
    public static boolean recognises(byte[] bytes, int from, int to) {
        return to - from >= 28
                && Bytes.u32(bytes, from) == 5
                && (Bytes.u32(bytes, from + 4) == 1 || Bytes.u32(bytes, from + 4) == 2);
    }

    /// @param to index after the last byte
    public void decode(byte[] bytes, int from, int to, Sink sink) {
        health.datagrams++;
        if (!recognises(bytes, from, to)) {
            health.wrong("this is no sFlow version 5 datagram");
            return;
        }
        int address = Bytes.u32(bytes, from + 4) == 1 ? 4 : 16;
        int at = from + 8 + address;
        if (to - at < 16) {
            health.wrong("an sFlow datagram ends in its head");
            return;
        }
        sequence(Bytes.u32(bytes, at + 4));
        long samples = Bytes.u32(bytes, at + 12);
        at += 16;
        if (samples > SAMPLES_MAX) {
            health.wrong("an sFlow datagram announces " + samples + " samples");
            samples = SAMPLES_MAX;
        }
        for (long i = 0; i < samples; i++) {
            if (to - at < 8) {
                health.wrong("an sFlow datagram announces " + samples + " samples and has " + i);
                return;
            }
            long length = Bytes.u32(bytes, at + 4);
            if (length > to - at - 8) {
                health.wrong("an sFlow sample announces " + length + " bytes and has " + (to - at - 8));
                return;
            }
            int end = at + 8 + (int) length;
            sample((int) Bytes.u32(bytes, at), bytes, at + 8, end, sink);
            at = end;
        }
    }

    private void sequence(long sequence) {
        health.numbered++;
        if (expected >= 0) {
            long gap = sequence - expected & 0xFFFF_FFFFL;
            health.lost += gap <= 1_000_000 ? gap : 0;
        }
        expected = sequence + 1 & 0xFFFF_FFFFL;
    }

    private void sample(int format, byte[] bytes, int from, int end, Sink sink) {
        // The upper 20 bits are the enterprise; only the standard's own are read.
        switch (format) {
            case FLOW_SAMPLE -> {
                if (end - from >= 32) {
                    records(bytes, from + 32, end, Bytes.u32(bytes, from + 28), head(bytes, from, 8, 20, 24), sink);
                }
            }
            case EXPANDED_FLOW_SAMPLE -> {
                if (end - from >= 44) {
                    records(bytes, from + 44, end, Bytes.u32(bytes, from + 40), head(bytes, from, 12, 28, 36), sink);
                }
            }
            case COUNTER_SAMPLE, EXPANDED_COUNTER_SAMPLE -> {
                // Interface counters: not about clients.
            }
            default -> health.unknownTemplate++;
        }
    }

    private static Sample head(byte[] bytes, int from, int rate, int input, int output) {
        return new Sample(
                0,
                0,
                Math.max(1, Bytes.u32(bytes, from + rate)),
                Bytes.u32(bytes, from + input),
                Bytes.u32(bytes, from + output),
                Bytes.u32(bytes, from));
    }

    private void records(byte[] bytes, int from, int end, long count, Sample sample, Sink sink) {
        int at = from;
        for (long i = 0; i < Math.min(count, RECORDS_MAX); i++) {
            if (end - at < 8) {
                health.wrong("an sFlow flow sample announces " + count + " records and has " + i);
                return;
            }
            long length = Bytes.u32(bytes, at + 4);
            if (length > end - at - 8) {
                health.wrong("an sFlow record announces " + length + " bytes and has " + (end - at - 8));
                return;
            }
            if (Bytes.u32(bytes, at) == RAW_HEADER && length >= 16) {
                header(bytes, at + 8, at + 8 + (int) length, sample, sink);
            }
            at += 8 + (int) length;
        }
    }

    private void header(byte[] bytes, int from, int end, Sample sample, Sink sink) {
        long size = Bytes.u32(bytes, from + 12);
        if (size > end - from - 16) {
            health.wrong("an sFlow header announces " + size + " bytes and has " + (end - from - 16));
            size = end - from - 16;
        }
        health.records++;
        long frame = Math.min(Bytes.u32(bytes, from + 4), Integer.MAX_VALUE);
        sink.sampled(
                bytes,
                from + 16,
                from + 16 + (int) size,
                new Sample(
                        (int) Bytes.u32(bytes, from),
                        (int) frame,
                        sample.rate(),
                        sample.input(),
                        sample.output(),
                        sample.sequence()));
    }
}
