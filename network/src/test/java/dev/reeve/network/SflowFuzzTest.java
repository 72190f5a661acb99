package dev.reeve.network;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.reeve.network.export.SflowDecoder;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;

/// Whatever an agent of sFlow sends, nothing is thrown and nothing runs for ever.
final class SflowFuzzTest {
    private long seen;

    @FuzzTest(maxDuration = "10m")
    void datagrams(byte[] datagram) {
        PacketView packet = new PacketView();
        new SflowDecoder().decode(datagram, 0, datagram.length, (bytes, from, to, sample) -> {
            packet.over(bytes, from, to, LinkType.ETHERNET);
            seen += packet.payloadCaptured() + sample.rate();
        });
    }
}
