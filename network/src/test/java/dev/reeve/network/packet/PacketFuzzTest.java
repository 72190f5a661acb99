package dev.reeve.network.packet;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever a frame holds and whatever it is said to be, nothing is thrown and nothing beyond its end is read.
final class PacketFuzzTest {
    private static final int[] LINKS = {0, 1, 101, 108, 113, 228, 229, 276, 7};

    @FuzzTest(maxDuration = "10m")
    void frames(byte[] frame) {
        PacketView packet = new PacketView();
        for (int link : LINKS) {
            packet.over(frame, 0, frame.length, link);
            boolean macs = !packet.ethernet() || (packet.sourceMac() | packet.targetMac()) >>> 48 == 0;
            boolean within = packet.payload() < 0 || packet.payload() + packet.payloadCaptured() <= frame.length;
            if (!macs || !within) {
                throw new AssertionError("what was found lies beyond the frame's end");
            }
        }
    }
}
