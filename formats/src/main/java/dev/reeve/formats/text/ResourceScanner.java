package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.formats.text.Mention.Box;
import dev.reeve.formats.text.Mention.Ip;
import dev.reeve.formats.text.Mention.Name;
import dev.reeve.formats.text.Mention.Net;
import dev.reeve.formats.text.Mention.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds everything in a text that names a resource. By hand in one pass: each character is looked at a bounded number
/// of times whatever the text is.
///
/// Numbers with dots that are versions (`Chrome/124.0.0.0`, `Build 1.0.4.12`) or parts of names name nothing.
final class ResourceScanner {
    /// Most in one message: lists of a day have tens of thousands.
    static final int MENTIONS_MAX = 100_000;

    /// Longest URL that is taken, RFC 9110 §4.1.
    private static final int URL_LENGTH_MAX = 8_000;

    private static final Set<String> VERSION_WORDS = Set.of(
            "v",
            "ver",
            "version",
            "build",
            "release",
            "rel",
            "firmware",
            "fw",
            "sdk",
            "versión",
            "versão",
            "versione",
            "версия",
            "версии",
            "バージョン",
            "版本",
            "wersja",
            "versie",
            "sürüm",
            "oid",
            "kernel",
            "rev");

    /// `any version up to`, `version string in the file:`: words of which none names a place.
    private static final Pattern VERSION_BEFORE = Pattern.compile(
            "(?i)(?:version|release|firmware|build|versión|versão|versione|версия|wersja|versie|sürüm)\\p{L}*"
                    + "(?:[ :]+(?!on |at |from |ip |by |host |server |address )\\p{L}+){0,4}[ :(]+$");

    private static final int SENTENCE_MAX = 60;

