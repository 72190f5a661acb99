package dev.reeve.formats.csv;

import java.util.List;

/// One row.
///
/// @param number counted as a spreadsheet shows it: the header is row 1
/// @param broken a quoted cell never ended; the row ends with its line
public record CsvRow(int number, List<Cell> cells, boolean broken) {
    public CsvRow {
        cells = List.copyOf(cells);
    }

    /// @param at index of the cell's first byte in the buffer, its quotes left out
    public record Cell(String text, int at, int length) {}
}
