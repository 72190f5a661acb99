package dev.reeve.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.collector.capture.Captures;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Strength;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceCutTest {
    private static final long START = 1_767_225_600_000L;
    private static final int ETHERNET = 1;
    private static final byte ROGUE = 3;
    private static final byte NEIGHBOUR = 4;
    private static final IpAddress CLIENT = IpAddress.parse("2001:db8:20::66");
    private static final IpAddress OTHER = IpAddress.parse("2001:db8:20::10");
    private static final IpAddress ALL = IpAddress.parse("ff02::1");

    @TempDir
    private Path folder;

    private final List<Captures.Frame> frames = new ArrayList<>();

    /// A frame of one machine, with a header of ICMPv6 or UDP.
    private void frame(byte machine, IpAddress source, int protocol, int port) {
        ByteBuffer b = ByteBuffer.allocate(14 + 40 + 8);
        b.put(new byte[] {(byte) 0x33, 0x33, 0, 0, 0, 1, 2, 0, 0, 0, 0, machine});
        b.putShort((short) 0x86DD).putInt(0x6000_0000).putShort((short) 8);
        b.put((byte) protocol).put((byte) 255);
        b.putLong(source.high()).putLong(source.low()).putLong(ALL.high()).putLong(ALL.low());
        if (protocol == 58) {
            b.put((byte) 134).put((byte) 0);
        } else {
            b.putShort((short) port).putShort((short) 9_999).putShort((short) 8);
        }
        frames.add(new Captures.Frame(START + frames.size() * 100L, b.array()));
    }

    private List<EvidenceCut.Piece> cut(String detector) throws IOException {
        Path file = Files.write(
                folder.resolve("segment.pcap"), Captures.pcap(ByteOrder.LITTLE_ENDIAN, false, ETHERNET, frames));
        Detection detection = new Detection(
                "d-1",
                1,
                Detection.State.CLOSED,
                detector,
                Kind.parse("network/rogue_ra"),
                new Endpoint(CLIENT.high(), CLIENT.low(), true),
                0,
                START,
                START + 60_000,
                Strength.MEASURED,
                Map.of(),
                Map.of());
        return EvidenceCut.cut(file, List.of(detection)).get(0);
    }

    private void segment() {
        frame(ROGUE, CLIENT, 17, 40_000);
        frame(NEIGHBOUR, OTHER, 17, 40_000);
        frame(ROGUE, IpAddress.parse("fe80::3"), 58, 0);
        frame(NEIGHBOUR, IpAddress.parse("fe80::4"), 58, 0);
        frame(ROGUE, OTHER, 58, 0);
        frame(ROGUE, IpAddress.parse("2001:db8:99::1"), 17, 50_000);
    }

    @Test
    void whatAMachineSendsFromLinkLocalAndForeignAddressesProvesWhatItDidToTheSegment() throws IOException {
        segment();
        assertThat(cut("ra/1")).singleElement().satisfies(piece -> {
            assertThat(piece.frames())
                    .as("its own, from a link-local address, and as the neighbour")
                    .isEqualTo(3);
            assertThat(piece.firstFrame()).isEqualTo(1);
            assertThat(piece.lastFrame()).isEqualTo(5);
        });
    }

    @Test
    void whatWasSeenOfFlowsRestsOnTheClientsAddressAlone() throws IOException {
        segment();
        assertThat(cut("flood/3"))
                .singleElement()
                .satisfies(piece -> assertThat(piece.frames()).isEqualTo(1));
    }
}
