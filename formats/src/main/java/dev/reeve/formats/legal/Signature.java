package dev.reeve.formats.legal;

import dev.reeve.formats.text.Phrases.Hit;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds where a notice is signed. A name elsewhere is no signature: it has to stand where one signs, behind `/s/`, the
/// word itself, a closing formula, or as the last line. A place that was blackened before it was published is signed.
final class Signature {
    private static final Pattern SLASH =
            Pattern.compile("(?im)^(?:.{0,40}[\\s:(\\x22])?/?s/\\s{0,3}[\\p{L}\\[\\x22*_(].*$");
    private static final Pattern FIELD = Pattern.compile(
            "(?i)(?<![\\p{L}])(?:signature|signed|signed by|electronically signed(?: by)?|digitally signed(?: by)?|unterschrift|gez\\.|gezeichnet|sign[ée]|firma|firmado|firmato|assinatura|assinado|ondertekend|handtekening|podpis|podpisano|подпись|подписано|imza|署名|签名|簽名|서명)[^\\n:：.]{0,60}[:：]|(?:the following|this|below)[^\\n.]{0,60}signature[^\\n.]{0,30}[.:]");
    private static final Pattern CONTACT_LINE = Pattern.compile(
            "(?i).*(?:@|https?://|www\\.|\\d{3,}[ -]?\\d{3,}|\\b(?:e-?mail|phone|tel|telephone|fax|address|mobile|telefon|adresse|courriel|correo|dirección|endereço|indirizzo|telefoon|адрес|телефон|电话|地址|電話|住所|전화|주소)\\b\\s*[:：.]?).*");
    private static final Pattern NAME_LINE = Pattern.compile(
            "^(?:\\d{1,2}[.)]\\s?)?[\\s*_\\x22'“(\\[-]{0,4}(?:\\[\\s*(?:private|redacted|name|signature)[^\\]]{0,30}\\]|\\p{Lu}[\\p{L}.'’-]{0,30}(?:[ ,]{1,3}(?:[\\p{L}.'’&-]{1,30}|\\[\\s*private\\s*\\])){0,7}|[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsHangul}　 ・·]{2,30})[\\s*_\\x22'”).\\]\\\\]{0,5}$");

    private static final Pattern COMPANY =
            Pattern.compile("(?i)^\\[\\s*private\\s*\\],? (?:of|at|for|from|,)? ?.{2,90}$");

    private Signature() {}

    /// @param from first character
    /// @param to the one after the last
    record Place(int from, int to) {}

    static Optional<Place> find(String text, LawWords words, Answers answers) {
        if (answers.isForm()) {
            Optional<Place> formal = form(text, answers);
            if (formal.isPresent()) {
                return formal;
            }
        }
        var slash = SLASH.matcher(text);
        while (slash.find()) {
            if (answers.isSaid(slash.start()) && slash.group().length() < 200) {
                return Optional.of(new Place(slash.start(), slash.end()));
            }
        }
        var field = FIELD.matcher(text);
        while (field.find()) {
            Optional<Place> signed = answers.isSaid(field.start()) ? value(text, field.end()) : Optional.empty();
            if (signed.isPresent()) {
                return signed;
            }
        }
        Closing closing = closing(text, words, answers);
        return closing.place().isPresent() || closing.unsigned() ? closing.place() : last(text, words, answers);
    }

    /// What stands behind the word, or on the next line with words.
    private static Optional<Place> value(String text, int from) {
        int end = text.indexOf('\n', from);
        end = end < 0 ? text.length() : end;
        String same = text.substring(from, end);
        if (same.codePoints().anyMatch(Character::isLetter) && same.length() < 120) {
            return Optional.of(new Place(from, end));
        }
        return same.isBlank() || same.strip().equals("**") ? beneath(text, end) : Optional.empty();
    }

    /// @param unsigned whether the text closes as letters do and nobody signs beneath
    private record Closing(Optional<Place> place, boolean unsigned) {}

    private static Optional<Place> form(String text, Answers answers) {
        for (Answers.Answer answer : answers.list()) {
            String question = answer.question().toLowerCase(java.util.Locale.ROOT);
            boolean asks = question.contains("sign")
                    || question.contains("full legal name")
                    || question.contains("your full name");
            String given = text.substring(answer.from(), answer.to()).strip();
            if (asks && !given.isEmpty()) {
                int from = text.indexOf(given, answer.from());
                int end = text.indexOf('\n', from);
                return Optional.of(
                        new Place(from, end < 0 ? from + given.length() : Math.min(end, from + given.length())));
            }
        }
        return Optional.empty();
    }

