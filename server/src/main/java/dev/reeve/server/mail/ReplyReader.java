package dev.reeve.server.mail;

import dev.reeve.core.cases.ReplyIntent;
import java.util.List;
import java.util.Locale;

/// Reads what a client's reply asks for from its first words, as the notices tell clients to write them. A reply
/// that says
/// nothing of the sort is a statement, and a person reads it.
public final class ReplyReader {
    /// Lines looked at: the word stands at the beginning, before what is quoted.
    static final int LINES_MAX = 5;

    private ReplyReader() {}

    /// @param text the plain text of the reply
    public static ReplyIntent intent(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith(">"))
                .limit(LINES_MAX)
                .toList();
        for (String line : lines) {
            String upper = line.toUpperCase(Locale.ROOT).replaceAll("[^A-Z ]", "");
            if (upper.startsWith("FIXED")) {
                return ReplyIntent.FIXED;
            }
            if (upper.startsWith("MORE TIME")) {
                return ReplyIntent.EXTENSION;
            }
            if (upper.startsWith("DISPUTE")) {
                return ReplyIntent.DISPUTE;
            }
            if (upper.startsWith("APPEAL")) {
                return ReplyIntent.APPEAL;
            }
        }
        return ReplyIntent.STATEMENT;
    }
}
