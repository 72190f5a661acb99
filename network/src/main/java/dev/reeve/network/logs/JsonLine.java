package dev.reeve.network.logs;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// One JSON object of a line as flat names: `alert.category` for a value within `alert`, and just so for a name
/// that has its dot already. Arrays are left out but for their length, under `name.size`.
final class JsonLine {
    private static final int DEPTH_MAX = 12;
    private static final int VALUES_MAX = 1_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(LogLines.LINE_BYTES_MAX)
                    .maxNumberLength(64)
                    .build())
            .build();

    private JsonLine() {}

    static Map<String, String> values(String line) throws LogException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new LogException("no JSON object");
            }
            object(parser, "", values);
        } catch (JacksonException broken) {
            throw new LogException("broken JSON: " + firstLine(broken.getOriginalMessage()));
        }
        return values;
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        String first = end < 0 ? message : message.substring(0, end);
        return first.substring(0, Math.min(first.length(), 120));
    }

    private static void object(JsonParser parser, String prefix, Map<String, String> values) throws LogException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + parser.currentName();
            if (values.size() >= VALUES_MAX) {
                throw new LogException("more than " + VALUES_MAX + " values");
            }
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                object(parser, name + ".", values);
            } else if (token == JsonToken.START_ARRAY) {
                values.put(name + ".size", String.valueOf(size(parser)));
            } else if (token != JsonToken.VALUE_NULL) {
                values.put(name, parser.getString());
            }
        }
    }

    private static int size(JsonParser parser) {
        int size = 0;
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.END_ARRAY) {
            size++;
            parser.skipChildren();
            token = parser.nextToken();
        }
        return size;
    }
}
