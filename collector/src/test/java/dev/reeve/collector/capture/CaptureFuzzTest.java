package dev.reeve.collector.capture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.packet.PacketView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Whatever a file holds, it is read or refused with a reason, and never takes more memory than its blocks may.
/// Long tests only: the fuzzer alone takes seconds to begin.
@EnabledIfSystemProperty(named = "reeve.long", matches = "true")
final class CaptureFuzzTest {
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

    @FuzzTest(maxDuration = "10m")
    void files(byte[] file) {
        read(file);
    }
}
