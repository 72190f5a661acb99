package dev.reeve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FlowsDecodeCommandTest {
    @TempDir
    private Path folder;

    /// A SYN to port 22, of which sFlow sampled one in 512 where IPv4 begins.
    private static byte[] sflow() {
        ByteBuffer ip = ByteBuffer.allocate(40);
        ip.putShort((short) 0x4500)
                .putShort((short) 40)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 6)
                .putShort((short) 0);
        ip.putInt(0xCB00710A).putInt(0xC6336407).putShort((short) 40_000).putShort((short) 22);
        ip.putInt(1)
                .putInt(0)
                .put((byte) 0x50)
                .put((byte) 2)
                .putShort((short) 1)
                .putInt(0);
        ByteBuffer b = ByteBuffer.allocate(28 + 8 + 32 + 8 + 16 + 40);
        b.putInt(5)
                .putInt(1)
                .putInt(0xC0000201)
                .putInt(0)
                .putInt(7)
                .putInt(1_000)
                .putInt(1);
        b.putInt(1).putInt(32 + 8 + 16 + 40);
        b.putInt(9)
                .putInt(3)
                .putInt(512)
                .putInt(0)
                .putInt(0)
                .putInt(4)
                .putInt(5)
                .putInt(1);
        b.putInt(1).putInt(16 + 40).putInt(11).putInt(60).putInt(0).putInt(40).put(ip.array());
        return b.array();
    }

    @Test
    void aSampleOfSflowIsPrintedByTheNamesOfTheRegistry() throws IOException {
        Path file = Files.write(folder.resolve("sflow.dat"), sflow());
        StringWriter out = new StringWriter();
        int code = new CommandLine(new FlowsDecodeCommand())
                .setOut(new PrintWriter(out))
                .execute(file.toString(), "--json");
        assertThat(code).isZero();
        JsonNode line = JsonMapper.shared().readTree(out.toString());
        assertThat(line.path("sourceIPv4Address").stringValue()).isEqualTo("203.0.113.10");
        assertThat(line.path("destinationIPv4Address").stringValue()).isEqualTo("198.51.100.7");
        assertThat(line.path("destinationTransportPort").intValue()).isEqualTo(22);
        assertThat(line.path("tcpControlBits").intValue()).isEqualTo(2);
        assertThat(line.path("samplingPacketSpace").intValue()).isEqualTo(511);
        assertThat(line.path("ingressInterface").intValue()).isEqualTo(4);
        assertThat(line.path("export").path("version").stringValue()).isEqualTo("sflow5");
    }
}
