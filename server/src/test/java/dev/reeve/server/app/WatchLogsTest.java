package dev.reeve.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class WatchLogsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int watch(String... arguments) {
        return new CommandLine(new WatchCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void logsOfSeveralKindsBecomeDetections() throws IOException {
        StringBuilder auth = new StringBuilder();
        StringBuilder conn = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            auth.append(
                    "2026-01-01T00:%02d:00+00:00 web1 sshd[1]: Failed password for invalid user u%d from 203.0.113.10 port %d ssh2%n"
                            .formatted(i / 4, i, 30_000 + i));
            conn.append(
                    "{\"ts\":%d,\"id.orig_h\":\"203.0.113.11\",\"id.orig_p\":%d,\"id.resp_h\":\"198.18.%d.7\",\"id.resp_p\":23,\"proto\":\"tcp\",\"conn_state\":\"S0\",\"history\":\"S\",\"orig_pkts\":1}%n"
                            .formatted(1_767_225_600 + i, 40_000 + i, i));
        }
        Path login = Files.writeString(folder.resolve("auth.log"), auth + "nothing at all\n");
        Path zeek = Files.writeString(folder.resolve("conn.log"), conn);
        assertThat(watch("--logs", login.toString(), zeek.toString(), "--own", "203.0.113.0/24"))
                .isZero();
        assertThat(out.toString())
                .contains("203.0.113.10  connection/login_attack (evidenced)")
                .contains("203.0.113.11  connection/port_scan (measured)");
        assertThat(err.toString())
                .contains("auth.log: syslog: 101 lines, 100 that matter, 0 that don't, 1 that can't be read "
                        + "(no line of syslog: first at line 101)");
    }

    private static void frame(ByteBuffer to, int second, long mac) {
        to.putInt(1_767_225_600 + second).putInt(0).putInt(42).putInt(42);
        to.order(ByteOrder.BIG_ENDIAN);
        to.putShort((short) -1).putInt(-1).putShort((short) (mac >>> 32)).putInt((int) mac);
        to.putShort((short) 0x0806)
                .putShort((short) 1)
                .putShort((short) 0x0800)
                .put((byte) 6)
                .put((byte) 4);
        to.putShort((short) 2).putShort((short) (mac >>> 32)).putInt((int) mac);
    }

    @Test
    void whoClaimsAGatewayIsAccusedOnceAndByHisOwnAddress() throws IOException {
        ByteBuffer pcap = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        pcap.putInt(0xA1B2_C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65_535)
                .putInt(1);
        int second = 0;
        for (int address : new int[] {0xCB00_7101, 0xCB00_7142, 0xCB00_7101, 0xCB00_7101}) {
            frame(pcap.order(ByteOrder.LITTLE_ENDIAN), second, second == 0 ? 0x0200_0000_0001L : 0x0200_0000_0003L);
            pcap.putInt(address).putShort((short) 0).putInt(0).putInt(0xCB00_710A);
            second++;
        }
        Path file = Files.write(folder.resolve("segment.pcap"), java.util.Arrays.copyOf(pcap.array(), pcap.position()));
        assertThat(watch(
                        "--pcap",
                        file.toString(),
                        "--own",
                        "203.0.113.0/24",
                        "--router",
                        "02:00:00:00:00:01",
                        "--gateway",
                        "203.0.113.1"))
                .isZero();
        assertThat(out.toString().lines())
                .singleElement()
                .asString()
                .contains("203.0.113.66  network/arp_spoofing (measured)");
    }

    @Test
    void aRouterThatIsNoAddressIsNamed() {
        assertThat(watch("--pcap", "x", "--own", "203.0.113.0/24", "--router", "gateway"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("\"gateway\" is no link-layer address");
    }
}