    /// A closing formula with a name beneath it.
    private static Closing closing(String text, LawWords words, Answers answers) {
        Optional<Place> found = Optional.empty();
        boolean empty = false;
        int lastFormula = -1;
        for (Hit hit : words.of("closing", answers)) {
            int lineFrom = text.lastIndexOf('\n', Math.max(0, hit.from() - 1)) + 1;
            int lineTo = text.indexOf('\n', hit.to());
            lineTo = lineTo < 0 ? text.length() : lineTo;
            String before = text.substring(lineFrom, hit.from());
            String after = text.substring(hit.to(), lineTo);
            boolean formula = before.strip().length() <= 30
                    && after.replaceAll("[,.!:;\\s*_-]", "").length() <= 30;
            if (!formula) {
                continue;
            }
            Optional<Place> name = beneath(text, lineTo).filter(p -> !isClosing(p, words, answers));
            lastFormula = hit.from();
            empty = name.isEmpty() && !isClosingNext(text, lineTo, words, answers);
            if (name.isPresent()) {
                found = name;
            } else if (NAME_LINE.matcher(after.replaceFirst("^[,.!:;\\s]+", "")).matches()
                    && after.strip().length() > 2) {
                found = Optional.of(new Place(hit.to(), lineTo));
                empty = false;
            }
        }
        return new Closing(found, empty && found.isEmpty() && lastFormula > text.length() - 250);
    }

    /// Two formulas in a row are one.
    private static boolean isClosing(Place place, LawWords words, Answers answers) {
        return words.of("closing", answers).stream()
                .anyMatch(h ->
                        h.from() >= place.from() && h.to() <= place.to() && h.length() * 2 > place.to() - place.from());
    }

    private static boolean isClosingNext(String text, int from, LawWords words, Answers answers) {
        return beneath(text, from).filter(p -> isClosing(p, words, answers)).isPresent();
    }

    /// The first line with words within the next few; contact data alone don't sign.
    private static Optional<Place> beneath(String text, int from) {
        int at = from;
        for (int i = 0; i < 6 && at < text.length(); i++) {
            int begin = at + 1;
            int end = begin > text.length() ? -1 : text.indexOf('\n', begin);
            end = end < 0 ? text.length() : end;
            if (begin >= text.length()) {
                return Optional.empty();
            }
            String line = text.substring(begin, end).strip();
            if (!line.isEmpty()) {
                boolean name = NAME_LINE.matcher(line).matches()
                        || line.startsWith("[")
                        || line.length() <= 60
                                && !line.endsWith(".")
                                && !CONTACT_LINE.matcher(line).matches()
                                && !line.startsWith(">")
                                && !line.startsWith("--");
                return name ? Optional.of(new Place(begin, end)) : Optional.empty();
            }
            at = end;
        }
        return Optional.empty();
    }

    /// The last lines of the text, where they are a name.
    private static Optional<Place> last(String text, LawWords words, Answers answers) {
        int end = text.length();
        for (int i = 0; i < 8 && end > 0; i++) {
            int begin = text.lastIndexOf('\n', end - 1) + 1;
            String line = text.substring(begin, end).strip();
            if (!line.isEmpty() && answers.isSaid(begin)) {
                if (NAME_LINE.matcher(line).matches()
                        && !isLabelled(line)
                        && !isClosing(new Place(begin, end), words, answers)) {
                    return Optional.of(new Place(begin, end));
                }
                boolean company = COMPANY.matcher(line).matches();
                boolean address = line.length() <= 120 && line.chars().anyMatch(c -> c >= '0' && c <= '9');
                if (line.length() > 120
                        || !company && !isLabelled(line) && !address && line.split(" ", -1).length > 9) {
                    return Optional.empty();
                }
                if (company) {
                    return Optional.of(new Place(begin, end));
                }
            }
            end = begin - 1;
        }
        return Optional.empty();
    }

    private static boolean isLabelled(String line) {
        return line.indexOf(':') >= 0 || CONTACT_LINE.matcher(line).matches();
    }
}
