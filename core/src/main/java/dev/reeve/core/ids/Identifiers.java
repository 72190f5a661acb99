package dev.reeve.core.ids;

/// The one shape of every identifier: short, printable, safe in a file name, a URL path and a mail header.
final class Identifiers {
    /// Longest identifier: a SHA-256 in hex plus a prefix and an index fit with room to spare.
    static final int LENGTH_MAX = 120;

    private Identifiers() {}

    static void check(String type, String value) {
        if (!shaped(value)) {
            throw new IllegalArgumentException(type + " must be 1 to " + LENGTH_MAX
                    + " letters, digits or . _ : @ + - and begin with a letter or digit, but is \"" + value + '"');
        }
    }

    private static boolean shaped(String value) {
        int length = value.length();
        if (length == 0 || length > LENGTH_MAX || !alphanumeric(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = value.charAt(i);
            if (!alphanumeric(c) && "._:@+-".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean alphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z';
    }
}
