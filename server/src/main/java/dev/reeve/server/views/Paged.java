package dev.reeve.server.views;

import java.util.List;
import java.util.function.IntFunction;

/// One page of a list that may be long, and where it stands in it. Every page can be linked to, so that a person gets
/// to each without scripts, by keyboard as well.
///
/// @param number of this page, from 1 on
/// @param size rows of a full page
/// @param total rows of the whole list
public record Paged<T>(List<T> rows, int number, int size, int total) {
    /// The page that was asked for, or the nearest one that there is.
    ///
    /// @param from the rows of a page, by how many stand before it
    static <T> Paged<T> of(int wanted, int size, int total, IntFunction<List<T>> from) {
        int number = Math.clamp(wanted, 1, pages(total, size));
        return new Paged<>(total == 0 ? List.of() : from.apply((number - 1) * size), number, size, total);
    }

    private static int pages(int total, int size) {
        return Math.max(1, (total + size - 1) / size);
    }

    public int pages() {
        return pages(total, size);
    }

    public boolean isFirst() {
        return number == 1;
    }

    public boolean isLast() {
        return number == pages();
    }

    /// Number of the first row of this page, from 1 on.
    public int begin() {
        return total == 0 ? 0 : (number - 1) * size + 1;
    }

    public int end() {
        return Math.min(total, number * size);
    }
}
