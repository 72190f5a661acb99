package dev.reeve.collector.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SyslogListenerTest {
    private static final long PATIENCE_MILLIS = 20_000;

    private static SyslogListener listener(String sender) throws IOException {
        SyslogListener listener = SyslogListener.open("127.0.0.1", 0, List.of(sender));
        listener.start();
        return listener;
    }

    private static void datagram(int port, byte[] bytes) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String next(SyslogListener listener) throws InterruptedException {
        SyslogListener.Message message = listener.poll(PATIENCE_MILLIS);
        assertThat(message).isNotNull();
        assertThat(message.sender()).isEqualTo("127.0.0.1");
        return new String(message.line(), StandardCharsets.US_ASCII);
    }

    @Test
    void aDatagramIsOneMessage() throws Exception {
        try (SyslogListener listener = listener("127.0.0.1")) {
            datagram(listener.port(), bytes("<34>Oct 11 22:14:15 web1 sshd[1]: one\n"));
            assertThat(next(listener)).isEqualTo("<34>Oct 11 22:14:15 web1 sshd[1]: one");
            datagram(listener.port(), bytes("two\n<34>made up"));
            assertThat(next(listener)).as("no second one within it").isEqualTo("two");
            datagram(listener.port(), bytes("x".repeat(20_000)));
            assertThat(next(listener)).hasSize(SyslogListener.MESSAGE_BYTES_MAX);
        }
    }

    @Test
    void aConnectionCarriesMessagesByTheirLengthOrByTheirEnd() throws Exception {
        try (SyslogListener listener = listener("127.0.0.1");
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            socket.getOutputStream()
                    .write(bytes("7 <34>one<34>two\r\n20000 " + "y".repeat(20_000) + "<34>" + "z".repeat(20_000)
                            + "\n<3>end"));
            socket.shutdownOutput();
            assertThat(next(listener)).isEqualTo("<34>one");
            assertThat(next(listener)).isEqualTo("<34>two");
            assertThat(next(listener)).hasSize(SyslogListener.MESSAGE_BYTES_MAX).startsWith("yy");
            assertThat(next(listener)).hasSize(SyslogListener.MESSAGE_BYTES_MAX).startsWith("<34>zz");
            assertThat(next(listener)).isEqualTo("<3>end");
        }
    }

    @Test
    void nonsenseEndsOnlyItsConnection() throws Exception {
        try (SyslogListener listener = listener("127.0.0.1")) {
            for (String nonsense : List.of("99999999999 x", "12x", "1")) {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                    socket.getOutputStream().write(bytes(nonsense));
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().read()).isNegative();
                }
            }
            datagram(listener.port(), bytes("<34>still here"));
            assertThat(next(listener)).isEqualTo("<34>still here");
        }
    }

    @Test
    void whoIsNotOnTheListIsNotListenedTo() throws Exception {
        try (SyslogListener listener = listener("192.0.2.7")) {
            datagram(listener.port(), bytes("<34>by udp"));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
                assertThat(socket.getInputStream().read()).isNegative();
            }
            while (listener.refused() < 2) {
                Thread.onSpinWait();
            }
            assertThat(listener.poll(0)).isNull();
        }
        assertThatThrownBy(() -> listener("web1.example")).hasMessageContaining("is no address");
    }
}
