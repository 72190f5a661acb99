package dev.reeve.server.holdings;

import dev.reeve.server.holdings.CsvRecords.CsvRecord;
import dev.reeve.server.settings.SetupException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads an inventory from a file, CSV with a header or a JSON array of objects, line by line.
public final class InventoryFile {
    /// Takes one line after the other.
    interface Sink {
        void line(int number, Map<String, String> fields);

        void refused(int number, String why);
    }

    private static final JsonMapper JSON = new JsonMapper();

    private InventoryFile() {}

    static void read(Path file, Sink sink) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try (BufferedReader in = Files.newBufferedReader(file)) {
            if (name.endsWith(".json")) {
                json(in, sink);
            } else {
                csv(in, sink);
            }
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new SetupException(
                    file + ":" + line + ": this is not JSON (" + e.getOriginalMessage()
                            + "); nothing was loaded; write an array of objects",
                    e);
        } catch (IOException e) {
            throw new SetupException(file + " can't be read (" + e + "); check path, permissions and UTF-8", e);
        }
    }

    private static void csv(BufferedReader in, Sink sink) throws IOException {
        CsvRecords records = new CsvRecords(in);
        Optional<CsvRecord> first = records.next();
        if (first.isEmpty()) {
            return;
        }
        List<String> header = first.get().fields().stream()
                .map(column -> column.strip().toLowerCase(Locale.ROOT))
                .toList();
        checkHeader(header);
        Optional<CsvRecord> next = records.next();
        while (next.isPresent()) {
            CsvRecord record = next.get();
            if (record.fault() != null) {
                sink.refused(record.line(), record.fault() + "; write a closing quote");
            } else if (record.fields().size() != header.size()) {
                sink.refused(
                        record.line(),
                        "there are " + record.fields().size() + " fields under " + header.size()
                                + " columns; write one for each, and quotes around one that holds a comma");
            } else {
                Map<String, String> line = new HashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    line.put(header.get(i), record.fields().get(i));
                }
                sink.line(record.line(), line);
            }
            next = records.next();
        }
    }

    private static void checkHeader(List<String> header) {
        List<String> unknown = header.stream()
                .filter(column -> !LineReader.COLUMNS.containsKey(column))
                .toList();
        if (!unknown.isEmpty() || !header.containsAll(List.of("account", "service", "service-kind"))) {
            throw new SetupException("the first line of the file names its columns"
                    + (unknown.isEmpty() ? "" : "; there is no column " + String.join(", ", unknown))
                    + "; write at least account,service,service-kind and any of "
                    + String.join(", ", LineReader.COLUMNS.keySet()));
        }
    }

    private static void json(BufferedReader in, Sink sink) {
        try (JsonParser parser = JSON.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new SetupException("the file is not an array; write [ {…}, {…} ]");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                int line = parser.currentTokenLocation().getLineNr();
                JsonNode node = parser.readValueAsTree();
                if (node.isObject()) {
                    sink.line(line, fields(node));
                } else {
                    sink.refused(line, "this is no object; write {\"account\": …}");
                }
            }
        }
    }

    /// An object's values as a line of CSV would have them.
    static Map<String, String> fields(JsonNode object) {
        Map<String, String> fields = new HashMap<>();
        object.forEachEntry((name, value) -> {
            if (value.isArray()) {
                StringJoiner all = new StringJoiner(";");
                value.forEach(item -> all.add(item.asString()));
                fields.put(name, all.toString());
            } else if (value.isObject()) {
                StringJoiner all = new StringJoiner(";");
                value.forEachEntry((key, item) -> all.add(key + "=" + item.asString()));
                fields.put(name, all.toString());
            } else if (!value.isNull()) {
                fields.put(name, value.asString());
            }
        });
        return fields;
    }
}
