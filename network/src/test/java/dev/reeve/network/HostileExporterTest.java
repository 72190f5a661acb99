package dev.reeve.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.SflowDecoder;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// An exporter that means harm, or is broken: what it sends costs no more than its limits, and what it sends
/// rightly afterwards is still read.
final class HostileExporterTest {
    private static final int DATAGRAMS = 3_000;

    private final ExportDecoder decoder = new ExportDecoder(Elements.installed());
    private final Datagram.Lines lines = new Datagram.Lines();

    private void send(byte[] datagram) {
        decoder.decode(datagram, 0, datagram.length, lines);
    }

    private static byte[] message(long domain, byte[]... sets) {
        byte[] message = Datagram.ipfix(0, 1_767_225_600L, sets);
        message[12] = (byte) (domain >>> 24);
        message[13] = (byte) (domain >>> 16);
        message[14] = (byte) (domain >>> 8);
        message[15] = (byte) domain;
        return message;
    }

    /// A template of its own and a record of it still come through.
    private void theRestStillWorks() {
        lines.lines.clear();
        send(message(7, Datagram.set(2, Datagram.template(300, 8, 4, 12, 4))));
        send(message(
                7,
                Datagram.set(
                        300,
                        new Datagram().ip("203.0.113.10").ip("198.51.100.1").bytes())));
        assertThat(lines.lines).containsExactly("sourceIPv4Address=203.0.113.10 destinationIPv4Address=198.51.100.1");
    }

    private void storm(IntFunction<byte[]> datagrams) {
        for (int i = 0; i < DATAGRAMS; i++) {
            send(datagrams.apply(i));
        }
        theRestStillWorks();
    }

    @Test
    void templatesWithoutEndCostNothingOfWhatWasKnown() {
        theRestStillWorks();
        storm(i ->
                message(7, Datagram.set(2, Datagram.template(301 + i % 65_000, 1, 4, 2, 4, 4, 1, 7, 2, 8, 4, 12, 4))));
    }

    @Test
    void domainsWithoutEndCostNothingOfWhatWasKnown() {
        theRestStillWorks();
        for (int i = 0; i < 100_000; i++) {
            send(message(1_000L + i, Datagram.set(2, Datagram.template(256, 8, 4))));
        }
        theRestStillWorks();
    }

    private static byte[] record(int id) {
        return message(
                7,
                Datagram.set(
                        id, new Datagram().ip("203.0.113.10").ip("198.51.100.1").bytes()));
    }

    @Test
    void whoFillsTheStoreInTheExportersNameSilencesNeitherWhatItKnowsNorWhatIsNew() {
        theRestStillWorks();
        for (int i = 0; i < 10_000; i++) {
            send(message(i % 2 == 0 ? 9 : 10_000L + i, Datagram.set(2, Datagram.template(300 + i % 60_000, 8, 4))));
        }
        lines.lines.clear();
        send(record(300));
        assertThat(lines.lines).as("a template that records use").hasSize(1);
        send(message(7, Datagram.set(2, Datagram.template(999, 8, 4, 12, 4))));
        send(record(999));
        assertThat(lines.lines).as("a new one").hasSize(2);
    }

    @Test
    void forgedRecordsDoNotMakeRoomOfWhatIsInUse() {
        theRestStillWorks();
        for (int i = 0; i < 10_000; i++) {
            int id = 300 + i;
            send(message(9, Datagram.set(2, Datagram.template(id, 8, 4)), Datagram.set(id, new byte[4])));
        }
        lines.lines.clear();
        send(record(300));
        assertThat(lines.lines).as("the domain that has most loses").hasSize(1);
    }

    @Test
    void aTemplateThatNamesMoreFieldsThanFitIsRefused() {
        storm(i -> message(
                7,
                Datagram.set(
                        2, new Datagram().u16(301 + i).u16(65_535).u16(8).u16(4).bytes())));
        assertThat(decoder.health().malformed()).isGreaterThanOrEqualTo(DATAGRAMS);
    }

    @Test
    void templatesOfAsManyFieldsAsADatagramHoldsFillNothing() {
        Datagram fields = new Datagram().u16(256).u16(16_000);
        for (int i = 0; i < 16_000; i++) {
            fields.u16(210).u16(0);
        }
        byte[] content = fields.bytes();
        for (int i = 0; i < 300; i++) {
            content[0] = (byte) (1 + i / 256);
            content[1] = (byte) i;
            send(message(7, Datagram.set(2, content)));
        }
        theRestStillWorks();
        // Records of no bytes would be without number.
        send(message(7, Datagram.set(256, new byte[1_000])));
        assertThat(lines.lines.size()).isLessThan(2_000);
    }

    @Test
    void aTemplateThatChangesFromOneDatagramToTheNextIsFollowed() {
        for (int i = 0; i < DATAGRAMS; i++) {
            lines.lines.clear();
            boolean even = i % 2 == 0;
            send(message(
                    7, Datagram.set(2, even ? Datagram.template(256, 8, 4) : Datagram.template(256, 7, 2, 11, 2))));
            send(message(7, Datagram.set(256, new byte[] {(byte) 203, 0, 113, 10})));
            assertThat(lines.lines)
                    .containsExactly(
                            even
                                    ? "sourceIPv4Address=203.0.113.10"
                                    : "sourceTransportPort=51968 destinationTransportPort=28938");
        }
    }

    @Test
    void lengthsThatLieAreNamedAndEndTheirDatagramOnly() {
        Random random = new Random(1);
        storm(i -> {
            byte[] datagram = message(
                    7,
                    Datagram.set(2, Datagram.template(256, 8, 4, 12, 0xFFFF, 1, 8)),
                    Datagram.set(256, new byte[60]));
            datagram[2 + random.nextInt(datagram.length - 2)] = (byte) random.nextInt();
            datagram[random.nextBoolean() ? 18 : 2] = (byte) random.nextInt();
            return datagram;
        });
    }

    @Test
    void samplesThatAnnounceMoreThanThereIsAreLeft() {
        SflowDecoder sflow = new SflowDecoder();
        int[] seen = {0};
        for (int i = 0; i < DATAGRAMS; i++) {
            byte[] datagram = new Datagram()
                    .u32(5)
                    .u32(1)
                    .ip("192.0.2.1")
                    .u32(0)
                    .u32(i)
                    .u32(0)
                    .u32(0xFFFF_FFFFL)
                    .u32(1)
                    .u32(i % 2 == 0 ? 0xFFFF_FFFFL : 8)
                    .u64(-1)
                    .bytes();
            sflow.decode(datagram, 0, datagram.length, (bytes, from, to, sample) -> seen[0]++);
        }
        assertThat(seen[0]).isZero();
        assertThat(sflow.health().malformed()).isPositive();
    }
}
