package dev.reeve.network.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever a frame holds and whatever it is said to be, nothing is thrown and nothing beyond its end is read.
final class PacketFuzzTest {
    private static final int[] LINKS = {0, 1, 101, 108, 113, 228, 229, 276, 7};

    private long seen;

    @FuzzTest(maxDuration = "10m")
    void frames(byte[] frame) {
        PacketView packet = new PacketView();
        for (int link : LINKS) {
            packet.over(frame, 0, frame.length, link);
            if (packet.ethernet()) {
                seen += packet.sourceMac() + packet.targetMac();
            }
            for (int i = 0; i < packet.payloadCaptured(); i++) {
                seen += packet.bytes()[packet.payload() + i];
            }
        }
    }
}
