package dev.reeve.network.export;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.flow.FlowReader;
import dev.reeve.network.packet.PacketView;

/// Whatever bytes come, nothing is thrown and nothing runs for ever.
final class ExportFuzzTest {
    private static final Elements ELEMENTS = Elements.installed();

    private long seen;

    @FuzzTest(maxDuration = "10m")
    void datagrams(FuzzedDataProvider data) {
        ExportDecoder decoder = new ExportDecoder(ELEMENTS);
        FlowReader reader =
                new FlowReader(flow -> seen += flow.source().toString().length(), 1);
        ExportSink both = record -> {
            for (int i = 0; i < record.size(); i++) {
                seen += FieldText.value(record, i).toString().length();
            }
            reader.record(record);
        };
        while (data.remainingBytes() > 0) {
            byte[] datagram = data.consumeBytes(1 + data.consumeInt(0, 1_500));
            decoder.decode(datagram, 0, datagram.length, both);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void sflow(byte[] datagram) {
        PacketView packet = new PacketView();
        new SflowDecoder()
                .decode(datagram, 0, datagram.length, (bytes, from, to, sample) -> packet.over(bytes, from, to, 1));
    }

    @FuzzTest(maxDuration = "10m")
    void frames(byte[] frame) {
        PacketView packet = new PacketView();
        for (int link : new int[] {0, 1, 101, 108, 113, 228, 229, 276, 7}) {
            packet.over(frame, 0, frame.length, link);
            packet.payloadCaptured();
        }
    }
}
