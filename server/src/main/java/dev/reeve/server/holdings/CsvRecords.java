package dev.reeve.server.holdings;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads records of RFC 4180 one by one, with the line that each begins on. Fields may be quoted, and then hold
/// commas,
/// doubled quotes and line breaks.
final class CsvRecords {
    /// A record beyond this is a file with a quote too many.
    private static final int CHARS_MAX = 100_000;

    /// @param line counted from 1
    /// @param fault what is wrong with it; null when its fields are good
    record CsvRecord(
            int line,
            List<String> fields,
            @org.jspecify.annotations.Nullable String fault) {}

    private final BufferedReader in;
    private int line;

    CsvRecords(BufferedReader in) {
        this.in = in;
    }

    /// The next record that isn't an empty line.
    Optional<CsvRecord> next() throws IOException {
        String text = in.readLine();
        line++;
        while (text != null && text.isBlank()) {
            text = in.readLine();
            line++;
        }
        if (text == null) {
            return Optional.empty();
        }
        int first = line;
        StringBuilder whole = new StringBuilder(first == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text);
        while (quotes(whole) % 2 == 1) {
            String more = in.readLine();
            line++;
            if (more == null || whole.length() > CHARS_MAX) {
                return Optional.of(new CsvRecord(first, List.of(), "a quote is opened and never closed"));
            }
            whole.append('\n').append(more);
        }
        return Optional.of(new CsvRecord(first, fields(whole), null));
    }

    private static int quotes(CharSequence text) {
        return (int) text.chars().filter(c -> c == '"').count();
    }

    private static List<String> fields(CharSequence text) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    field.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
