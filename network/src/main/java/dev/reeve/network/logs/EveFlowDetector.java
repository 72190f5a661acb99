package dev.reeve.network.logs;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.FlowSink;
import java.util.HexFormat;
import java.util.Set;

/// Hands flows that Suricata logged (EVE `flow`) to the detectors of flows.
///
/// - **Needs** packets and bytes of both directions, and for TCP the flags (`tcp.tcp_flags_ts`,
///   `tcp_flags_tc`).
/// - **Fooled by** a sensor that sees one direction only: then every connection looks unanswered.
/// - **Ignores** `netflow` events (the same connections once more), and protocols without ports but ICMP.
/// - **Under sampling** of the packets that Suricata is shown, connections look unanswered; don't give it
///   sampled ones.
public final class EveFlowDetector implements LogDetector {
    private final LogFlows flows;

    public EveFlowDetector(FlowSink sink) {
        this.flows = new LogFlows(sink);
    }

    @Override
    public String name() {
        return "eve-flow/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("eve/flow");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        Endpoint from = record.address("src_ip");
        Endpoint to = record.address("dest_ip");
        int protocol = LogFlows.protocol(record.text("proto"));
        if (from == null || to == null || protocol < 0) {
            return false;
        }
        boolean icmp = protocol == 1 || protocol == 58;
        int type = (int) record.number("icmp_type") & 0xFF;
        int code = (int) record.number("icmp_code") & 0xFF;
        int answerType = (int) record.number("response_icmp_type") & 0xFF;
        int sourcePort = record.port("src_port");
        int targetPort = icmp ? type << 8 | code : record.port("dest_port");
        long end = millis(record, "flow.end", record.atMillis());
        long begin = Math.min(end, millis(record, "flow.start", end));
        flows.say(
                new LogFlows.Direction(
                        from,
                        sourcePort,
                        to,
                        targetPort,
                        (long) record.number("flow.pkts_toserver"),
                        (long) record.number("flow.bytes_toserver"),
                        flags(record.text("tcp.tcp_flags_ts"))),
                protocol,
                begin,
                end);
        flows.say(
                new LogFlows.Direction(
                        to,
                        icmp ? 0 : targetPort,
                        from,
                        icmp ? answerType << 8 : sourcePort,
                        (long) record.number("flow.pkts_toclient"),
                        (long) record.number("flow.bytes_toclient"),
                        flags(record.text("tcp.tcp_flags_tc"))),
                protocol,
                begin,
                end);
        return true;
    }

    private static long millis(LogRecord record, String name, long otherwise) {
        try {
            return record.text(name).isEmpty() ? otherwise : LogTime.millis(record.text(name));
        } catch (LogException none) {
            return otherwise;
        }
    }

    private static int flags(String hex) {
        return hex.matches("[0-9a-fA-F]{1,4}") ? HexFormat.fromHexDigits(hex) & 0xFF : 0;
    }
}
