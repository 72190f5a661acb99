package dev.reeve.formats.text;

import dev.reeve.core.evidence.Span;
import java.util.Arrays;

/// Text, and for each of its characters the bytes of the raw message that it was read from.
///
/// Taking off an encoding, a charset, tags or disguises makes a new text out of an old one, character by character, so
/// that a fact found in the last of them still points at the bytes that came.
public final class MappedText {
    private final String text;
    private final int[] from;
    private final int[] to;
    private final String part;

    private MappedText(String text, int[] from, int[] to, String part) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.part = part;
    }

    /// Text that has no places of its own: all of it stands where its packed or encoded part stands.
    public static MappedText standingAt(String text, String part, int offset, int length) {
        int[] from = new int[text.length()];
        int[] to = new int[text.length()];
        Arrays.fill(from, offset);
        Arrays.fill(to, offset + length);
        return new MappedText(text, from, to, part);
    }

    public String text() {
        return text;
    }

    public String part() {
        return part;
    }

    public int length() {
        return text.length();
    }

    int rawFrom(int index) {
        return from[index];
    }

    int rawTo(int index) {
        return to[index];
    }

    /// @param begin first character
    /// @param end the one after the last
    public Span span(String what, int begin, int end) {
        int first = from[begin];
        int last = first;
        for (int i = Math.max(begin, end - 8); i < end; i++) {
            last = Math.max(last, to[i]);
        }
        return new Span(what, part, first, last - first);
    }

    public MappedText slice(int begin, int end) {
        return new MappedText(
                text.substring(begin, end),
                Arrays.copyOfRange(from, begin, end),
                Arrays.copyOfRange(to, begin, end),
                part);
    }

    /// Puts a new text together.
    static final class Builder {
        private char[] chars;
        private int[] from;
        private int[] to;
        private int length;
        private final String part;

        Builder(String part, int capacity) {
            int size = Math.max(16, capacity);
            this.part = part;
            this.chars = new char[size];
            this.from = new int[size];
            this.to = new int[size];
        }

        private void grow(int least) {
            int size = Math.max(least, length * 2);
            chars = Arrays.copyOf(chars, size);
            from = Arrays.copyOf(from, size);
            to = Arrays.copyOf(to, size);
        }

        void add(char c, int rawFrom, int rawTo) {
            if (length == chars.length) {
                grow(length + 1);
            }
            chars[length] = c;
            from[length] = rawFrom;
            to[length] = rawTo;
            length++;
        }

        /// A character as it is.
        void add(MappedText source, int index) {
            add(source.text.charAt(index), source.from[index], source.to[index]);
        }

        /// Characters as they are.
        void add(MappedText source, int begin, int end) {
            int count = Math.max(0, end - begin);
            if (length + count > chars.length) {
                grow(length + count);
            }
            source.text.getChars(begin, begin + count, chars, length);
            System.arraycopy(source.from, begin, from, length, count);
            System.arraycopy(source.to, begin, to, length, count);
            length += count;
        }

        /// Another character in the place of some.
        void add(char c, MappedText source, int begin, int end) {
            add(c, source.from[begin], source.to[Math.max(begin, end - 1)]);
        }

        void add(String s, MappedText source, int begin, int end) {
            for (int i = 0; i < s.length(); i++) {
                add(s.charAt(i), source, begin, end);
            }
        }

        int length() {
            return length;
        }

        char last() {
            return length == 0 ? '\n' : chars[length - 1];
        }

        /// What was added since.
        String tail(int begin) {
            return begin >= length ? "" : new String(chars, begin, length - begin);
        }

        /// Takes the last characters back.
        void cut(int newLength) {
            length = newLength;
        }

        MappedText build() {
            return new MappedText(
                    new String(chars, 0, length), Arrays.copyOf(from, length), Arrays.copyOf(to, length), part);
        }
    }
}
