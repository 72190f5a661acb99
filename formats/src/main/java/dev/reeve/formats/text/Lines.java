package dev.reeve.formats.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The lines of a text: where each begins, how deep it is quoted, where what it says begins.
final class Lines {
    private static final int LINES_MAX = 500_000;

    private final String text;
    private final int[] from;
    private final int[] content;
    private final int[] depth;
    private final int count;

    private Lines(String text, int[] from, int[] content, int[] depth, int count) {
        this.text = text;
        this.from = from;
        this.content = content;
        this.depth = depth;
        this.count = count;
    }

    static Lines of(String text) {
        int[] from = new int[64];
        int[] content = new int[64];
        int[] depth = new int[64];
        int count = 0;
        int at = 0;
        while (at <= text.length() && count < LINES_MAX) {
            if (count == from.length) {
                from = Arrays.copyOf(from, count * 2);
                content = Arrays.copyOf(content, count * 2);
                depth = Arrays.copyOf(depth, count * 2);
            }
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            int i = at;
            int quotes = 0;
            while (i < end && (text.charAt(i) == '>' || text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
                quotes += text.charAt(i) == '>' ? 1 : 0;
                i++;
            }
            from[count] = at;
            content[count] = i;
            depth[count++] = quotes;
            at = end + 1;
        }
        return new Lines(text, from, content, depth, count);
    }

    int count() {
        return count;
    }

    /// The line that holds that character.
    int at(int index) {
        int found = Arrays.binarySearch(from, 0, count, index);
        return found >= 0 ? found : -found - 2;
    }

    int from(int line) {
        return from[line];
    }

    /// After its quote signs and spaces.
    int content(int line) {
        return content[line];
    }

    int depth(int line) {
        return depth[line];
    }

    /// Its end, without the line feed.
    int to(int line) {
        return line + 1 < count ? from[line + 1] - 1 : Math.max(from[line], text.length());
    }

    boolean isBlank(int line) {
        for (int i = content[line]; i < to(line); i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }

    /// Whether it has only signs that draw lines.
    boolean isRuler(int line) {
        boolean any = false;
        for (int i = content[line]; i < to(line); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                return false;
            }
            any |= c > ' ';
        }
        return any;
    }

    /// Whether it is the start of a list item: a bullet, a number, a dash.
    int afterBullet(int line) {
        int i = content[line];
        int end = to(line);
        if (i < end && "-*•·■●○◆▪→+#□◇・※‣–".indexOf(text.charAt(i)) >= 0) {
            i++;
        } else {
            int digits = i;
            while (digits < end && digits - i < 4 && Character.isDigit(text.charAt(digits))) {
                digits++;
            }
            if (digits > i
                    && digits + 1 < end
                    && (text.charAt(digits) == '.' || text.charAt(digits) == ')')
                    && text.charAt(digits + 1) == ' ') {
                i = digits + 1;
            }
        }
        while (i < end && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    List<Integer> blockOf(int line) {
        List<Integer> block = new ArrayList<>();
        int first = line;
        while (first > 0 && !isBlank(first - 1) && line - first < 200) {
            first--;
        }
        for (int i = first; i < count && !isBlank(i) && block.size() < 400; i++) {
            block.add(i);
        }
        return block;
    }
}
