package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tables in a text: which words stand above a cell.
///
/// A table is a run of lines that the same sign splits into cells, or columns that spaces keep apart; its head is a
/// line
/// of words before it. Rulers and, before the first row, a blank line belong to it.
final class Columns {
    /// Most lines between a row and its head.
    private static final int ROWS_MAX = 200_000;

    /// Stands for single spaces, as a line `#Fields:` announces them.
    private static final char FIELDS = '#';

    private final String text;
    private final Lines lines;
    private final List<Mention> mentions;
    private final Vocabulary.Said said;
    private final int[] head;

    Columns(Section section, Lines lines, List<Mention> mentions, Vocabulary.Said said) {
        this.text = section.plain();
        this.lines = lines;
        this.mentions = mentions;
        this.said = said;
        this.head = new int[lines.count()];
        find();
    }

    /// A range of characters.
    record Cell(int from, int to) {}

    private void find() {
        int current = -1;
        char sign = 0;
        int blanks = 0;
        int rows = 0;
        boolean[] named = named();
        for (int line = 0; line < lines.count(); line++) {
            head[line] = -1;
            if (lines.isBlank(line)) {
                blanks++;
                if (rows > 0 && blanks > 0 || blanks > 2) {
                    current = -1;
                }
                continue;
            }
            if (lines.isRuler(line)) {
                continue;
            }
            if (isFields(line)) {
                current = line; // W3C extended log format
                sign = FIELDS;
                rows = 0;
                blanks = 0;
                continue;
            }
            if (sign == FIELDS && current >= 0) {
                head[line] = text.charAt(lines.content(line)) == '#' ? -1 : current;
                blanks = 0;
                continue;
            }
            char here = sign(line);
            if (here == 0 || current >= 0 && here != sign && !(sign == ' ' || here == ' ')) {
                current = -1;
            }
            if (here != 0 && !named[line] && isHead(line, here)) {
                current = line;
                sign = here;
                rows = 0;
            } else if (current >= 0 && rows++ < ROWS_MAX && here != 0) {
                head[line] = current;
            }
            blanks = 0;
        }
    }

    private boolean[] named() {
        boolean[] named = new boolean[lines.count()];
        for (Mention mention : mentions) {
            if (mention.what() instanceof Mention.Ip || mention.what() instanceof Mention.Url) {
                named[lines.at(mention.from())] = true;
            }
        }
        return named;
    }

