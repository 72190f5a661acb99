package dev.reeve.network.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.network.detection.Sign;
import dev.reeve.network.flow.Flow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LogWatchTest {
    private final List<Sign> signs = new ArrayList<>();
    private final List<String> flows = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final LogWatch watch = new LogWatch(
            signs::add,
            flow -> flows.add(text(flow)),
            InstantSource.fixed(Instant.parse("2026-01-02T00:00:00Z")),
            ZoneOffset.UTC,
            times::add);

    private static String text(Flow f) {
        return f.source() + ":" + f.sourcePort + ">" + f.target() + ":" + f.targetPort + " " + f.protocol + " flags "
                + f.flags + " packets " + f.samples + " millis " + (f.toMillis - f.fromMillis);
    }

    private LogHealth read(String name, String... lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return watch.read(name, new ByteArrayInputStream(bytes));
    }

    private List<String> said() {
        return signs.stream()
                .map(s -> s.kind() + " " + s.client() + " " + s.strength().word())
                .toList();
    }

    private static final String[] TABLE = {
        "#separator \\x09",
        "#set_separator\t,",
        "#empty_field\t(empty)",
        "#unset_field\t-",
        "#path\tconn",
        "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\tconn_state\thistory\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes",
        "#types\ttime\tstring\taddr\tport\taddr\tport\tenum\tinterval\tstring\tstring\tcount\tcount\tcount\tcount",
    };

    private static String[] table(String... rows) {
        List<String> all = new ArrayList<>(List.of(TABLE));
        all.addAll(List.of(rows));
        return all.toArray(String[]::new);
    }

    @Test
    void connectionsOfZeekAreJudgedAsFlows() throws IOException {
        LogHealth health = read(
                "conn.log",
                table(
                        "1767225600.5\tC1\t203.0.113.10\t40000\t198.51.100.1\t22\ttcp\t-\tS0\tS\t1\t60\t0\t0",
                        "1767225601.0\tC2\t203.0.113.10\t40001\t198.51.100.2\t443\ttcp\t1.5\tSF\tShADadFf\t6\t900\t5\t4000",
                        "1767225602.0\tC3\t203.0.113.10\t8\t198.51.100.3\t0\ticmp\t0.1\tOTH\t-\t1\t84\t1\t84",
                        "#close\t2026-01-01-00-00-00"));
        assertThat(flows)
                .containsExactly(
                        "203.0.113.10:40000>198.51.100.1:22 6 flags 2 packets 1 millis 0",
                        "203.0.113.10:40001>198.51.100.2:443 6 flags 19 packets 6 millis 1500",
                        "198.51.100.2:443>203.0.113.10:40001 6 flags 19 packets 5 millis 1500",
                        "203.0.113.10:0>198.51.100.3:2048 1 flags 0 packets 1 millis 100",
                        "198.51.100.3:0>203.0.113.10:0 1 flags 0 packets 1 millis 100");
        assertThat(health.form()).isEqualTo("zeek/conn");
        assertThat(health.meant()).isEqualTo(3);
        assertThat(health.bad()).isZero();
        assertThat(times.get(0)).isEqualTo(1_767_225_600_500L);
    }

    @Test
    void theSameAsJsonIsTheSame() throws IOException {
        read(
                "conn.log",
                "{\"ts\":1767225600.5,\"id.orig_h\":\"203.0.113.10\",\"id.orig_p\":40000,\"id.resp_h\":\"198.51.100.1\","
                        + "\"id.resp_p\":22,\"proto\":\"tcp\",\"conn_state\":\"REJ\"}",
                "{\"ts\":\"2026-01-01T00:00:00.5Z\",\"id\":{\"orig_h\":\"203.0.113.10\",\"orig_p\":40000,\"resp_h\":"
                        + "\"198.51.100.1\",\"resp_p\":22},\"proto\":\"tcp\",\"conn_state\":\"S0\"}");
        assertThat(flows)
                .containsExactly(
                        "203.0.113.10:40000>198.51.100.1:22 6 flags 2 packets 1 millis 0",
                        "198.51.100.1:22>203.0.113.10:40000 6 flags 4 packets 1 millis 0",
                        "203.0.113.10:40000>198.51.100.1:22 6 flags 2 packets 1 millis 0");
        assertThat(times).containsExactly(1_767_225_600_500L, 1_767_225_600_500L);
    }

    @Test
    void noticesOfZeekAreTakenByTheirName() throws IOException {
        LogHealth health = read(
                "notice.log",
                "{\"ts\":1767225600,\"note\":\"SSH::Password_Guessing\",\"src\":\"203.0.113.10\",\"msg\":\"30\"}",
                "{\"ts\":1767225600,\"note\":\"Scan::Address_Scan\",\"src\":\"203.0.113.11\",\"p\":22}",
                "{\"ts\":1767225600,\"note\":\"SSL::Invalid_Server_Cert\",\"src\":\"203.0.113.12\"}");
        assertThat(said())
                .containsExactly(
                        "connection/login_attack 203.0.113.10 evidenced", "connection/port_scan 203.0.113.11 claimed");
        assertThat(health.meant()).isEqualTo(2);
        assertThat(health.passed()).isEqualTo(1);
    }

    @Test
    void protocolsOfZeekCountOnlyWhatWasGranted() throws IOException {
        String ids = "\"id.orig_h\":\"203.0.113.10\",\"id.orig_p\":4,\"id.resp_h\":\"198.51.100.1\",\"id.resp_p\":1080";
        read(
                "socks.log",
                "{\"ts\":1767225600," + ids + ",\"version\":5,\"status\":\"general SOCKS server failure\"}",
                "{\"ts\":1767225600," + ids + ",\"version\":5,\"status\":\"succeeded\"}");
        read("irc.log", "{\"ts\":1767225600," + ids + ",\"nick\":\"x\",\"command\":\"JOIN\"}");
        read(
                "http.log",
                "{\"ts\":1767225600," + ids + ",\"method\":\"CONNECT\",\"status_code\":403}",
                "{\"ts\":1767225600," + ids + ",\"method\":\"CONNECT\",\"status_code\":200}");
        assertThat(said())
                .containsExactly(
                        "service/proxy_client 203.0.113.10 evidenced",
                        "service/open_proxy 198.51.100.1 evidenced",
                        "service/irc_client 203.0.113.10 evidenced",
                        "service/irc_server 198.51.100.1 evidenced",
                        "service/proxy_client 203.0.113.10 evidenced",
                        "service/open_proxy 198.51.100.1 evidenced");
    }

    @Test
    void mailOfZeekThatReceiversCallForgedIsForged() throws IOException {
        for (int i = 0; i < 3; i++) {
            read(
                    "smtp.log",
                    "{\"ts\":1767225600,\"id.orig_h\":\"203.0.113.10\",\"id.orig_p\":4,\"id.resp_h\":\"198.51.100.1\","
                            + "\"id.resp_p\":25,\"helo\":\"a.example\",\"mailfrom\":\"x@d" + i + ".example\","
                            + "\"rcptto\":[\"y@z.example\"],\"last_reply\":\"550 5.7.26 unauthenticated\"}");
        }
        assertThat(said()).containsExactly("messaging/forged_headers 203.0.113.10 measured");
    }

    private static String eve(String rest) {
        return "{\"timestamp\":\"2026-01-01T00:00:00.250000+0000\",\"src_ip\":\"203.0.113.10\",\"src_port\":40000,"
                + "\"dest_ip\":\"198.51.100.1\",\"dest_port\":445,\"proto\":\"TCP\"," + rest + "}";
    }

    @Test
    void alertsOfSuricataAreTakenByTheirClass() throws IOException {
        LogHealth health = read(
                "eve.json",
                eve(
                        "\"event_type\":\"alert\",\"alert\":{\"gid\":1,\"signature_id\":2001569,\"signature\":\"ET SCAN x\","
                                + "\"category\":\"Detection of a Network Scan\",\"action\":\"allowed\"}"),
                eve("\"event_type\":\"alert\",\"direction\":\"to_client\",\"alert\":{\"signature\":\"x\","
                        + "\"category\":\"A Network Trojan was detected\"}"),
                eve("\"event_type\":\"alert\",\"direction\":\"to_client\",\"alert\":{\"signature\":\"x\","
                        + "\"category\":\"Web Application Attack\"}"),
                eve("\"event_type\":\"alert\",\"alert\":{\"signature\":\"x\",\"category\":\"Misc activity\"}"),
                eve("\"event_type\":\"anomaly\",\"anomaly\":{\"type\":\"stream\"}"));
        assertThat(said())
                .containsExactly(
                        "connection/port_scan 203.0.113.10 evidenced",
                        "connection/infected_host 198.51.100.1 evidenced");
        assertThat(signs.get(0).facts()).containsEntry("rule", "1:2001569");
        assertThat(health.passed()).isEqualTo(3);
        assertThat(health.form()).isEqualTo("several");
    }

    @Test
    void flowsOfSuricataAreJudgedAsFlows() throws IOException {
        read(
                "eve.json",
                eve("\"event_type\":\"flow\",\"flow\":{\"pkts_toserver\":2,\"pkts_toclient\":0,\"bytes_toserver\":120,"
                        + "\"bytes_toclient\":0,\"start\":\"2026-01-01T00:00:00.000000+0000\","
                        + "\"end\":\"2026-01-01T00:00:01.000000+0000\"},\"tcp\":{\"tcp_flags_ts\":\"02\","
                        + "\"tcp_flags_tc\":\"00\"}"));
        assertThat(flows).containsExactly("203.0.113.10:40000>198.51.100.1:445 6 flags 2 packets 2 millis 1000");
    }

    @Test
    void badLinesAreCountedAndNamedAndTheNextIsRead() throws IOException {
        LogHealth health = read(
                "eve.json",
                "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_type\":\"alert\"",
                "{\"a\":1,\"a\":2}",
                "{\"timestamp\":\"soon\",\"event_type\":\"alert\"}",
                "{\"odd\":" + "[".repeat(50) + "]".repeat(50) + "}",
                "x".repeat(LogLines.LINE_BYTES_MAX + 1),
                "no log at all",
                eve("\"event_type\":\"alert\",\"alert\":{\"category\":\"Web Application Attack\"}"));
        assertThat(said()).containsExactly("connection/exploit 203.0.113.10 evidenced");
        assertThat(health.bad()).isEqualTo(6);
        assertThat(health.lines()).isEqualTo(7);
        assertThat(health.problems())
                .containsKeys("no time of writing", "no line of syslog", "longer than 65536 bytes");
    }

    @Test
    void columnsThatDoNotFitTheirHeadAreBadLines() throws IOException {
        LogHealth health = read("conn.log", table("1767225600.5\tC1\t203.0.113.10"));
        assertThat(health.problems()).containsEntry("3 columns where the head names 14", 8L);
        assertThat(flows).isEmpty();
    }
}
