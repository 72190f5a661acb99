package dev.reeve.server.cli;

import dev.reeve.network.export.ExportSink;
import dev.reeve.network.export.FieldText;
import dev.reeve.network.export.Header;
import dev.reeve.network.export.RecordView;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Prints decoded records, one a line: as JSON, or as `name=value` for people. Padding is left out; a field that a
/// template names several times becomes a list.
final class RecordPrinter implements ExportSink {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintWriter out;
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