    /// What splits the line into cells: a bar, a tab, a semicolon, a comma, or spaces; 0 where nothing does.
    private char sign(int line) {
        int from = lines.content(line);
        int to = lines.to(line);
        int semicolons = 0;
        int commas = 0;
        int gaps = 0;
        boolean tab = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '|') {
                return '|';
            }
            tab |= c == '\t';
            semicolons += c == ';' ? 1 : 0;
            commas += c == ',' ? 1 : 0;
            gaps += c == ' ' && i > from && text.charAt(i - 1) == ' ' && i + 1 < to && text.charAt(i + 1) != ' '
                    ? 1
                    : 0;
        }
        if (tab) {
            return '\t';
        }
        if (semicolons > 1) {
            return ';';
        }
        if (commas > 1) {
            return ',';
        }
        return gaps > 0 ? ' ' : (char) 0;
    }

    private boolean isHead(int line, char sign) {
        List<Cell> cells = cells(line, sign);
        int words = 0;
        for (Cell cell : cells) {
            String name = text.substring(cell.from(), cell.to());
            boolean word = name.length() <= 40
                    && name.codePoints().anyMatch(Character::isLetter)
                    && name.chars().filter(c -> c == ' ').count() <= 4
                    && !name.endsWith(".")
                    && !name.endsWith(":");
            words += word ? 1 : 0;
        }
        return cells.size() >= 2
                && words >= cells.size() - (cells.size() > 3 ? 1 : 0)
                && said.labels().within(lines.content(line), lines.to(line)).size()
                        >= (sign == ' ' && cells.size() < 3 ? 2 : 1)
                && (sign != ',' || !isProse(line));
    }

    private boolean isProse(int line) {
        String words = text.substring(lines.content(line), lines.to(line));
        return words.indexOf(", ") > 0
                && words.chars().filter(c -> c == ' ').count()
                        > words.chars().filter(c -> c == ',').count() * 2;
    }

    List<Cell> cells(int line, char sign) {
        List<Cell> cells = new ArrayList<>();
        int from = lines.content(line);
        int to = lines.to(line);
        int begin = from;
        boolean quoted = false;
        for (int i = from; i <= to; i++) {
            char c = i < to ? text.charAt(i) : sign;
            quoted ^= c == '"' && sign != ' ';
            boolean cut = i == to
                    || !quoted && (sign == ' ' ? c == ' ' && i + 1 < to && text.charAt(i + 1) == ' ' : c == sign);
            if (!cut) {
                continue;
            }
            Cell cell = trimmed(begin, i);
            boolean edge = sign == '|' && cell.from() >= cell.to() && (cells.isEmpty() && begin == from || i == to);
            if (!(sign == ' ' && cell.from() >= cell.to()) && !edge) {
                cells.add(cell);
            }
            begin = i + 1;
        }
        return cells;
    }

    private Cell trimmed(int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && (text.charAt(begin) <= ' ' || text.charAt(begin) == '"')) {
            begin++;
        }
        while (end > begin && (text.charAt(end - 1) <= ' ' || text.charAt(end - 1) == '"')) {
            end--;
        }
        return new Cell(begin, end);
    }

    /// The words above a place; empty where it stands in no table.
    Optional<Cell> above(int line, int at) {
        if (line >= head.length || head[line] < 0) {
            return Optional.empty();
        }
        boolean fields = isFields(head[line]);
        if (fields) {
            List<Cell> names = words(head[line]);
            List<Cell> row = words(line);
            for (int i = 0; i < row.size() && i + 1 < names.size(); i++) {
                if (at >= row.get(i).from() && at < row.get(i).to()) {
                    return Optional.of(names.get(i + 1));
                }
            }
            return Optional.empty();
        }
        char sign = sign(head[line]);
        List<Cell> names = cells(head[line], sign);
        if (sign == ' ') {
            return beneath(names, line, at);
        }
        char rowSign = sign(line);
        List<Cell> row = cells(line, rowSign == sign ? sign : rowSign == 0 ? sign : rowSign);
        for (int i = 0; i < row.size(); i++) {
            if (at >= row.get(i).from()
                    && at < Math.max(row.get(i).to(), row.get(i).from() + 1)) {
                return i < names.size() ? Optional.of(names.get(i)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// `#Fields:` of W3C logs, `#fields` of Zeek's.
    private boolean isFields(int line) {
        int at = lines.content(line);
        return text.startsWith("#Fields:", at) || text.startsWith("#fields", at);
    }

    private List<Cell> words(int line) {
        List<Cell> words = new ArrayList<>();
        int begin = lines.content(line);
        for (int i = begin; i <= lines.to(line); i++) {
            if (i == lines.to(line) || text.charAt(i) == ' ' || text.charAt(i) == '\t') {
                words.add(new Cell(begin, i));
                begin = i + 1;
            }
        }
        return words;
    }

    /// By number where both lines have as many cells, else the name that begins nearest above.
    private Optional<Cell> beneath(List<Cell> names, int line, int at) {
        List<Cell> row = cells(line, ' ');
        if (row.size() == names.size()) {
            for (int i = 0; i < row.size(); i++) {
                if (at >= row.get(i).from() && at < row.get(i).to()) {
                    return Optional.of(names.get(i));
                }
            }
        }
        int column = at - lines.from(line);
        int headFrom = lines.from(head[line]);
        Cell best = names.getFirst();
        for (Cell name : names) {
            if (Math.abs(name.from() - headFrom - column) < Math.abs(best.from() - headFrom - column)) {
                best = name;
            }
        }
        return Math.abs(best.from() - headFrom - column) <= 12 ? Optional.of(best) : Optional.empty();
    }
}
