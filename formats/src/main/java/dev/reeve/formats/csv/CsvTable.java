package dev.reeve.formats.csv;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A table with a header (RFC 4180, and what is written in its name: other separators, bare line feeds,
/// quotes within cells, a byte order mark). One row after the other; nothing but the row at hand is held.
public final class CsvTable {
    /// Longest cell: banners and certificates have some thousand bytes.
    static final int CELL_BYTES_MAX = 65_536;

    /// Most columns: the widest table of a scan has about 150.
    static final int COLUMNS_MAX = 400;

    private static final String SEPARATORS = ",;\t|";

    private final ByteSource source;
    private final String part;
    private final char separator;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private int at;
    private int number;

    private CsvTable(ByteSource source, String part, char separator, int at) {
        this.source = source;
        this.part = part;
        this.separator = separator;
        this.at = at;
    }

    /// Empty when the first line is no header of at least two columns.
    public static Optional<CsvTable> open(ByteSource source, String part) {
        int begin = source.from();
        begin += startsWithMark(source) ? 3 : 0;
        while (begin < source.to() && (source.bytes()[begin] == '\n' || source.bytes()[begin] == '\r')) {
            begin++;
        }
        char separator = separator(source, begin);
        CsvTable table = new CsvTable(source, part, separator, begin);
        Optional<CsvRow> header = separator == 0 ? Optional.empty() : table.next();
        if (header.isEmpty() || header.get().broken() || header.get().cells().size() > COLUMNS_MAX) {
            return Optional.empty();
        }
        List<CsvRow.Cell> names = header.get().cells();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).text().strip().toLowerCase(Locale.ROOT);
            table.columns.putIfAbsent(name.replaceFirst("^#\\s*", ""), i);
        }
        return Optional.of(table);
    }

    private static boolean startsWithMark(ByteSource source) {
        return source.length() >= 3
                && source.bytes()[source.from()] == (byte) 0xEF
                && source.bytes()[source.from() + 1] == (byte) 0xBB;
    }

    /// The one that stands most often outside of quotes in the first line; zero when none does.
    private static char separator(ByteSource source, int begin) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = begin; i < source.to() && i < begin + CELL_BYTES_MAX; i++) {
            byte b = source.bytes()[i];
            if (b == '\n') {
                break;
            }
            quoted ^= b == '"';
            int which = quoted ? -1 : SEPARATORS.indexOf(b);
            if (which >= 0) {
                counts[which]++;
            }
        }
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return counts[best] == 0 ? 0 : SEPARATORS.charAt(best);
    }

    /// In the order of the table, in lower case.
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    public boolean has(String column) {
        return columns.containsKey(column);
    }

    public int width() {
        return columns.size();
    }

    /// The cell of that column, unless it is blank or missing.
    public Optional<CsvRow.Cell> cell(CsvRow row, String column) {
        Integer index = columns.get(column);
        return index == null || index >= row.cells().size()
                ? Optional.empty()
                : Optional.of(row.cells().get(index)).filter(c -> !c.text().isBlank());
    }

    public Span span(String what, CsvRow.Cell cell) {
        return source.span(what, part, cell.at(), cell.length());
    }

    /// The next row that isn't blank; empty at the end.
    public Optional<CsvRow> next() {
        while (at < source.to()) {
            number++;
            CsvRow row = row(at);
            boolean blank =
                    !row.broken() && row.cells().stream().allMatch(c -> c.text().isBlank());
            if (!blank) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private CsvRow row(int begin) {
        List<CsvRow.Cell> cells = new ArrayList<>();
        at = begin;
        while (true) {
            if (at < source.to() && source.bytes()[at] == '"') {
                if (!quoted(cells)) {
                    skipLine();
                    return new CsvRow(number, cells, true);
                }
            } else {
                plain(cells);
            }
            boolean more = at < source.to() && source.bytes()[at] == separator;
            if (!more || cells.size() >= COLUMNS_MAX) {
                skipLine();
                return new CsvRow(number, cells, false);
            }
            at++;
        }
    }

    private void skipLine() {
        while (at < source.to() && source.bytes()[at] != '\n') {
            at++;
        }
        at = Math.min(at + 1, source.to());
    }

    private void plain(List<CsvRow.Cell> cells) {
        int begin = at;
        while (at < source.to() && source.bytes()[at] != separator && source.bytes()[at] != '\n') {
            at++;
        }
        int end = at;
        while (end > begin && isSpace(source.bytes()[end - 1])) {
            end--;
        }
        while (begin < end && isSpace(source.bytes()[begin])) {
            begin++;
        }
        cells.add(new CsvRow.Cell(text(begin, end), begin, end - begin));
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\r' || b == '\t';
    }

    /// A doubled quote stands for one. Whether the cell ends.
    private boolean quoted(List<CsvRow.Cell> cells) {
        int begin = at + 1;
        int i = begin;
        boolean doubled = false;
        while (i < source.to() && i - begin <= CELL_BYTES_MAX) {
            if (source.bytes()[i] == '"') {
                if (i + 1 < source.to() && source.bytes()[i + 1] == '"') {
                    doubled = true;
                    i++;
                } else {
                    String text = text(begin, i);
                    cells.add(new CsvRow.Cell(doubled ? text.replace("\"\"", "\"") : text, begin, i - begin));
                    at = i + 1;
                    while (at < source.to() && source.bytes()[at] != separator && source.bytes()[at] != '\n') {
                        at++;
                    }
                    return true;
                }
            }
            i++;
        }
        return false;
    }

    private String text(int begin, int end) {
        int length = Math.min(end - begin, CELL_BYTES_MAX);
        return new String(source.bytes(), begin, length, StandardCharsets.UTF_8);
    }
}
