package dev.reeve.core.ids;

import java.util.regex.Pattern;

/// The one shape of every identifier: short, printable, safe in a file name, a URL path and a mail header.
final class Identifiers {
    /// Longest identifier: a SHA-256 in hex plus a prefix and an index fit with room to spare.
    static final int LENGTH_MAX = 120;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0," + (LENGTH_MAX - 1) + "}");

    private Identifiers() {}

    static void check(String type, String value) {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(type + " must be 1 to " + LENGTH_MAX
                    + " letters, digits or . _ : @ + - and begin with a letter or digit, but is \"" + value + '"');
        }
    }
}
