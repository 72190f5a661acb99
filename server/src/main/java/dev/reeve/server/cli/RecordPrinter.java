package dev.reeve.server.cli;

import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.export.ExportSink;
import dev.reeve.network.export.FieldText;
import dev.reeve.network.export.Header;
import dev.reeve.network.export.RecordView;
import dev.reeve.network.export.SflowDecoder;
import dev.reeve.network.packet.LinkType;
import dev.reeve.network.packet.PacketView;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Prints decoded records, one a line: as JSON, or as `name=value` for people. Padding is left out; a field
/// that a template names several times becomes a list.
final class RecordPrinter implements ExportSink {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintWriter out;
    private final PacketView packet = new PacketView();
    private final boolean json;

    RecordPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    @Override
    public void record(RecordView record) {
        Map<String, Object> line = new LinkedHashMap<>();
        if (json) {
            line.put("export", export(record));
        }
        for (int i = 0; i < record.size(); i++) {
            String name = record.element(i).name();
            if (!name.equals("paddingOctets") && record.length(i) > 0) {
                line.merge(name, FieldText.value(record, i), RecordPrinter::both);
            }
        }
        out.println(json ? JSON.writeValueAsString(line) : text(line));
    }

    /// Prints one packet that sFlow sampled: what its headers say, by the names of the same registry.
    void sampled(byte[] bytes, int from, int to, SflowDecoder.Sample sample) {
        Map<String, Object> line = new LinkedHashMap<>();
        if (json) {
            Map<String, Object> export = new LinkedHashMap<>();
            export.put("version", "sflow5");
            export.put("sequence", sample.sequence());
            line.put("export", export);
        }
        line.put("samplingPacketInterval", 1);
        line.put("samplingPacketSpace", sample.rate() - 1);
        line.put("ingressInterface", sample.input());
        line.put("egressInterface", sample.output());
        line.put("dataLinkFrameSize", sample.frameLength());
        int link = switch (sample.protocol()) {
            case 11 -> LinkType.IPV4;
            case 12 -> LinkType.IPV6;
            default -> LinkType.ETHERNET;
        };
        boolean ip = packet.over(bytes, from, to, link);
        if (packet.ethernet()) {
            line.put("sourceMacAddress", mac(packet.sourceMac()));
            line.put("destinationMacAddress", mac(packet.targetMac()));
            line.put("ethernetType", packet.etherType());
        }
        if (packet.vlan() >= 0) {
            line.put("vlanId", packet.vlan());
        }
        if (ip) {
            network(line);
        }
        out.println(json ? JSON.writeValueAsString(line) : text(line));
    }

    private void network(Map<String, Object> line) {
        boolean v6 = packet.version() == 6;
        String family = v6 ? "IPv6" : "IPv4";
        line.put("source" + family + "Address", new Endpoint(packet.sourceHigh(), packet.sourceLow(), v6).toString());
        line.put(
                "destination" + family + "Address",
                new Endpoint(packet.targetHigh(), packet.targetLow(), v6).toString());
        line.put("protocolIdentifier", packet.protocol());
        line.put("ipTotalLength", packet.ipLength());
        line.put("ipTTL", packet.ttl());
        line.put("ipClassOfService", packet.tos());
        if (packet.hasTransport()) {
            line.put("sourceTransportPort", packet.sourcePort());
            line.put("destinationTransportPort", packet.targetPort());
            if (packet.protocol() == PacketView.TCP) {
                line.put("tcpControlBits", packet.flags());
            }
        }
    }

    private static String mac(long mac) {
        return HexFormat.ofDelimiter(":")
                .formatHex(ByteBuffer.allocate(8).putLong(mac).array(), 2, 8);
    }

    private static Map<String, Object> export(RecordView record) {
        Header header = record.header();
        Map<String, Object> export = new LinkedHashMap<>();
        export.put("version", header.version());
        export.put("time", Instant.ofEpochMilli(header.exportMillis()).toString());
        if (header.uptimeMillis() >= 0) {
            export.put("uptimeMillis", header.uptimeMillis());
        }
        export.put("sequence", header.sequence());
        export.put("domain", header.domain());
        if (header.sampling() > 0) {
            export.put("sampling", header.sampling());
        }
        export.put("template", record.template().id());
        export.put("options", record.template().options());
        return export;
    }

    private static Object both(Object before, Object next) {
        List<Object> all = new ArrayList<>();
        if (before instanceof List<?> list) {
            all.addAll(list);
        } else {
            all.add(before);
        }
        all.add(next);
        return all;
    }

    private static String text(Map<String, Object> line) {
        StringBuilder text = new StringBuilder();
        line.forEach((name, value) -> text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(value.toString().replaceAll("[\\p{Cntrl}\\s]", "?")));
        return text.toString();
    }
}
