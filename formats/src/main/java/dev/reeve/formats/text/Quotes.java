package dev.reeve.formats.text;

import java.util.regex.Pattern;

/// Which lines of a text are new, which are quoted, and which of those the provider itself wrote: what its own answer
/// names is not reported again by being quoted.
final class Quotes {
    private static final Pattern ORIGINAL = Pattern.compile(
            "^[-_=*\\s]{2,}\\s*(?:original message|original-nachricht|ursprüngliche nachricht|ursprungliche nachricht|message d'origine|message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|wiadomosc oryginalna|исходное сообщение|原始邮件|元のメッセージ|원본 메시지).*");

    private final boolean[] quoted;
    private final boolean[] ours;

    private Quotes(int lines) {
        quoted = new boolean[lines];
        ours = new boolean[lines];
    }

    static Quotes of(Page page, Reporters reporters) {
        Lines lines = page.lines();
        Quotes quotes = new Quotes(lines.count());
        boolean below = false;
        int oursDepth = -1;
        for (int line = 0; line < lines.count(); line++) {
            char sign = lines.content(line) < lines.to(line) ? page.text().charAt(lines.content(line)) : ' ';
            boolean original = "-_=*".indexOf(sign) >= 0
                    && ORIGINAL.matcher(page.folded())
                            .region(lines.content(line), Math.min(lines.to(line), lines.content(line) + 100))
                            .matches();
            below |= original;
            if (MailLines.isAttribution(page, line)) {
                oursDepth = namesUs(page, line, reporters) ? lines.depth(line) + 1 : -1;
            } else if (below && MailLines.isFrom(page, line)) {
                oursDepth = namesUs(page, line, reporters) ? lines.depth(line) : -1;
            }
            quotes.quoted[line] = lines.depth(line) > 0 || below;
            quotes.ours[line] = quotes.quoted[line] && lines.depth(line) == oursDepth;
        }
        quotes.answers(page);
        return quotes;
    }

    private static boolean namesUs(Page page, int line, Reporters reporters) {
        for (Mention mention : page.mentions()) {
            boolean here = mention.from() >= page.lines().from(line)
                    && mention.to() <= page.lines().to(line);
            if (here && mention.what() instanceof Mention.Box box && reporters.isOurs(box.domain())) {
                return true;
            }
        }
        return false;
    }

    /// Quoted lines that say what was done about it are an answer, even without the name of who wrote them.
    private void answers(Page page) {
        for (Phrases.Hit hit : page.said().talk().list()) {
            int line = page.lines().at(hit.from());
            if (!hit.tag().equals("talk.answer")
                    || !quoted[line]
                    || page.lines().depth(line) == 0) {
                continue;
            }
            int depth = page.lines().depth(line);
            for (int i = line; i >= 0 && page.lines().depth(i) == depth; i--) {
                ours[i] = true;
            }
            for (int i = line; i < ours.length && page.lines().depth(i) == depth; i++) {
                ours[i] = true;
            }
        }
    }

    boolean isNew(int line) {
        return line >= quoted.length || !quoted[line];
    }

    boolean isOurs(int line) {
        return line < ours.length && ours[line];
    }
}
