package dev.reeve.formats.text;

import java.text.Normalizer;

/// Text as words are compared: lower case, without accents, one character for each, so that places stay places.
final class Folding {
    private static final char[] TABLE = table();

    private Folding() {}

    static String fold(String text) {
        char[] folded = new char[text.length()];
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(text.charAt(i));
        }
        return new String(folded);
    }

    static char fold(char c) {
        return c < TABLE.length ? TABLE[c] : c;
    }

    /// Latin, Greek and Cyrillic; other scripts have neither case nor accents that matter here.
    private static char[] table() {
        char[] table = new char[0x2100];
        for (char c = 0; c < table.length; c++) {
            table[c] = folded(c);
        }
        return table;
    }

    private static char folded(char c) {
        switch (c) {
            case 'ı', 'İ' -> {
                return 'i';
            }
            case 'ł', 'Ł' -> {
                return 'l';
            }
            case 'ø', 'Ø' -> {
                return 'o';
            }
            case '’', '‘', '`', '´' -> {
                return '\'';
            }
            case '\t' -> {
                return ' ';
            }
            default -> {
                if (c >= 0x0400 && c <= 0x052F) {
                    return c == 'ё' || c == 'Ё' ? 'е' : Character.toLowerCase(c);
                }
                String plain = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
                return Character.toLowerCase(plain.isEmpty() ? c : plain.charAt(0));
            }
        }
    }
}
