package dev.reeve.network.logs;

import java.util.HashMap;
import java.util.Map;

/// A log of Zeek's own form: lines of columns, with a head that names them (`#fields`) and says what separates
/// them.
final class ZeekTable {
    private static final int COLUMNS_MAX = 1_000;

    private String separator = "\t";
    private String setSeparator = ",";
    private String unset = "-";
    private String empty = "(empty)";
    private String path = "";
    private String[] fields = {};

    /// @param line begins with `#`
    void head(String line) throws LogException {
        if (line.startsWith("#separator ")) {
            separator = unescaped(line.substring("#separator ".length()));
            if (separator.isEmpty()) {
                throw new LogException("a separator of no characters");
            }
            return;
        }
        String[] words = line.split(java.util.regex.Pattern.quote(separator), COLUMNS_MAX + 2);
        String value = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "#set_separator" -> setSeparator = value;
            case "#unset_field" -> unset = value;
            case "#empty_field" -> empty = value;
            case "#path" -> path = value;
            case "#fields" -> fields = java.util.Arrays.copyOfRange(words, 1, words.length);
            default -> {
                // #open, #close, #types: nothing rests on them.
            }
        }
    }

    private static String unescaped(String text) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            boolean hex = text.startsWith("\\x", at) && at + 4 <= text.length();
            if (hex && text.substring(at + 2, at + 4).matches("[0-9a-fA-F]{2}")) {
                all.append((char) Integer.parseInt(text.substring(at + 2, at + 4), 16));
                at += 4;
            } else {
                all.append(text.charAt(at++));
            }
        }
        return all.toString();
    }

    String path() {
        return path;
    }

    Map<String, String> values(String line) throws LogException {
        if (fields.length == 0) {
            throw new LogException("columns before their names");
        }
        String[] columns = line.split(java.util.regex.Pattern.quote(separator), COLUMNS_MAX + 2);
        if (columns.length != fields.length) {
            throw new LogException(columns.length + " columns where the head names " + fields.length);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].equals(unset) && !columns[i].equals(empty)) {
                values.put(fields[i], columns[i]);
                int size = columns[i].split(java.util.regex.Pattern.quote(setSeparator), -1).length;
                values.put(fields[i] + ".size", String.valueOf(size));
            }
        }
        return values;
    }
}
