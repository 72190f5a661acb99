package dev.reeve.server.holdings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes news of holdings as they happen, from a billing system or a panel:
///
/// ```json
/// {"source": "panel", "lines": [{"account": "c-7", "service": "s-9", "service-kind": "vps",
///   "type": "address", "resource": "203.0.113.10", "from": "2026-11-01T12:00:00Z"}]}
/// ```
///
/// A line has the columns of an inventory file. One with `to` and no `from` ends what is open.
public final class HoldingsEvents {
    /// Lines in one call; an inventory is loaded as a file.
    public static final int LINES_MAX = 1000;

    private static final JsonMapper JSON = new JsonMapper();

    private final HoldingsImport imports;

    public HoldingsEvents(HoldingsImport imports) {
        this.imports = imports;
    }

    /// @throws IllegalArgumentException saying what to write, when the body as a whole can't be read
    public ImportReport accept(String body) {
        JsonNode root = parse(body);
        JsonNode lines = root.path("lines");
        String source = root.path("source").asString("");
        if (source.isBlank() || !lines.isArray() || lines.size() > LINES_MAX) {
            throw new IllegalArgumentException(
                    "write {\"source\": \"…\", \"lines\": [{…}]} with at most " + LINES_MAX + " lines");
        }
        List<Map<String, String>> fields = new ArrayList<>();
        for (JsonNode line : lines) {
            if (!line.isObject()) {
                throw new IllegalArgumentException("each of the lines is an object; write {\"account\": …}");
            }
            fields.add(InventoryFile.fields(line));
        }
        return imports.load(fields, HoldingsImport.digest(body), new HoldingsImport.How(source, false, false, false));
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("this is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
