package dev.reeve.collector.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.collector.ExportFiles;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.FieldText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RingCutTest {
    private static final long START = 1_767_225_600_000L;
    private static final int CLIENT = 0xCB00710A;
    private static final int NEIGHBOUR = 0xCB00710B;

    @TempDir
    private Path folder;

    private EvidenceRing ring;

    @BeforeEach
    void open() throws IOException {
        ring = EvidenceRing.open(folder.resolve("ring"), EvidenceRing.BYTES_MIN);
    }

    private static Endpoint endpoint(int address) {
        return new Endpoint(0, address & 0xFFFF_FFFFL, false);
    }

    /// IPFIX (RFC 7011): a template of source, target and target port, or records of it.
    private static byte[] ipfix(int sequence, int setId, byte[] content) {
        return ByteBuffer.allocate(20 + content.length)
                .putShort((short) 10)
                .putShort((short) (20 + content.length))
                .putInt((int) (START / 1000))
                .putInt(sequence)
                .putInt(7)
                .putShort((short) setId)
                .putShort((short) (4 + content.length))
                .put(content)
                .array();
    }

    private static byte[] template() {
        ByteBuffer b = ByteBuffer.allocate(16).putShort((short) 300).putShort((short) 3);
        b.putShort((short) 8).putShort((short) 4);
        b.putShort((short) 12).putShort((short) 4);
        b.putShort((short) 11).putShort((short) 2);
        return ipfix(0, 2, b.array());
    }

    private static byte[] record(int source, int target, int port) {
        return ipfix(
                1,
                300,
                ByteBuffer.allocate(10)
                        .putInt(source)
                        .putInt(target)
                        .putShort((short) port)
                        .array());
    }

    private void write(String exporter, byte[] datagram, long millis) {
        ring.write(exporter, datagram, 0, datagram.length, millis);
    }

    private List<String> decoded(RingCut.Piece piece) throws IOException {
        Path file = Files.write(folder.resolve("cut.pcap"), piece.pcap());
        ExportDecoder decoder = new ExportDecoder(Elements.installed());
        List<String> lines = new ArrayList<>();
        ExportFiles.read(
                file,
                (bytes, from, to) -> decoder.decode(bytes, from, to, record -> {
                    if (!record.template().options()) {
                        lines.add(FieldText.value(record, 0) + " > " + FieldText.value(record, 1) + ":"
                                + FieldText.value(record, 2));
                    }
                }));
        return lines;
    }

    @Test
    void itHoldsTheDatagramsThatTouchTheClientAndDecodesByItself() throws IOException {
        write("192.0.2.1", template(), START - 600_000);
        for (int i = 0; i < 20_000; i++) {
            write("192.0.2.1", record(NEIGHBOUR, 0xC6120000 + i, 443), START - 300_000);
        }
        write("192.0.2.1", record(CLIENT, 0xC6120001, 22), START);
        write("192.0.2.1", record(NEIGHBOUR, 0xC6120002, 22), START);
        write("192.0.2.1", record(0xC6120003, CLIENT, 22), START + 10);
        write("192.0.2.1", record(CLIENT, 0xC6120004, 443), START + 20);
        RingCut.Piece piece = RingCut.cut(ring, endpoint(CLIENT), 22, START, 0, 2055);
        assertThat(piece.datagrams()).containsOnly(java.util.Map.entry("192.0.2.1", 2));
        assertThat(piece.records()).isEqualTo(2);
        assertThat(decoded(piece)).containsExactly("203.0.113.10 > 198.18.0.1:22", "198.18.0.3 > 203.0.113.10:22");
    }

    @Test
    void theNextPieceGoesOnWhereTheLastOneEnded() {
        write("192.0.2.1", template(), START);
        write("192.0.2.1", record(CLIENT, 0xC6120001, 22), START);
        RingCut.Piece first = RingCut.cut(ring, endpoint(CLIENT), 0, START, 0, 2055);
        write("192.0.2.1", record(CLIENT, 0xC6120002, 22), START + 1);
        RingCut.Piece second = RingCut.cut(ring, endpoint(CLIENT), 0, START, first.end(), 2055);
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.templates()).as("it stands alone").isEqualTo(1);
        assertThat(RingCut.cut(ring, endpoint(CLIENT), 0, START, second.end(), 2055)
                        .pcap())
                .as("nothing more")
                .isEmpty();
    }

    @Test
    void bytesOfAnAddressThatAreNoAddressCountForNothing() {
        write("192.0.2.1", template(), START);
        // The client's octets stand across the border of two fields.
        write("192.0.2.1", record(0x0000CB00, 0x710A0000, 22), START);
        assertThat(RingCut.cut(ring, endpoint(CLIENT), 0, START, 0, 2055).pcap())
                .isEmpty();
    }

    @Test
    void thereIsAnEndToIt() {
        write("192.0.2.1", template(), START);
        byte[] many = new byte[10 * 5_000];
        for (int i = 0; i < many.length; i += 10) {
            ByteBuffer.wrap(many, i, 10).putInt(CLIENT).putInt(0xC6120000 + i).putShort((short) 22);
        }
        try {
            ring = EvidenceRing.open(folder.resolve("large"), 16 << 20);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        write("192.0.2.1", template(), START);
        for (int i = 0; i < 150; i++) {
            write("192.0.2.1", ipfix(i, 300, many), START + i);
        }
        RingCut.Piece piece = RingCut.cut(ring, endpoint(CLIENT), 0, START, 0, 2055);
        assertThat(piece.pcap().length).isBetween(RingCut.BYTES_MAX - 200_000, RingCut.BYTES_MAX + 200_000);
        assertThat(piece.count() + piece.leftOut()).isEqualTo(150);
    }

    @Test
    void ipv6ClientsAndExportersAreNoDifferent() throws IOException {
        IpAddress client = IpAddress.parse("2001:db8:20:1::5");
        ByteBuffer b = ByteBuffer.allocate(16).putShort((short) 301).putShort((short) 3);
        b.putShort((short) 27).putShort((short) 16);
        b.putShort((short) 28).putShort((short) 16);
        b.putShort((short) 11).putShort((short) 2);
        write("2001:db8::1", ipfix(0, 2, b.array()), START);
        byte[] record = ByteBuffer.allocate(34)
                .putLong(client.high())
                .putLong(client.low())
                .putLong(0x2001_0db8_ffff_0000L)
                .putLong(1)
                .putShort((short) 22)
                .array();
        write("2001:db8::1", ipfix(1, 301, record), START);
        RingCut.Piece piece = RingCut.cut(ring, new Endpoint(client.high(), client.low(), true), 22, START, 0, 2055);
        assertThat(decoded(piece)).containsExactly("2001:db8:20:1::5 > 2001:db8:ffff::1:22");
    }
}
