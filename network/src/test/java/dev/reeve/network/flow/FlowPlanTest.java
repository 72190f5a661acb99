package dev.reeve.network.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.Datagram;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.ExportSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A set at once and record by record are the same flows, for whatever template an exporter may think of.
final class FlowPlanTest {
    private static final int[] ELEMENTS = {
        8, 12, 27, 28, 7, 11, 4, 6, 2, 1, 85, 86, 21, 22, 150, 151, 152, 153, 154, 155, 158, 159, 32, 139, 34, 48, 302,
        305, 306, 10, 14, 5, 61, 180, 181
    };

    private static int length(int element, Random chance) {
        boolean odd = chance.nextInt(20) == 0;
        return switch (element) {
            case 8, 12 -> odd ? 3 : 4;
            case 27, 28 -> odd ? 8 : 16;
            case 7, 11, 180, 181, 32, 139 -> odd ? 4 : 2;
            case 4, 6, 5, 61 -> odd ? 2 : 1;
            case 152, 153, 154, 155 -> 8;
            default -> odd ? chance.nextInt(10) : chance.nextBoolean() ? 4 : 8;
        };
    }

    /// Records of random fields and random bytes; the same ones again with a field of variable length behind.
    private static byte[] message(Random chance, boolean variable) {
        List<Integer> fields = new ArrayList<>();
        int size = 0;
        for (int element : ELEMENTS) {
            if (element == 8 || element == 12 || chance.nextInt(3) > 0) {
                int length = length(element, chance);
                fields.add(element);
                fields.add(length);
                size += length;
            }
        }
        Datagram data = new Datagram();
        for (int i = chance.nextInt(30); i >= 0; i--) {
            byte[] record = new byte[size];
            chance.nextBytes(record);
            data.raw(record);
            if (variable) {
                data.u8(i % 5).raw(new byte[i % 5]);
            }
        }
        if (variable) {
            fields.add(96);
            fields.add(65_535);
        }
        int[] all = fields.stream().mapToInt(i -> i).toArray();
        return Datagram.ipfix(
                0, 1_767_225_610L, Datagram.set(2, Datagram.template(256, all)), Datagram.set(256, data.bytes()));
    }

    private static List<String> flows(byte[] message, boolean atOnce) {
        List<String> flows = new ArrayList<>();
        FlowReader reader = new FlowReader(
                f -> flows.add(f.source() + " " + f.target() + " " + f.sourcePort + " " + f.targetPort + " "
                        + f.protocol + " " + f.flags + " " + f.samples + " " + f.bytes + " " + f.sampling + " "
                        + f.fromMillis + " " + f.toMillis + " " + f.input + " " + f.output),
                7);
        ExportSink oneByOne = reader::record;
        new ExportDecoder(Elements.installed()).decode(message, 0, message.length, atOnce ? reader : oneByOne);
        return flows;
    }

    @Test
    void aSetAtOnceIsTheSameAsItsRecordsOneByOne() {
        Random chance = new Random(17);
        int seen = 0;
        for (int i = 0; i < 400; i++) {
            byte[] message = message(chance, false);
            List<String> flows = flows(message, true);
            assertThat(flows).isEqualTo(flows(message, false));
            seen += flows.size();
        }
        assertThat(seen).isGreaterThan(3_000);
    }

    @Test
    void aFieldOfVariableLengthChangesNothing() {
        for (int i = 0; i < 200; i++) {
            assertThat(flows(message(new Random(i), true), true)).isEqualTo(flows(message(new Random(i), false), true));
        }
    }

    @Test
    void aBatchThatIsFullIsHandedOnAndTheRestFollows() {
        Datagram data = new Datagram();
        int count = FlowBatch.ROWS * 2 + 5;
        for (int i = 0; i < count; i++) {
            data.ip("203.0.113.5").u32(i);
        }
        byte[] message = Datagram.ipfix(
                0, 0, Datagram.set(2, Datagram.template(256, 8, 4, 12, 4)), Datagram.set(256, data.bytes()));
        List<Integer> sizes = new ArrayList<>();
        List<Long> targets = new ArrayList<>();
        FlowReader reader = FlowReader.batching(
                batch -> {
                    sizes.add(batch.rows());
                    for (int row = 0; row < batch.rows(); row++) {
                        targets.add(batch.targetLow[row]);
                    }
                },
                1);
        new ExportDecoder(Elements.installed()).decode(message, 0, message.length, reader);
        assertThat(sizes).containsExactly(FlowBatch.ROWS, FlowBatch.ROWS);
        reader.flush();
        assertThat(sizes).endsWith(5);
        assertThat(targets).hasSize(count).startsWith(0L, 1L).endsWith(count - 1L);
    }
}
