package dev.reeve.network.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FlowReaderTest {
    private final ExportDecoder decoder = new ExportDecoder(Elements.installed());
    private final List<String> flows = new ArrayList<>();
    private final FlowReader reader = new FlowReader(
            f -> flows.add(f.source() + ":" + f.sourcePort + ">" + f.target() + ":" + f.targetPort + "/" + f.protocol
                    + " " + (long) f.packets + "p " + (long) f.bytes + "B 1:" + f.sampling + " " + f.fromMillis + "-"
                    + f.toMillis),
            1);

    private void decode(byte[] datagram) {
        decoder.decode(datagram, 0, datagram.length, reader);
    }

    private static final byte[] TEMPLATE =
            Datagram.set(2, Datagram.template(256, 8, 4, 12, 4, 7, 2, 11, 2, 4, 1, 1, 4, 2, 4, 150, 4, 151, 4));

    private static final byte[] DATA = Datagram.set(
            256,
            new Datagram()
                    .ip("203.0.113.5")
                    .ip("198.51.100.9")
                    .u16(40_000)
                    .u16(443)
                    .u8(6)
                    .u32(5_000)
                    .u32(10)
                    .u32(1_767_225_600L)
                    .u32(1_767_225_605L)
                    .bytes());

    @Test
    void aRecordBecomesAFlow() {
        decode(Datagram.ipfix(0, 1_767_225_610L, TEMPLATE, DATA));
        assertThat(flows)
                .containsExactly("203.0.113.5:40000>198.51.100.9:443/6 10p 5000B 1:1 1767225600000-1767225605000");
    }

    @Test
    void whatTheExporterSaysOfSamplingScalesIt() {
        byte[] options = Datagram.set(
                3,
                new Datagram()
                        .u16(300)
                        .u16(2)
                        .u16(1)
                        .u16(144)
                        .u16(4)
                        .u16(34)
                        .u16(4)
                        .bytes());
        byte[] said = Datagram.set(300, new Datagram().u32(1).u32(1_000).bytes());
        decode(Datagram.ipfix(0, 1_767_225_610L, options, said, TEMPLATE, DATA));
        assertThat(flows).singleElement().asString().contains("10000p 5000000B 1:1000");
    }

    @Test
    void timesByTheUptimeOfTheExporterAreAbsolute() {
        Datagram v5 = new Datagram()
                .u16(5)
                .u16(1)
                .u32(60_000)
                .u32(1_767_225_600)
                .u32(0)
                .u32(10)
                .u16(0)
                .u16(0);
        v5.ip("203.0.113.5")
                .ip("198.51.100.9")
                .u32(0)
                .u16(1)
                .u16(2)
                .u32(9)
                .u32(900)
                .u32(50_000)
                .u32(59_000);
        v5.u16(1).u16(2).u8(0).u8(2).u8(6).u8(0).u32(0).u32(0);
        decode(v5.bytes());
        assertThat(flows).singleElement().asString().endsWith("1767225590000-1767225599000");
    }

    @Test
    void aRecordWithoutAddressesIsNoFlow() {
        decode(Datagram.ipfix(0, 0, Datagram.set(2, Datagram.template(256, 1, 4)), Datagram.set(256, new byte[4])));
        assertThat(flows).isEmpty();
    }
}
