package dev.reeve.formats.mail;

/// Lines of a buffer; a line ends with a line feed, with or without a carriage return before it.
final class Lines {
    private Lines() {}

    /// The first byte after the line.
    static int next(ByteSource source, int line) {
        int at = line;
        while (at < source.to() && source.bytes()[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, source.to());
    }

    /// The end of what stands before a delimiter's line: the line end before it belongs to the delimiter.
    static int withoutEnd(ByteSource source, int from, int line) {
        int end = line;
        end -= end > from && source.bytes()[end - 1] == '\n' ? 1 : 0;
        end -= end > from && end < line && source.bytes()[end - 1] == '\r' ? 1 : 0;
        return end;
    }

    static boolean startsWith(ByteSource source, int at, byte[] prefix) {
        if (at + prefix.length > source.to()) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (source.bytes()[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(ByteSource source, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isSpace(source.bytes()[i])) {
                return false;
            }
        }
        return true;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
