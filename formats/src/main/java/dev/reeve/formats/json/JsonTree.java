package dev.reeve.formats.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// Reads a JSON document with the place of every value.
public final class JsonTree {
    /// Deepest nesting: XARF's deepest sample has four.
    static final int DEPTH_MAX = 32;

    /// Longest string: 5 MB of evidence in base64.
    static final int STRING_LENGTH_MAX = 7_000_000;

    /// Largest document: 15 MB of evidence in base64, and the rest.
    static final int DOCUMENT_BYTES_MAX = 21_000_000;

    /// Most tokens: 200 times the longest sample.
    static final int TOKENS_MAX = 50_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(STRING_LENGTH_MAX)
                    .maxDocumentLength(DOCUMENT_BYTES_MAX)
                    .maxTokenCount(TOKENS_MAX)
                    .maxNameLength(200)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final JsonParser parser;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /// What came of reading.
    public sealed interface Outcome {}

    public record Read(JsonValue root) implements Outcome {}

    public record Broken(String reason) implements Outcome {}

    public static Outcome parse(byte[] bytes) {
        if (bytes.length > DOCUMENT_BYTES_MAX) {
            return new Broken("the document has more than " + DOCUMENT_BYTES_MAX + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Broken("the document is empty");
            }
            JsonValue root = new JsonTree(parser).value(first);
            return parser.nextToken() == null ? new Read(root) : new Broken("something follows the document");
        } catch (JacksonException e) {
            return new Broken("not well-formed" + where(e.getLocation()) + ": " + words(e.getOriginalMessage()));
        }
    }

    /// A document that breaks a limit has no place.
    private static String where(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String words(@Nullable String message) {
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        return first.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private JsonValue value(JsonToken token) {
        int at = (int) parser.currentTokenLocation().getByteOffset();
        return switch (token) {
            case START_OBJECT -> members(at);
            case START_ARRAY -> items(at);
            default -> {
                String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
                yield new JsonValue.Scalar(at, end() - at, text);
            }
        };
    }

    private int end() {
        return (int) parser.currentLocation().getByteOffset();
    }

    private JsonValue.Members members(int at) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String key = parser.currentName();
            members.putIfAbsent(key, value(parser.nextToken()));
        }
        return new JsonValue.Members(at, end() - at, members);
    }

    private JsonValue.Items items(int at) {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new JsonValue.Items(at, end() - at, items);
    }
}
