package dev.reeve.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.collector.capture.Captures;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.clients.ClientSpace;
import dev.reeve.network.detect.Thresholds;
import dev.reeve.network.detection.Detection;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NetworkWatchTest {
    private static final long START = 1_767_225_600_000L;
    private static final int CLIENT = 0xCB00710A;

    @TempDir
    private Path folder;

    private final List<Detection> said = new CopyOnWriteArrayList<>();
    private final NetworkWatch watch = new NetworkWatch(
            ClientSpace.of(List.of(IpPrefix.parse("203.0.113.0/24"))), Thresholds.DEFAULTS, 1, said::add);

    /// A SYN of the client to one host's port 22.
    private static byte[] syn(int host) {
        ByteBuffer b = ByteBuffer.allocate(40);
        b.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) 40)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 6)
                .putShort((short) 0);
        b.putInt(CLIENT)
                .putInt(0xC6120007 + host * 256)
                .putShort((short) 40_000)
                .putShort((short) 22);
        b.putInt(1).putInt(0).put((byte) 0x50).put((byte) 2).putShort((short) 1).putInt(0);
        return b.array();
    }

    /// NetFlow v5 with one record of such a SYN.
    private static byte[] export(int host) {
        ByteBuffer b = ByteBuffer.allocate(72);
        b.putShort((short) 5)
                .putShort((short) 1)
                .putInt(60_000)
                .putInt((int) (START / 1000) + host / 10)
                .putInt(0);
        b.putInt(host).putShort((short) 0).putShort((short) 0);
        b.putInt(CLIENT)
                .putInt(0xC6120007 + host * 256)
                .putInt(0)
                .putInt(0)
                .putInt(1)
                .putInt(40);
        b.putInt(60_000)
                .putInt(60_000)
                .putShort((short) 40_000)
                .putShort((short) 22)
                .put((byte) 0)
                .put((byte) 2);
        b.put((byte) 6);
        return b.array();
    }

    private static List<Captures.Frame> scan() {
        List<Captures.Frame> frames = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            frames.add(new Captures.Frame(START + i * 100L, syn(i)));
        }
        return frames;
    }

    @Test
    void aScanInACaptureIsOneDetectionWithItsFrames() throws IOException {
        Path file =
                Files.write(folder.resolve("scan.pcap"), Captures.pcap(ByteOrder.LITTLE_ENDIAN, false, 101, scan()));
        scan().forEach(f -> watch.frame(f.bytes(), 0, f.bytes().length, 101, f.millis()));
        watch.close();
        List<Detection> closed =
                said.stream().filter(d -> d.state() == Detection.State.CLOSED).toList();
        assertThat(closed).singleElement().satisfies(d -> {
            assertThat(d.kind().toString()).isEqualTo("connection/port_scan");
            assertThat(d.client().toString()).isEqualTo("203.0.113.10");
        });
        List<List<EvidenceCut.Piece>> evidence = EvidenceCut.cut(file, closed);
        assertThat(evidence.get(0)).singleElement().satisfies(piece -> {
            assertThat(piece.firstFrame()).isEqualTo(1);
            assertThat(piece.frames()).isBetween(40, 120);
            assertThat(piece.sha256()).hasSize(64);
        });
        assertThat(EvidenceCut.cut(file, closed))
                .as("the same frames have the same hash")
                .isEqualTo(evidence);
    }

    @Test
    void theSameScanExportedAsFlowsIsTheSameDetection() {
        for (int i = 0; i < 120; i++) {
            byte[] datagram = export(i);
            watch.datagram("192.0.2.1", datagram, 0, datagram.length, START);
        }
        assertThat(said)
                .extracting(Detection::id)
                .isNotEmpty()
                .containsOnly(said.get(0).id());
        assertThat(said.get(0).port()).isEqualTo(22);
        assertThat(watch.health().get("192.0.2.1").records()).isEqualTo(120);
    }

    @Test
    void howFarAnExportersClockIsBehindAndWhatItLostIsCounted() {
        byte[] first = export(0);
        watch.datagram("192.0.2.1", first, 0, first.length, START + 4_000);
        byte[] later = export(9);
        watch.datagram("192.0.2.1", later, 0, later.length, START + 4_000);
        assertThat(watch.health().get("192.0.2.1").clockSkewMillis()).isEqualTo(4_000);
        assertThat(watch.health().get("192.0.2.1").lost()).isEqualTo(8);
        assertThat(watch.health().get("192.0.2.1").sampling()).isEqualTo(1);
    }

    @Test
    void nobodyAnswersForTheTenantBefore() {
        ClientSpace own = ClientSpace.of(List.of(IpPrefix.parse("203.0.113.0/24")));
        for (boolean changed : new boolean[] {true, false}) {
            said.clear();
            NetworkWatch fresh = new NetworkWatch(own, Thresholds.DEFAULTS, 1, said::add);
            for (int i = 0; i < 70; i++) {
                if (i == 35) {
                    List<IpPrefix> hands = changed ? List.of(IpPrefix.parse("203.0.113.10")) : List.of();
                    fresh.holdings(
                            own.next(List.of(IpPrefix.parse("203.0.113.0/24"))), c -> Thresholds.DEFAULTS, hands);
                }
                byte[] datagram = export(i);
                fresh.datagram("192.0.2.1", datagram, 0, datagram.length, START);
            }
            assertThat(said).as("another tenant: %s", changed).hasSize(changed ? 0 : 1);
        }
    }

    @Test
    void aHostileExporterStopsNobodyElse() {
        for (int i = 0; i < 120; i++) {
            byte[] rubbish = new byte[200];
            new java.util.Random(i).nextBytes(rubbish);
            rubbish[0] = 0;
            rubbish[1] = (byte) (i % 2 == 0 ? 9 : 10);
            watch.datagram("192.0.2.66", rubbish, 0, rubbish.length, START);
            byte[] good = export(i);
            watch.datagram("192.0.2.1", good, 0, good.length, START);
        }
        assertThat(said)
                .extracting(Detection::id)
                .isNotEmpty()
                .containsOnly(said.get(0).id());
        assertThat(watch.health().get("192.0.2.1").malformed()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void exportersThatAreNotOnTheListAreNotHeard(UdpCollector.Means means) throws IOException, InterruptedException {
        for (boolean listed : new boolean[] {false, true}) {
            List<String> exporters = listed ? List.of("127.0.0.1") : List.of("192.0.2.1");
            UdpCollector collector = UdpCollector.open("127.0.0.1", 0, exporters, watch, InstantSource.system(), means);
            Thread thread = Thread.ofPlatform().start(() -> run(collector));
            try (DatagramSocket socket = new DatagramSocket()) {
                InetSocketAddress to = (InetSocketAddress) collector.address();
                for (int i = 0; i < 120; i++) {
                    socket.send(new DatagramPacket(export(i), 72, to));
                }
            }
            long end = System.nanoTime() + 10_000_000_000L;
            while (System.nanoTime() < end && (listed ? said.isEmpty() : collector.refused() < 120)) {
                Thread.onSpinWait();
            }
            collector.close();
            thread.join(10_000);
            assertThat(thread.isAlive()).as("it ends when it is closed").isFalse();
            assertThat(said.stream().map(Detection::id).distinct()).hasSize(listed ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExporterByIpv6IsHeardToo(UdpCollector.Means means) throws IOException, InterruptedException {
        UdpCollector collector = UdpCollector.open("::1", 0, List.of("::1"), watch, InstantSource.system(), means);
        Thread thread = Thread.ofPlatform().start(() -> run(collector));
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 120; i++) {
                socket.send(new DatagramPacket(export(i), 72, collector.address()));
            }
        }
        long end = System.nanoTime() + 10_000_000_000L;
        while (System.nanoTime() < end && said.isEmpty()) {
            Thread.onSpinWait();
        }
        collector.close();
        thread.join(10_000);
        assertThat(said)
                .extracting(Detection::id)
                .isNotEmpty()
                .containsOnly(said.get(0).id());
    }

    private static void run(UdpCollector collector) {
        try {
            collector.run();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
