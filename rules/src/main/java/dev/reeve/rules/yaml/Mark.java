package dev.reeve.rules.yaml;

/// A place in a file, line and column counted from one.
public record Mark(int line, int column) implements Comparable<Mark> {
    public static final Mark START = new Mark(1, 1);

    @Override
    public int compareTo(Mark other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
