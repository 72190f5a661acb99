package dev.reeve.network.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SflowDecoderTest {
    private final SflowDecoder decoder = new SflowDecoder();
    private final List<String> seen = new ArrayList<>();

    private void decode(byte[] datagram) {
        decoder.decode(
                datagram,
                0,
                datagram.length,
                (bytes, from, to, s) -> seen.add((to - from) + " bytes of " + s.frameLength() + ", 1:" + s.rate() + ", "
                        + s.input() + ">" + s.output() + ", protocol " + s.protocol()));
    }

    private static byte[] rawHeader(byte[] header) {
        byte[] content = new Datagram()
                .u32(1)
                .u32(1_514)
                .u32(4)
                .u32(header.length)
                .raw(header)
                .bytes();
        return new Datagram().u32(1).u32(content.length).raw(content).bytes();
    }

    private static byte[] sample(int format, byte[] content) {
        return new Datagram().u32(format).u32(content.length).raw(content).bytes();
    }

    private static byte[] datagram(long sequence, byte[]... samples) {
        Datagram all = new Datagram()
                .u32(5)
                .u32(1)
                .ip("192.0.2.1")
                .u32(0)
                .u32(sequence)
                .u32(1_000)
                .u32(samples.length);
        for (byte[] sample : samples) {
            all.raw(sample);
        }
        return all.bytes();
    }

    private static byte[] flow() {
        return sample(
                1,
                new Datagram()
                        .u32(9)
                        .u32(3)
                        .u32(512)
                        .u32(9_999)
                        .u32(0)
                        .u32(11)
                        .u32(12)
                        .u32(1)
                        .raw(rawHeader(new byte[64]))
                        .bytes());
    }

    private static byte[] expanded() {
        return sample(
                3,
                new Datagram()
                        .u32(9)
                        .u32(0)
                        .u32(3)
                        .u32(2_048)
                        .u32(9_999)
                        .u32(0)
                        .u32(0)
                        .u32(21)
                        .u32(0)
                        .u32(22)
                        .u32(1)
                        .raw(rawHeader(new byte[128]))
                        .bytes());
    }

    @Test
    void plainAndExpandedSamplesAreReadAndCountersPassedOver() {
        decode(datagram(1, flow(), sample(2, new byte[40]), expanded()));
        assertThat(seen)
                .containsExactly(
                        "64 bytes of 1514, 1:512, 11>12, protocol 1", "128 bytes of 1514, 1:2048, 21>22, protocol 1");
        assertThat(decoder.health().malformed()).isZero();
    }

    @Test
    void gapsAreCounted() {
        decode(datagram(1, flow()));
        decode(datagram(5, flow()));
        assertThat(decoder.health().lost()).isEqualTo(3);
    }

    @Test
    void anyCutIsSurvived() {
        byte[] whole = datagram(1, flow(), expanded());
        for (int length = 0; length < whole.length; length++) {
            decode(Arrays.copyOf(whole, length));
        }
        seen.clear();
        decode(whole);
        assertThat(seen).hasSize(2);
    }
}
