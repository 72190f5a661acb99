package dev.reeve.collector.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.packet.PacketView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Whatever blocks a capture holds, it is read or refused with a reason, and never takes more memory than its
/// blocks may.
@EnabledIfSystemProperty(named = "reeve.long", matches = "true")
final class CaptureBlocksFuzzTest {
    private long seen;

    private void read(byte[] file) {
        PacketView packet = new PacketView();
        try {
            CaptureReader.read(new ByteArrayInputStream(file), (bytes, from, to, linkType, nanos) -> {
                packet.over(bytes, from, to, linkType);
                seen += packet.payloadCaptured();
            });
        } catch (IOException refused) {
            seen += String.valueOf(refused.getMessage()).length();
        }
    }

    /// With heads of both kinds before it, so that it gets to the blocks.
    @FuzzTest(maxDuration = "10m")
    void blocks(byte[] blocks) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer pcap = ByteBuffer.allocate(24 + blocks.length).order(order);
            pcap.putInt(0xA1B2_C3D4).putShort((short) 2).putShort((short) 4).putLong(0);
            pcap.putInt(65_535).putInt(1).put(blocks);
            read(pcap.array());
            ByteBuffer next = ByteBuffer.allocate(48 + blocks.length).order(order);
            next.putInt(0x0A0D_0D0A)
                    .putInt(28)
                    .putInt(0x1A2B_3C4D)
                    .putShort((short) 1)
                    .putShort((short) 0);
            next.putLong(-1).putInt(28);
            next.putInt(1)
                    .putInt(20)
                    .putShort((short) 1)
                    .putShort((short) 0)
                    .putInt(65_535)
                    .putInt(20)
                    .put(blocks);
            read(next.array());
        }
    }
}
