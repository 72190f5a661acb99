package dev.reeve.network.logs;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Signs;
import dev.reeve.network.flow.FlowSink;
import java.util.Set;

/// Hands connections that Zeek logged (`conn.log`) to the detectors of flows, whatever became of them: a `S0` is
/// a SYN without an answer, a `REJ` one that was refused. Scans are decided by Reeve's own test, not by counting
/// failures.
///
/// - **Needs** `proto`; better with packets, bytes and `history`. Without history the state alone tells the
///   flags.
/// - **Fooled by** a sensor that sees one direction only: then every connection looks unanswered.
/// - **Ignores** what is neither TCP, UDP nor ICMP.
/// - **Under sampling** of the packets that Zeek is shown, connections look unanswered; don't give it sampled
///   ones.
public final class ZeekConnectionDetector implements LogDetector {
    private final LogFlows flows;

    public ZeekConnectionDetector(FlowSink sink) {
        this.flows = new LogFlows(sink);
    }

    @Override
    public String name() {
        return "zeek-conn/1";
    }

    @Override
    public Set<String> reads() {
        return Set.of("zeek/conn");
    }

    @Override
    public boolean record(LogRecord record, Signs signs) {
        Endpoint from = record.address("id.orig_h");
        Endpoint to = record.address("id.resp_h");
        int protocol = LogFlows.protocol(record.text("proto"));
        if (from == null || to == null || protocol < 0) {
            return false;
        }
        boolean icmp = protocol == 1;
        int version = icmp && from.v6() ? 58 : protocol;
        int sourcePort = icmp ? 0 : record.port("id.orig_p");
        int targetPort = icmp
                ? (record.port("id.orig_p") & 0xFF) << 8 | record.port("id.resp_p") & 0xFF
                : record.port("id.resp_p");
        String history = history(record);
        long end = record.atMillis() + (long) (record.number("duration") * 1_000);
        long out = packets(record, "orig_pkts", !history.isEmpty() || protocol != 6);
        long back = packets(record, "resp_pkts", history.chars().anyMatch(Character::isLowerCase));
        int answer = icmp ? answer(targetPort) : sourcePort;
        flows.say(
                new LogFlows.Direction(
                        from,
                        sourcePort,
                        to,
                        targetPort,
                        out,
                        bytes(record, "orig_ip_bytes", out),
                        LogFlows.flags(history, true)),
                version,
                record.atMillis(),
                end);
        flows.say(
                new LogFlows.Direction(
                        to,
                        icmp ? 0 : targetPort,
                        from,
                        answer,
                        back,
                        bytes(record, "resp_ip_bytes", back),
                        LogFlows.flags(history, false)),
                version,
                record.atMillis(),
                end);
        return true;
    }

    /// Some installations leave history out; what the state implies is enough.
    private static String history(LogRecord record) {
        String history = record.text("history");
        if (!history.isEmpty() || !record.text("proto").equals("tcp")) {
            return history;
        }
        return switch (record.text("conn_state")) {
            case "S0" -> "S";
            case "REJ" -> "Sr";
            case "RSTOS0" -> "SR";
            case "SH" -> "SF";
            case "S1", "S2", "S3", "SF", "RSTO", "RSTR" -> "ShADad";
            default -> "";
        };
    }

    private static long packets(LogRecord record, String name, boolean any) {
        return record.text(name).isEmpty() ? any ? 1 : 0 : (long) record.number(name);
    }

    private static long bytes(LogRecord record, String name, long packets) {
        return record.text(name).isEmpty() ? packets * 40 : (long) record.number(name);
    }

    /// The ICMP type that answers one, with code 0.
    private static int answer(int typeAndCode) {
        return switch (typeAndCode >>> 8) {
            case 8 -> 0;
            case 128 -> 129 << 8;
            default -> typeAndCode;
        };
    }
}
