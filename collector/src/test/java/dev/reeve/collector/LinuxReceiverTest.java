package dev.reeve.collector;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LinuxReceiverTest {
    private final List<Integer> lengths = new ArrayList<>();

    @BeforeEach
    void onlyThere() {
        assumeTrue(LinuxReceiver.supported(), "not run: no 64-bit Linux");
    }

    /// Receives until there is nothing.
    private void receive(LinuxReceiver receiver) throws IOException {
        int before;
        do {
            before = lengths.size();
            receiver.receive((from, bytes, length) -> lengths.add(length));
        } while (lengths.size() > before);
    }

    private static void close(LinuxReceiver receiver) throws IOException {
        receiver.close();
        receiver.receive((from, bytes, length) -> {});
    }

    @Test
    void whatTheKernelHasNoRoomForIsCounted() throws IOException {
        LinuxReceiver receiver = LinuxReceiver.open(new InetSocketAddress("127.0.0.1", 0), 65_536);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 500; i++) {
                socket.send(new DatagramPacket(new byte[1_000], 1_000, receiver.address()));
            }
            receive(receiver);
            socket.send(new DatagramPacket(new byte[1_000], 1_000, receiver.address()));
            receive(receiver);
        }
        assertThat(receiver.dropped()).isPositive();
        assertThat(lengths.size() + receiver.dropped()).isEqualTo(501);
        close(receiver);
    }

    @Test
    void datagramsThatComeAsOneAreTakenApart() throws Throwable {
        LinuxReceiver receiver = LinuxReceiver.open(new InetSocketAddress("127.0.0.1", 0));
        int port = ((InetSocketAddress) receiver.address()).getPort();
        boolean sent = sendTogether(port, 7 * 100 + 30, 100);
        receive(receiver);
        close(receiver);
        assumeTrue(sent, "not run: this kernel sends no datagrams together");
        List<Integer> expected = new ArrayList<>(Collections.nCopies(7, 100));
        expected.add(30);
        assertThat(lengths).isEqualTo(expected);
    }

    /// One call that sends several datagrams, which Linux keeps together on loopback (`UDP_SEGMENT`).
    private static boolean sendTogether(int port, int length, int each) throws Throwable {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            int socket = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("socket"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT))
                    .invokeExact(2, 2, 0);
            int refused = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setsockopt"),
                            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT))
                    .invokeExact(socket, 17, 103, arena.allocateFrom(JAVA_INT, each), 4);
            byte[] to = {2, 0, (byte) (port >>> 8), (byte) port, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
            MemorySegment name = arena.allocate(to.length, 8).copyFrom(MemorySegment.ofArray(to));
            long sent = (long) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("sendto"),
                            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT))
                    .invokeExact(socket, arena.allocate(length), (long) length, 0, name, to.length);
            int closed = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT))
                    .invokeExact(socket);
            return refused == 0 && sent == length && closed == 0;
        }
    }
}