    /// An address in the cell behind.
    private static final Pattern QUAD = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}\\b");

    /// An address in the next cell of a table.
    private static final Pattern ADDRESS_CELL =
            Pattern.compile("\"?(?:\\d{1,3}(?:\\.\\d{1,3}){3}\\b|\\p{XDigit}{1,4}:\\p{XDigit}{0,4}:[\\p{XDigit}:]*)");

    private final String text;
    private final int section;
    private final List<Mention> found = new ArrayList<>();
    private int at;

    /// Where the last version ended: what is named beside it is one too.
    private int lastVersion = -1;

    private ResourceScanner(String text, int section) {
        this.text = text;
        this.section = section;
    }

    static List<Mention> scan(String text, int section) {
        ResourceScanner scanner = new ResourceScanner(text, section);
        while (scanner.at < text.length() && scanner.found.size() < MENTIONS_MAX) {
            scanner.step();
        }
        return scanner.found;
    }

    private void step() {
        if (!isNameChar(text.charAt(at)) && text.charAt(at) != ':') {
            at++;
            return;
        }
        if (at > 0 && isNameChar(text.charAt(at - 1)) && isAscii(text.charAt(at - 1)) == isAscii(text.charAt(at))) {
            at++; // within a word that was looked at already
            return;
        }
        if (url() || ipv6() || ipv4() || name()) {
            return;
        }
        skipWord();
    }

    private void skipWord() {
        boolean ascii = isAscii(text.charAt(at));
        at++;
        while (at < text.length() && isNameChar(text.charAt(at)) && isAscii(text.charAt(at)) == ascii) {
            at++;
        }
    }

    private void add(Mention.What what, int from, int to) {
        boolean link = from > 0 && text.charAt(from - 1) == HtmlText.LINK_OPEN;
        found.add(new Mention(what, section, from, to, link));
        at = Math.max(to, from + 1);
    }

    // --- URLs

    private boolean url() {
        int i = at;
        while (i < text.length() && i - at < 12 && (isLetter(text.charAt(i)) || i > at && isDigit(text.charAt(i)))) {
            i++;
        }
        if (i - at < 2 || !text.startsWith("://", i)) {
            return false;
        }
        int end = endOfUrl(i + 3);
        String host = host(i + 3, end);
        if (host.isEmpty()) {
            at = i + 3;
            return true;
        }
        String scheme = text.substring(at, i).toLowerCase(Locale.ROOT);
        String authority = text.substring(i + 3, authorityEnd(i + 3, end)).toLowerCase(Locale.ROOT);
        String written = scheme + "://" + authority + text.substring(i + 3 + authority.length(), end);
        add(new Url(written, true, host, portIn(i + 3, end)), at, end);
        return true;
    }

    private int authorityEnd(int from, int end) {
        int i = from;
        while (i < end && "/?#\\".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /// Host of what begins here, in lower case; empty where there is none.
    private String host(int from, int end) {
        int stop = authorityEnd(from, end);
        int begin = text.lastIndexOf('@', stop - 1) >= from ? text.lastIndexOf('@', stop - 1) + 1 : from;
        if (begin < stop && text.charAt(begin) == '[') {
            int close = text.indexOf(']', begin);
            return close < 0 || close > stop
                    ? ""
                    : text.substring(begin + 1, close).toLowerCase(Locale.ROOT);
        }
        int colon = text.indexOf(':', begin);
        String host =
                text.substring(begin, colon >= 0 && colon < stop ? colon : stop).toLowerCase(Locale.ROOT);
        boolean odd = host.length() > 253
                || host.startsWith(".")
                || host.isEmpty()
                || host.chars().anyMatch(c -> !isNameChar((char) c) && c != '.');
        return odd ? "" : host;
    }

    private int portIn(int from, int end) {
        int stop = authorityEnd(from, end);
        int colon = text.lastIndexOf(':', stop - 1);
        if (colon < from
                || colon + 1 >= stop
                || stop - colon > 6
                || text.indexOf(']', colon) >= 0 && text.indexOf(']', colon) < stop) {
            return -1;
        }
        String digits = text.substring(colon + 1, stop);
        return digits.chars().allMatch(c -> isDigit((char) c)) && Integer.parseInt(digits) <= 65535
                ? Integer.parseInt(digits)
                : -1;
    }

    private int endOfUrl(int from) {
        int i = from;
        int round = 0;
        int square = 0;
        int opened = from; // where the brackets were last all closed
        while (i < text.length() && i - from < URL_LENGTH_MAX) {
            char c = text.charAt(i);
            boolean stop = c <= ' '
                    || c == 0x7F
                    || "<>\"`|^{}".indexOf(c) >= 0
                    || c == HtmlText.LINK_CLOSE
                    || c == HtmlText.LINK_OPEN
                    || c > 0x7F && isStop(c)
                    || c == '\'' && i + 1 < text.length() && !Character.isLetterOrDigit(text.charAt(i + 1));
            opened = round + square == 0 ? i : opened;
            round += c == '(' ? 1 : 0;
            square += c == '[' ? 1 : 0;
            if (stop
                    || (c == ',' || c == ';') && isCell(from, i)
                    || c == ')' && --round < 0
                    || c == '('
                            && QUAD.matcher(text).region(i + 1, text.length()).lookingAt()
                    || c == ']' && --square < 0
                    || (c == ';' || c == ',')
                            && ADDRESS_CELL
                                    .matcher(text)
                                    .region(i + 1, text.length())
                                    .lookingAt()
                    || c == ';' && i + 1 < text.length() && text.startsWith("://", schemeEnd(i + 1))
                    || c == ',' && i + 1 < text.length() && text.startsWith("://", schemeEnd(i + 1))) {
                break;
            }
            i++;
        }
        i = round > 0 || square > 0 ? opened : i; // a remark in brackets follows without a space
        while (i > from && ".,;:!?'*".indexOf(text.charAt(i - 1)) >= 0) {
            i--;
        }
        return i;
    }

    /// Whether a comma or semicolon ends a cell of a table and not only a part of a path.
    private boolean isCell(int from, int comma) {
        char sign = text.charAt(comma);
        int begin = text.lastIndexOf('\n', from) + 1;
        int scheme = from;
        while (scheme > begin
                && text.charAt(scheme - 1) != sign
                && text.charAt(scheme - 1) != '"'
                && !isSpace(text.charAt(scheme - 1))) {
            scheme--;
        }
        boolean inRow = scheme > begin
                && (text.charAt(scheme - 1) == sign || text.charAt(scheme - 1) == '"' && scheme - 1 == begin);
        return inRow
                || scheme == begin
                        && comma + 1 < text.length()
                        && isDigit(text.charAt(comma + 1))
                        && comma + 5 < text.length()
                        && isDigit(text.charAt(comma + 4));
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t';
    }

    private int schemeEnd(int from) {
        int i = from;
        while (i < text.length() && i - from < 10 && isLetter(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Signs and scripts that end a URL in running text; letters of alphabets may be part of it.
    private static boolean isStop(char c) {
        return c >= 0x3000 && c <= 0x303F
                || c >= 0xFF00
                || c >= 0x2010 && c <= 0x205E
                || c == '»'
                || c == '«'
                || c == '・'
                || c == '·'
                || c == '→'
                || c == '←'
                || c >= 0x3040 && c <= 0x30FF
                || c >= 0x4E00 && c <= 0x9FFF
                || c >= 0xAC00 && c <= 0xD7A3;
    }

    // --- addresses

    private boolean ipv4() {
        int end = quad(at);
        if (end < 0) {
            return false;
        }
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        if (before == '.'
                || before == '-'
                        && at > 1
                        && !isDigit(text.charAt(at - 2))
                        && text.charAt(at - 2) != ' '
                        && text.charAt(at - 2) != '>'
                || before == '-'
                        && at > 1
                        && isDigit(text.charAt(at - 2))
                        && (found.isEmpty() || found.getLast().to() != at - 1)) {
            skipNumber(end);
            return true;
        }
        IpAddress address;
        try {
            address = IpAddress.parse(text.substring(at, end));
        } catch (IllegalArgumentException noAddress) {
            skipNumber(end);
            return true;
        }
        int begin = at;
        char after = end < text.length() ? text.charAt(end) : ' ';
        char next = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
        if (after == '.' && isDigit(next)) {
            int port = digits(end + 1, 5);
            char then = port < text.length() ? text.charAt(port) : ' ';
            boolean tcpdump = then != '.' || port + 1 >= text.length() || !isDigit(text.charAt(port + 1));
            if (!tcpdump || isNameChar(then) || Integer.parseInt(text.substring(end + 1, port)) > 65535) {
                skipNumber(port);
                return true;
            }
            add(new Ip(address, Integer.parseInt(text.substring(end + 1, port)), false), begin, port);
            return true;
        }
        if (after == '.' && isLetter(next) && isLower(next)
                || isAscii(after) && isNameChar(after) && !(after == '-' && (quad(end + 1) > 0 || !isNameChar(next)))) {
            return name();
        }
        if (isVersion(begin)
                || lastVersion >= 0 && begin - lastVersion < 30 && text.indexOf('\n', lastVersion) > begin) {
            skipNumber(end);
            lastVersion = at;
            return true;
        }
        return withTail(address, begin, end, after, next);
    }

    /// A prefix length, a port or a path may follow an address.
    private boolean withTail(IpAddress address, int begin, int end, char after, char next) {
        if (after == '/' && isDigit(next)) {
            int stop = digits(end + 1, 3);
            int length = Integer.parseInt(text.substring(end + 1, stop));
            char then = stop < text.length() ? text.charAt(stop) : ' ';
            if (length <= address.family().bits && !isNameChar(then) && then != '/') {
                add(prefix(address, length), begin, stop);
                return true;
            }
        }
        if (after == '/'
                && (isLetter(next) || next == '~' || next == '.' || next == '_')
                && !text.startsWith("tcp", end + 1)
                && !text.startsWith("udp", end + 1)
                && path(end)) {
            int stop = endOfUrl(begin);
            add(new Url(text.substring(begin, stop), false, address.toString(), -1), begin, stop);
            return true;
        }
        int[] port = port(end);
        if (port[0] >= 0
                && port[1] < text.length()
                && text.charAt(port[1]) == '/'
                && port[1] + 1 < text.length()
                && isLetter(text.charAt(port[1] + 1))
                && !text.startsWith("tcp", port[1] + 1)
                && !text.startsWith("udp", port[1] + 1)) {
            int stop = endOfUrl(begin);
            add(new Url(text.substring(begin, stop), false, address.toString(), port[0]), begin, stop);
            return true;
        }
        add(new Ip(address, port[0], false), begin, port[0] >= 0 ? port[1] : end);
        return true;
    }

    /// Whether it goes on like a path and not like a second word.
    private boolean path(int slash) {
        int end = endOfUrl(slash);
        String rest = text.substring(slash + 1, Math.min(end, slash + 60));
        return rest.indexOf('.') >= 0 || rest.indexOf('/') >= 0 || rest.indexOf('?') >= 0;
    }

    private static Mention.What prefix(IpAddress address, int length) {
        try {
            IpPrefix prefix = new IpPrefix(address, length);
            return prefix.single() ? new Ip(address, -1, false) : new Net(prefix);
        } catch (IllegalArgumentException bitsBeyond) {
            return new Ip(address, -1, false);
        }
    }

    /// `:80`, ` : 80`, `#53`, ` port 80`, `, port 80`, ` (port 80)`, ` (443/tcp)`.
    ///
    /// @return the port, or -1, and where it ends
    private int[] port(int end) {
        int i = end;
        if (i < text.length() && (text.charAt(i) == ':' || text.charAt(i) == '#')) {
            return number(i + 1, i);
        }
        if (text.startsWith(" : ", i)) {
            return number(i + 3, i);
        }
        return new int[] {-1, end};
    }

    private int[] number(int from, int from0) {
        int stop = digits(from, 6);
        boolean good = stop > from
                && stop - from <= 5
                && (stop >= text.length()
                        || text.charAt(stop) != ':'
                        || !(stop + 1 < text.length() && isDigit(text.charAt(stop + 1))))
                && (stop >= text.length()
                        || text.charAt(stop) != '.'
                        || stop + 1 >= text.length()
                        || !isDigit(text.charAt(stop + 1)))
                && (stop >= text.length() || !isNameChar(text.charAt(stop)) || !isAscii(text.charAt(stop)));
        int value = good ? Integer.parseInt(text.substring(from, stop)) : -1;
        return value <= 65535 && good ? new int[] {value, stop} : new int[] {-1, from0};
    }

    private boolean isVersion(int begin) {
        if (begin > 0 && text.charAt(begin - 1) == '/' && begin > 1 && isLetter(text.charAt(begin - 2))) {
            int word = begin - 2;
            while (word > 0 && isLetter(text.charAt(word - 1))) {
                word--;
            }
            String product = text.substring(word, begin - 1).toLowerCase(Locale.ROOT);
            return !product.equals("ip")
                    && !product.equals("ipv4")
                    && !product.equals("host")
                    && !product.equals("localhost");
        }
        int i = begin;
        while (i > 0
                && (text.charAt(i - 1) == ' '
                        || text.charAt(i - 1) == ':'
                        || text.charAt(i - 1) == '='
                        || text.charAt(i - 1) == '\t'
                        || text.charAt(i - 1) == '.')) {
            i--;
        }
        int word = i;
        while (word > 0 && begin - word < 20 && Character.isLetter(text.charAt(word - 1))) {
            word--;
        }
        return word < i && VERSION_WORDS.contains(text.substring(word, i).toLowerCase(Locale.ROOT))
                || isSmall(begin) && VERSION_BEFORE.matcher(sentence(begin)).find();
    }

    /// Four numbers as versions have them: an address seldom begins with less than 30 and goes on with less.
    private boolean isSmall(int begin) {
        String[] numbers = text.substring(begin, quad(begin)).split("\\.");
        return Integer.parseInt(numbers[0]) < 30 && Integer.parseInt(numbers[1]) + Integer.parseInt(numbers[2]) < 60;
    }

    /// The few words before it, in its line.
    private String sentence(int begin) {
        int from = Math.max(text.lastIndexOf('\n', begin - 1) + 1, begin - SENTENCE_MAX);
        return text.substring(from, begin);
    }

    private void skipNumber(int end) {
        at = end;
        while (at < text.length()
                && (isNameChar(text.charAt(at)) && isAscii(text.charAt(at))
                        || text.charAt(at) == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            at++;
        }
    }

    /// The end of four numbers with dots that begin here; -1 where there are none.
    private int quad(int from) {
        int i = from;
        for (int n = 0; n < 4; n++) {
            int stop = digits(i, 3);
            if (stop == i) {
                return -1;
            }
            i = stop;
            if (n < 3) {
                if (i >= text.length() || text.charAt(i) != '.') {
                    return -1;
                }
                i++;
            }
        }
        return i < text.length() && isDigit(text.charAt(i)) ? -1 : i;
    }

    private int digits(int from, int most) {
        int i = from;
        while (i < text.length() && i - from < most && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean ipv6() {
        int i = at;
        int colons = 0;
        while (i < text.length()
                && i - at < 64
                && (isHex(text.charAt(i)) || text.charAt(i) == ':' || text.charAt(i) == '.' && colons >= 2)) {
            colons += text.charAt(i) == ':' ? 1 : 0;
            i++;
        }
        if (colons < 2) {
            if (text.charAt(at) == ':') {
                at++;
                return true;
            }
            return false;
        }
        int end = i;
        while (end > at
                && (text.charAt(end - 1) == '.' || text.charAt(end - 1) == ':' && !text.startsWith("::", end - 2))) {
            end--;
        }
        boolean glued = i < text.length() && isNameChar(text.charAt(i)) && isAscii(text.charAt(i));
        IpAddress address = glued ? null : parse(at, end);
        int port = -1;
        if (address == null && !glued) {
            int dot = text.lastIndexOf('.', end - 1);
            if (dot > at && end - dot <= 6) {
                address = parse(at, dot);
                int value = address == null || digits(dot + 1, end - dot - 1) < end
                        ? -1
                        : Integer.parseInt(text.substring(dot + 1, end));
                port = value <= 65535 ? value : -1;
            }
        }
        if (address == null) {
            if (text.charAt(at) == ':') {
                at++;
                return true;
            }
            return false;
        }
        v6(address, at, end, port);
        return true;
    }

    private void v6(IpAddress address, int begin, int end, int glued) {
        char after = end < text.length() ? text.charAt(end) : ' ';
        if (after == '/' && end + 1 < text.length() && isDigit(text.charAt(end + 1))) {
            int stop = digits(end + 1, 3);
            int length = Integer.parseInt(text.substring(end + 1, stop));
            if (length <= address.family().bits) {
                add(prefix(address, length), begin, stop);
                return;
            }
        }
        if (after == ']' && text.startsWith("]:", end)) {
            int[] port = number(end + 2, end);
            add(new Ip(address, port[0], false), begin, port[0] >= 0 ? port[1] : end);
            return;
        }
        add(new Ip(address, glued, false), begin, end);
    }

    private @org.jspecify.annotations.Nullable IpAddress parse(int from, int to) {
        String candidate = text.substring(from, to);
        boolean few = candidate.length() < 6 || candidate.chars().noneMatch(c -> c >= '0' && c <= '9');
        if (few
                || !candidate.contains("::")
                        && candidate.chars().filter(c -> c == ':').count() < 6) {
            return null;
        }
        try {
            return IpAddress.parse(candidate);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    // --- names

    /// A domain name, a mailbox, or a page without its scheme.
    private boolean name() {
        int i = at;
        int labels = 0;
        int label = at;
        int local = at;
        while (i < text.length() && i - at < 320) {
            char c = text.charAt(i);
            if (c == '@' && i > at) {
                return mailbox(i);
            }
            if (c == '.') {
                if (i == label || i + 1 >= text.length() || !isNameChar(text.charAt(i + 1))) {
                    break;
                }
                labels++;
                label = i + 1;
            } else if (c == '+' && i > at) {
                local = i; // only in a mailbox
            } else if (!isNameChar(c)
                    || !isAscii(c) && isAscii(text.charAt(label)) && !Character.isLetter(c)
                    || isIdeograph(c)) {
                break;
            }
            i++;
        }
        if (labels == 0 || label >= i || local > at) {
            return false;
        }
        String whole = text.substring(at, i).toLowerCase(Locale.ROOT);
        String last = text.substring(label, i).toLowerCase(Locale.ROOT);
        while (last.endsWith("-") || last.endsWith("_")) {
            return false;
        }
        boolean web = whole.startsWith("www.");
        if (last.length() < 2 || !Character.isLetter(last.charAt(0)) || !(TopLevel.isOne(last, labels + 1) || web)) {
            at = text.startsWith("://", i) ? label : i;
            return true;
        }
        return page(whole, i);
    }

    private boolean page(String host, int end) {
        int begin = at;
        boolean glued = begin > 0
                && (text.charAt(begin - 1) == '/' || text.charAt(begin - 1) == '\\' || text.charAt(begin - 1) == '@');
        int stop = end;
        if (stop < text.length()
                && text.charAt(stop) == ':'
                && stop + 1 < text.length()
                && isDigit(text.charAt(stop + 1))) {
            int port = digits(stop + 1, 5);
            stop = port < text.length() && text.charAt(port) == '/' ? port : stop;
        }
        boolean path = stop < text.length()
                && text.charAt(stop) == '/'
                && stop + 1 < text.length()
                && text.charAt(stop + 1) > ' '
                && !glued;
        if (glued) {
            at = end;
            return true;
        }
        if (path) {
            int urlEnd = endOfUrl(begin);
            if (urlEnd < end) {
                at = end; // letters that no name of a page has are glued to it
                return true;
            }
            String written = host + text.substring(end, urlEnd);
            add(new Url(written, false, host, stop > end ? portIn(begin, urlEnd) : -1), begin, urlEnd);
        } else {
            add(new Name(host), begin, end);
        }
        return true;
    }

    private boolean mailbox(int sign) {
        int i = sign + 1;
        while (i < text.length()
                && i - sign < 255
                && isAscii(text.charAt(i))
                && (isNameChar(text.charAt(i))
                        || text.charAt(i) == '.'
                                && i + 1 < text.length()
                                && isNameChar(text.charAt(i + 1))
                                && isAscii(text.charAt(i + 1)))) {
            i++;
        }
        String domain = text.substring(sign + 1, i).toLowerCase(Locale.ROOT);
        if (domain.isEmpty()) {
            at = sign + 1;
            return true;
        }
        int end = quad(sign + 1);
        if (end > 0 && end == i) {
            at = sign + 1; // sip:100@192.0.2.1
            return true;
        }
        add(new Box(text.substring(at, sign) + "@" + domain), at, i);
        return true;
    }

    private static boolean isNameChar(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '_'
                || c > 0x7F && Character.isLetterOrDigit(c);
    }

    private static boolean isIdeograph(char c) {
        return c >= 0x3040 && c <= 0x30FF || c >= 0x4E00 && c <= 0x9FFF || c >= 0xAC00 && c <= 0xD7A3;
    }

    private static boolean isAscii(char c) {
        return c < 0x80;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isHex(char c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}
