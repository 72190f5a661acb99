package dev.reeve.network.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import dev.reeve.network.elements.Elements;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ExportDecoderTest {
    private static final byte[] TEMPLATE =
            Datagram.set(2, Datagram.template(256, 8, 4, 12, 4, 7, 2, 4, 1, 1, 8, 152, 8));

    private final ExportDecoder decoder = new ExportDecoder(Elements.installed());
    private final Datagram.Lines out = new Datagram.Lines();

    private void decode(byte[] datagram) {
        decoder.decode(datagram, 0, datagram.length, out);
    }

    private static byte[] record(int port, long octets) {
        return new Datagram()
                .ip("203.0.113.5")
                .ip("198.51.100.9")
                .u16(port)
                .u8(6)
                .u64(octets)
                .u64(1_767_225_600_123L)
                .bytes();
    }

    @Test
    void ipfixRecordsAreReadByTheirTemplate() {
        decode(Datagram.ipfix(0, 1_767_225_601, TEMPLATE, Datagram.set(256, record(22, 5_000_000_000L))));
        assertThat(out.lines)
                .containsExactly("sourceIPv4Address=203.0.113.5 destinationIPv4Address=198.51.100.9"
                        + " sourceTransportPort=22 protocolIdentifier=6 octetDeltaCount=5000000000"
                        + " flowStartMilliseconds=2026-01-01T00:00:00.123Z");
        assertThat(decoder.health().malformed()).isZero();
    }

    @Test
    void numbersMayBeShorterThanTheirType() {
        decode(Datagram.ipfix(
                0, 0, Datagram.set(2, Datagram.template(300, 1, 3, 2, 1)), Datagram.set(300, new byte[] {1, 0, 0, 9})));
        assertThat(out.lines).containsExactly("octetDeltaCount=65536 packetDeltaCount=9");
    }

    @Test
    void setsThatComeBeforeTheirTemplateWaitForIt() {
        decode(Datagram.ipfix(0, 0, Datagram.set(256, record(80, 1))));
        assertThat(out.lines).isEmpty();
        assertThat(decoder.health().parked()).isEqualTo(1);
        decode(Datagram.ipfix(0, 0, TEMPLATE));
        assertThat(out.lines).hasSize(1);
        assertThat(decoder.health().parked()).isZero();
    }

    @Test
    void aTemplateOfOneDomainIsNoneOfAnother() {
        decode(Datagram.ipfix(0, 0, TEMPLATE));
        byte[] other = Datagram.ipfix(0, 0, Datagram.set(256, record(80, 1)));
        other[15] = 8;
        decode(other);
        assertThat(out.lines).isEmpty();
    }

    @Test
    void aWithdrawnTemplateIsForgotten() {
        decode(Datagram.ipfix(0, 0, TEMPLATE));
        decode(Datagram.ipfix(
                0, 0, Datagram.set(2, new Datagram().u16(256).u16(0).bytes())));
        decode(Datagram.ipfix(0, 0, Datagram.set(256, record(80, 1))));
        assertThat(out.lines).isEmpty();
    }

    @Test
    void variableFieldsAndEnterpriseElementsAreRead() {
        byte[] template = new Datagram()
                .u16(257)
                .u16(3)
                .u16(0x8000 | 123)
                .u16(4)
                .u32(9)
                .u16(82)
                .u16(FieldSpec.VARIABLE)
                .u16(0x8000 | 1)
                .u16(8)
                .u32(29305)
                .bytes();
        byte[] data = new Datagram()
                .u32(77)
                .u8(4)
                .raw("eth0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .u64(12)
                .u32(78)
                .u8(255)
                .u16(2)
                .raw("lo".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .u64(13)
                .bytes();
        decode(Datagram.ipfix(0, 0, Datagram.set(2, template), Datagram.set(257, data)));
        assertThat(out.lines)
                .containsExactly(
                        "enterprise9element123=77 interfaceName=eth0 reverseOctetDeltaCount=12",
                        "enterprise9element123=78 interfaceName=lo reverseOctetDeltaCount=13");
    }

    @Test
    void netflow5IsReadWithItsHeader() {
        Datagram v5 = new Datagram()
                .u16(5)
                .u16(1)
                .u32(60_000)
                .u32(1_767_225_600)
                .u32(0)
                .u32(10)
                .u16(3)
                .u16(0x4000 | 100);
        v5.ip("203.0.113.5")
                .ip("198.51.100.9")
                .ip("203.0.113.1")
                .u16(1)
                .u16(2)
                .u32(9)
                .u32(900);
        v5.u32(50_000)
                .u32(59_000)
                .u16(40_000)
                .u16(443)
                .u8(0)
                .u8(0x12)
                .u8(6)
                .u8(0)
                .u16(64500)
                .u16(64501)
                .u8(24)
                .u8(24)
                .u16(0);
        decode(v5.bytes());
        assertThat(out.lines)
                .singleElement()
                .asString()
                .contains(
                        "sourceIPv4Address=203.0.113.5",
                        "packetDeltaCount=9",
                        "tcpControlBits=18",
                        "bgpSourceAsNumber=64500",
                        "flowEndSysUpTime=59000");
    }

    @Test
    void gapsInTheSequenceAreCountedAndRestartsAreNot() {
        decode(Datagram.ipfix(0, 0, TEMPLATE, Datagram.set(256, record(1, 1))));
        decode(Datagram.ipfix(4, 0, Datagram.set(256, record(1, 1))));
        assertThat(decoder.health().lost()).isEqualTo(3);
        decode(Datagram.ipfix(0, 0, Datagram.set(256, record(1, 1))));
        assertThat(decoder.health().lost()).isEqualTo(3);
    }

    @Test
    void anyCutOfADatagramIsSurvivedAndTheNextOneIsRead() {
        byte[] whole = Datagram.ipfix(0, 0, TEMPLATE, Datagram.set(256, record(22, 1)));
        for (int length = 0; length < whole.length; length++) {
            ExportDecoder fresh = new ExportDecoder(Elements.installed());
            Datagram.Lines lines = new Datagram.Lines();
            fresh.decode(Arrays.copyOf(whole, length), 0, length, lines);
            fresh.decode(whole, 0, whole.length, lines);
            assertThat(lines.lines).as("cut after %d bytes", length).isNotEmpty();
        }
    }

    @Test
    void templatesAndWaitingSetsAreBounded() {
        for (int i = 0; i < TemplateStore.TEMPLATES_MAX + 10; i++) {
            decode(Datagram.ipfix(0, 0, Datagram.set(2, Datagram.template(256 + i, 1, 4))));
        }
        assertThat(decoder.health().malformed()).isEqualTo(10);
        for (int i = 0; i < TemplateStore.PARKED_SETS_MAX + 5; i++) {
            decode(Datagram.ipfix(0, 0, Datagram.set(60_000, new byte[] {1, 2, 3, 4})));
        }
        assertThat(decoder.health().parked()).isEqualTo(TemplateStore.PARKED_SETS_MAX);
        assertThat(decoder.health().parkedDropped()).isEqualTo(5);
    }

    @Test
    void aTemplateThatPromisesMoreFieldsThanItHasIsRefused() {
        byte[] bomb = new Datagram().u16(256).u16(65_535).u16(1).u16(4).bytes();
        decode(Datagram.ipfix(0, 0, Datagram.set(2, bomb)));
        assertThat(decoder.health().lastProblem()).contains("announces 65535 fields and has fewer");
    }

    @Test
    void recordsOfNoBytesDoNotGoOnForEver() {
        decode(Datagram.ipfix(0, 0, Datagram.set(2, Datagram.template(256, 1, 0)), Datagram.set(256, new byte[8])));
        assertThat(out.lines).isEmpty();
        assertThat(decoder.health().lastProblem()).contains("records of no bytes");
    }
}
