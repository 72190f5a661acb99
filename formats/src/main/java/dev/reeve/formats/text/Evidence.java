package dev.reeve.formats.text;

import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.text.Phrases.Hit;
import dev.reeve.formats.text.Testimony.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the words around each mention on a page say of its part: the name of its field or column, its place in the
/// grammar of a log line, or the prose beside it. What stands in a list shares what is said of the list.
final class Evidence {
    /// How far back the words of a sentence reach.
    private static final int BEFORE_MAX = 160;

    private static final int AFTER_MAX = 60;
    private static final int LABEL_MAX = 80;

    /// How far up a list is followed to what introduces it.
    private static final int LIST_MAX = 400;

    private static final Pattern ARROW =
            Pattern.compile("[\\s:\\d(\\[\\])/a-z]{0,24}?(?:-{1,3}>|=+>|>|→|⇒|»|&gt;)\\s*\"?");
    private static final Pattern REVERSE = Pattern.compile("[\\s:\\d(\\[\\])]{0,16}(?:<-{1,3}|<=+|←|⇐)\\s*");
    private static final Pattern ACCESS_LOG =
            Pattern.compile("\\s{1,4}(?:-|\\S{1,60})\\s{1,4}\\S{1,60}\\s{1,4}\\[\\d{1,2}/");
    private static final Pattern LIST_JOINT = Pattern.compile(
            "[\\s,;/&|•*·+()\\[\\]\"'<>=:-]*(?:and|und|et|y|e|en|i|ve|ja|og|och|или|и|и|та|oraz|sowie|ainsi que|as well as|or|plus|with|ile|、|と|及び|和|及|与|與|및|와|과)?[\\s,;/&|•*·()\\[\\]\"'<>、，-]*");
    private static final Pattern SMALL_WORDS = Pattern.compile(
            "(?:[\\s\"'(\\[<=:*_]|ip|ips|ipv4|ipv6|host|hosts|the|address|addresses|addr|client|unknown|server|user|remote|a|an|of|with|number|no|der|die|dem|adresse|den|l'|la|le|el|il|lo|los|las|les|os|as|o|het|de|dirección|direccion|direcciones|endereço|endereco|indirizzo|indirizzi|adresu|adresy|adresow|adres|адреса|адресов|адресу|адрес|адресом|хоста|ip-адреса|地址|アドレス|位址|주소|アドレス：|service|following|folgenden|following:|suivantes?|siguientes?|seguintes?|these|this|[a-z0-9.-]{4,80}\\.[a-z]{2,12})*");

    private static final List<String> THEIRS = List.of(
            "our ", "my ", "unser", "notre", "nos ", "nuestr", "noss", "nostr", "onze", "nasz", "наш", "당사", "弊社", "当社",
            "我");

    private final Page page;
    private final Columns columns;
    private final HeaderBlocks headers;

    /// Whether it is about what can be fetched somewhere: there "on" says where, not at whom.
    private final boolean hosting;

    /// Whether it is about a server that others are commanded from: there the destination is the culprit.
    private final boolean control;

    /// Whether it is about what can be reached: there the one who looked comes "from" somewhere.
    private final boolean vulnerability;

    private final List<Testimony> heard = new ArrayList<>();

    /// The vote that a list hands on to its next item.
    private final List<Votes> proses = new ArrayList<>();

    private Evidence(Page page, HeaderBlocks headers, Kind kind) {
        this.page = page;
        this.columns = page.columns();
        this.headers = headers;
        this.hosting = Judge.accusesPages(kind);
        this.control = kind.toString().equals("infrastructure/botnet");
        this.vulnerability = kind.category().equals("vulnerability");
    }

    /// One for each mention of the page, in its order.
    static List<Testimony> of(Page page, HeaderBlocks headers, Kind kind) {
        Evidence evidence = new Evidence(page, headers, kind);
        for (int i = 0; i < page.mentions().size(); i++) {
            evidence.vote(i);
        }
        return evidence.heard;
    }

    private void vote(int index) {
        Mention mention = page.mentions().get(index);
        Testimony testimony = new Testimony();
        Votes own = testimony.all;
        Votes prose = testimony.at(Place.BEFORE);
        heard.add(testimony);
        proses.add(prose);
        if (headers.covers(mention.from())) {
            own.raise(testimony.at(Place.HEADER).raise(headers.party(mention), 4), 1);
            return;
        }
        int line = page.line(mention);
        boolean labelled = label(mention, index, line, testimony.at(Place.LABEL));
        boolean log = grammar(mention, index, line, testimony.at(Place.LOG));
        own.raise(testimony.at(Place.LABEL), 1).raise(testimony.at(Place.LOG), 1);
        prose(mention, index, line, prose);
        own.raise(prose, labelled || log ? 0.4 : 1);
        Votes behind = testimony.at(Place.BEHIND);
        after(mention, index, line, behind);
        own.raise(behind, labelled || log ? 0.7 : 1);
        if (labelled || log) {
            proses.set(index, own);
        }
    }

    // --- fields and columns

    private boolean label(Mention mention, int index, int line, Votes own) {
        Optional<Columns.Cell> column = columns.above(line, mention.from());
        if (column.isPresent() && names(column.get().from(), column.get().to(), own, 1)) {
            return true;
        }
        int begin = Math.max(page.lines().afterBullet(line), previousEnd(index));
        begin = Math.max(begin, mention.from() - LABEL_MAX * 2);
        int end = mention.from();
        String text = page.folded();
        while (end > begin && "\"'<([{⟨ *_`".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        if (end <= begin) {
            return false;
        }
        int labelEnd = end;
        int spaces = mention.from() - end;
        while (labelEnd > begin && ":=|/】]>.-–—\t, ".indexOf(text.charAt(labelEnd - 1)) >= 0) {
            labelEnd--;
        }
        boolean separated = labelEnd < end || spaces >= 2 || page.text().charAt(end) == '\t';
        if (!separated
                || labelEnd <= begin
                || text.charAt(end - 1) == ',' && labelEnd == end - 1
                || text.charAt(end - 1) == '.' && end - labelEnd == 1) {
            return false;
        }
        int from = labelBegin(begin, labelEnd);
        boolean found = names(from, labelEnd, own, 1);
        if (found && own.of(Party.SOURCE) < 1 && own.against() < 1) {
            if (from > 2 && page.text().charAt(from - 1) == '{') {
                names(Math.max(begin, from - 30), from - 1, own, 0.9); // "victim":{"ip":
            }
            outer(line, own);
        }
        return found;
    }

    /// A label reaches back to the end of the value before it.
    private int labelBegin(int begin, int labelEnd) {
        String text = page.text();
        int from = Math.max(begin, labelEnd - LABEL_MAX);
        for (int i = labelEnd - 1; i > from; i--) {
            char c = text.charAt(i);
            boolean gap = c == ' ' && text.charAt(i - 1) == ' ' || c == '\t';
            if (gap || c == ';' || c == '|' || c == '{' || c == '}' || c == ',' && i + 1 < labelEnd) {
                return i + 1;
            }
        }
        return from;
    }

    private boolean names(int from, int to, Votes own, double factor) {
        List<Hit> found = page.said().labels().within(from, to);
        for (Hit hit : found) {
            if (hit.from() > 1 && page.text().startsWith("</", hit.from() - 2)) {
                continue; // an element that is over
            }
            // The whole field's name says more than a word in it.
            double share = (double) hit.length() / Math.max(1, to - from);
            Party party = control ? commanded(hit) : party(hit);
            own.raise(party, hit.weight() * factor * (share > 0.8 ? 1.2 : share > 0.3 ? 1 : 0.6));
        }
        return !found.isEmpty();
    }

    /// Whoever is commanded is the victim there.
    private Party commanded(Hit hit) {
        String word = page.folded().substring(hit.from(), hit.to());
        return switch (party(hit)) {
            case OTHER ->
                word.contains("c2")
                                || word.contains("c&c")
                                || word.contains("cnc")
                                || word.contains("co") && word.contains("and")
                                || word.contains("control")
                                || word.contains("steuer")
                                || word.contains("управл")
                        ? Party.SOURCE
                        : Party.OTHER;
            case SOURCE ->
                word.startsWith("s") && word.length() < 16
                                || word.contains("infected")
                                || word.contains("元")
                                || word.contains("源")
                                || word.startsWith("quell")
                                || word.startsWith("orig")
                                || word.contains("client")
                                || word.contains("bot")
                        ? Party.TARGET
                        : Party.SOURCE;
            case TARGET ->
                word.startsWith("d") || word.contains("先") || word.contains("目的") || word.startsWith("ziel")
                        ? Party.SOURCE
                        : Party.TARGET;
            case OWN, PLACE, REFERENCE -> party(hit);
        };
    }

    /// What holds a field that says no more than that it is an address: `"attacker": {`, `<Source>`.
    private void outer(int line, Votes own) {
        for (int up = line - 1; up >= 0 && up >= line - 6; up--) {
            int to = page.lines().to(up);
            int from = page.lines().content(up);
            if (to <= from) {
                return;
            }
            char last = page.text().charAt(to - 1);
            boolean deeper = last == ':'
                    && page.lines().content(up) - page.lines().from(up)
                            < page.lines().content(line) - page.lines().from(line);
            if (deeper
                    || last == '{'
                    || last == '['
                    || last == '>' && page.text().indexOf("</", from) < 0) {
                names(from, to, own, 0.9);
                return;
            }
        }
    }

    private static Party party(Hit hit) {
        return Vocabulary.party(hit);
    }

    private int previousEnd(int index) {
        return index == 0 ? 0 : page.mentions().get(index - 1).to();
    }

    private int nextFrom(int index) {
        return index + 1 < page.mentions().size()
                ? page.mentions().get(index + 1).from()
                : page.text().length();
    }

    // --- logs

    private boolean grammar(Mention mention, int index, int line, Votes own) {
        int lineEnd = page.lines().to(line);
        if (index + 1 < page.mentions().size() && page.mentions().get(index + 1).from() <= lineEnd) {
            String between = page.text()
                    .substring(mention.to(), page.mentions().get(index + 1).from());
            if (between.length() < 40 && ARROW.matcher(between).matches() && isAddress(mention)) {
                own.raise(Party.SOURCE, 3);
                return true;
            }
            if (between.length() < 40 && REVERSE.matcher(between).matches() && isAddress(mention)) {
                own.raise(Party.TARGET, 3);
                return true;
            }
        }
        if (index > 0
                && page.mentions().get(index - 1).to() >= page.lines().from(line)
                && isAddress(page.mentions().get(index - 1))) {
            String between = page.text().substring(previousEnd(index), mention.from());
            if (between.length() < 40 && ARROW.matcher(between).matches()) {
                own.raise(Party.TARGET, 3);
                return true;
            }
            if (between.length() < 40 && REVERSE.matcher(between).matches()) {
                own.raise(Party.SOURCE, 3);
                return true;
            }
        }
        char before = mention.from() == 0 ? ' ' : page.text().charAt(mention.from() - 1);
        if (before == '@'
                && isAddress(mention)
                && mention.from() > 1
                && Character.isLetterOrDigit(page.text().charAt(mention.from() - 2))) {
            own.raise(Party.TARGET, 2.5); // the one that was called: <sip:100@192.0.2.1>
            return true;
        }
        if (isClient(mention)) {
            own.raise(Party.SOURCE, 2.4);
        }
        if (page.text().startsWith("->/", mention.to())) {
            own.raise(Party.OWN, 4); // where the log was read
            return true;
        }
        if (mention.what() instanceof Mention.Name && page.text().startsWith("[", mention.to())) {
            own.raise(Party.OTHER, 3); // the reverse name of the address in the brackets
            return true;
        }
        if (mention.from() - page.lines().content(line) <= 2 && mention.what() instanceof Mention.Ip) {
            Matcher access = ACCESS_LOG.matcher(page.text()).region(mention.to(), lineEnd);
            if (access.lookingAt()) {
                own.raise(Party.SOURCE, 3);
                return true;
            }
        }
        return false;
    }

    /// `unknown[192.0.2.1]`: how mail and file servers write who came.
    private boolean isClient(Mention mention) {
        int bracket = mention.from() - 1;
        if (!isAddress(mention)
                || bracket < 3
                || page.text().charAt(bracket) != '['
                || !Character.isLetterOrDigit(page.text().charAt(bracket - 1))) {
            return false;
        }
        int begin = bracket;
        while (begin > 0 && bracket - begin < 80 && page.text().charAt(begin - 1) > ' ') {
            begin--;
        }
        String word = page.folded().substring(begin, bracket);
        return !word.startsWith("relay=")
                && !word.startsWith("to=")
                && !page.folded().startsWith("to ", Math.max(0, begin - 3));
    }

    private static boolean isAddress(Mention mention) {
        return mention.what() instanceof Mention.Ip;
    }

    // --- prose

    private void prose(Mention mention, int index, int line, Votes prose) {
        int begin = clause(mention.from());
        int previous = previousEnd(index);
        boolean list = index > 0
                && previous >= mention.from() - 60
                && LIST_JOINT
                        .matcher(page.folded())
                        .region(previous, mention.from())
                        .matches();
        boolean first = mention.from() <= page.lines().afterBullet(line) + 2;
        if (list && (index == 0 || sameSort(mention, page.mentions().get(index - 1)))) {
            prose.raise(proses.get(index - 1), 0.99);
            if (!prose.isEmpty()) {
                return;
            }
        }
        before(Math.max(begin, previous), mention, prose);
        if (prose.isEmpty() && first) {
            introduced(index, line, mention, prose);
        }
    }

    private static boolean sameSort(Mention a, Mention b) {
        return a.what() instanceof Mention.Ip == b.what() instanceof Mention.Ip;
    }

    /// The beginning of the sentence, or of its line where the line before ended one.
    private int clause(int at) {
        String text = page.text();
        int from = Math.max(0, at - BEFORE_MAX);
        for (int i = at - 2; i >= from; i--) {
            char c = text.charAt(i);
            char then = text.charAt(i + 1);
            boolean stop =
                    (c == '.' || c == '!' || c == '?' || c == ';') && (then == ' ' || then == '\n') && !abbreviation(i)
                            || c == '。'
                            || c == '\n' && then == '\n';
            if (stop) {
                return i + 1;
            }
        }
        return from;
    }

    private boolean abbreviation(int dot) {
        String text = page.text();
        return text.charAt(dot) == '.'
                && (dot < 2
                        || !Character.isLetterOrDigit(text.charAt(dot - 2))
                                && Character.isLetter(text.charAt(dot - 1)));
    }

    private void before(int from, Mention mention, Votes prose) {
        int to = mention.from();
        boolean address = isAddress(mention) || mention.what() instanceof Mention.Net;
        for (Hit hit : page.said().before().within(from, to)) {
            int dot = hit.tag().indexOf('.');
            String position = hit.tag().substring(dot + 1);
            int distance = to - hit.to();
            if (position.startsWith("after")) {
                continue;
            }
            if (position.equals("before.near")) {
                boolean beside = distance <= 40
                        && SMALL_WORDS
                                .matcher(page.folded())
                                .region(hit.to(), to)
                                .matches();
                if (beside && !(party(hit) == Party.REFERENCE && address)) {
                    Party seen = vulnerability && party(hit) == Party.SOURCE ? Party.OWN : party(hit);
                    prose.raise(
                            seen != party(hit)
                                    ? seen
                                    : party(hit) == Party.TARGET && (hosting || !address) ? Party.PLACE : party(hit),
                            hit.weight());
                }
                continue;
            }
            if (!address && isPossessive(hit) && distance > 2
                    || address && party(hit) == Party.REFERENCE && !isTheirs(hit)) {
                continue;
            }
            if (control && isVictimThere(hit)) {
                prose.raise(Party.TARGET, hit.weight());
                continue;
            }
            // What a page is compared with stands close by it.
            boolean compared = !address && party(hit) != Party.SOURCE;
            if (!address && party(hit) == Party.TARGET && distance > 12) {
                continue;
            }
            prose.raise(
                    address && isTheirs(hit) ? Party.TARGET : party(hit),
                    hit.weight() * (compared ? Math.max(0, 1 - distance / 40.0) : Math.max(0.15, 1 - distance / 90.0)));
        }
    }

    /// What stands at the end of a row is said of all of it.
    private void rowEnd(Mention mention, int index, int line, Votes prose) {
        int to = page.lines().to(line);
        int last = mention.to();
        for (int i = index; i < page.mentions().size() && page.mentions().get(i).to() <= to; i++) {
            last = Math.max(last, page.mentions().get(i).to());
        }
        if (last == mention.to() || to - last > 80) {
            return;
        }
        for (Hit hit : page.said().after().within(last, to)) {
            if (hit.tag().equals("other.after.near")) {
                prose.raise(Party.OTHER, hit.weight() * 0.9);
            }
        }
    }

    /// `our`, `notre`: of a page only what follows tells what of theirs it is.
    private boolean isPossessive(Hit hit) {
        return party(hit) == Party.TARGET
                && page.folded().indexOf(' ', hit.from()) >= hit.to() - 1
                && hit.length() <= 8;
    }

    /// `our website` and the like: with an address it says that the address is theirs.
    private boolean isTheirs(Hit hit) {
        String word = page.folded().substring(hit.from(), hit.to());
        return party(hit) == Party.REFERENCE && THEIRS.stream().anyMatch(word::startsWith);
    }

    private boolean isVictimThere(Hit hit) {
        String word = page.folded().substring(hit.from(), hit.to());
        return word.startsWith("infect")
                || word.startsWith("compromised")
                || word.startsWith("infiz")
                || word.startsWith("зараж");
    }

    private void after(Mention mention, int index, int line, Votes prose) {
        if (columns.above(line, mention.from()).isPresent()) {
            rowEnd(mention, index, line, prose);
        }
        int to = Math.min(nextFrom(index), Math.min(page.text().length(), mention.to() + AFTER_MAX));
        int stop = mention.to();
        boolean first = mention.from() <= page.lines().afterBullet(line) + 2;
        while (stop < to
                && !(stop + 1 < page.text().length()
                        && (page.text().charAt(stop) == '.' || page.text().charAt(stop) == '!')
                        && page.text().charAt(stop + 1) <= ' ')
                && !(page.text().charAt(stop) == '\n'
                        && stop + 1 < page.text().length()
                        && (page.text().charAt(stop + 1) == '\n' || !isAddress(mention) || first || isItem(line + 1)))
                && page.text().charAt(stop) != '。') {
            stop++;
        }
        for (Hit hit : page.said().after().within(mention.to(), stop)) {
            int dot = hit.tag().indexOf('.');
            if (hit.tag().startsWith("after", dot + 1)) {
                int distance = hit.from() - mention.to();
                double reach = party(hit) == Party.OTHER || party(hit) == Party.OWN || party(hit) == Party.REFERENCE
                        ? 60.0
                        : 22.0;
                boolean address = isAddress(mention);
                if (distance < reach
                        && !(address && party(hit) == Party.REFERENCE)
                        && (address || party(hit) != Party.TARGET || hit.weight() >= 5)) {
                    boolean from = vulnerability
                            && party(hit) == Party.SOURCE
                            && page.folded().startsWith("adresinden", hit.from());
                    prose.raise(
                            from ? Party.OWN : party(hit),
                            hit.weight()
                                    * (1 - distance / (reach * 1.3))
                                    * (party(hit) == Party.SOURCE || party(hit) == Party.TARGET ? 0.8 : 1));
                }
            }
        }
    }

    private boolean isItem(int line) {
        if (line >= page.lines().count()) {
            return true;
        }
        int begin = page.lines().afterBullet(line);
        return begin > page.lines().content(line);
    }

    /// What is said of a list before it begins.
    private void introduced(int index, int line, Mention mention, Votes prose) {
        int up = line - 1;
        int tried = 0;
        int at = index - 1;
        while (up >= 0 && tried++ < LIST_MAX) {
            if (page.lines().isBlank(up) || page.lines().isRuler(up)) {
                up--;
                continue;
            }
            int begin = page.lines().afterBullet(up);
            while (at >= 0 && page.mentions().get(at).from() > page.lines().to(up)) {
                at--;
            }
            int first = at;
            while (first > 0
                    && page.mentions().get(first - 1).from() >= page.lines().from(up)) {
                first--;
            }
            boolean item = first >= 0
                    && page.mentions().get(first).from() >= page.lines().from(up)
                    && page.mentions().get(first).from() <= begin + 2;
            if (item) {
                if (sameSort(page.mentions().get(first), mention)) {
                    prose.raise(proses.get(first), 0.999);
                    return;
                }
                up--;
                continue;
            }
            intro(up, mention, prose);
            return;
        }
    }

    /// The last sentence of the lines that end with this one; a colon at its end ties it to what follows.
    private void intro(int line, Mention mention, Votes prose) {
        int to = page.lines().to(line);
        while (to > page.lines().content(line) && page.text().charAt(to - 1) <= ' ') {
            to--;
        }
        boolean colon = to > 0 && page.text().charAt(to - 1) == ':';
        boolean open = to > 0 && Character.isLetter(page.text().charAt(to - 1));
        int from = clause(Math.max(2, to - 1));
        int last = from;
        for (Mention other : page.mentions()) {
            if (other.to() <= to && other.to() > last) {
                last = other.to();
            }
            if (other.from() > to) {
                break;
            }
        }
        Votes intro = new Votes();
        for (Hit hit : page.said().before().within(last, to)) {
            int dot = hit.tag().indexOf('.');
            if (hit.tag().startsWith("before", dot + 1)) {
                boolean near = hit.tag().endsWith("near");
                if (near && to - hit.to() > 8) {
                    continue;
                }
                double distance = (to - hit.to()) / 200.0;
                boolean compared = !isAddress(mention) && party(hit) != Party.SOURCE && party(hit) != Party.PLACE;
                if (compared && distance > 0.1 || !isAddress(mention) && party(hit) == Party.TARGET && !near) {
                    continue;
                }
                boolean place = near && party(hit) == Party.TARGET && (hosting || !isAddress(mention));
                intro.raise(
                        place ? Party.PLACE : party(hit),
                        hit.weight() * Math.max(0.2, 1 - distance) * (near && distance > 0.1 ? 0.3 : 1));
            }
        }
        for (Hit hit : page.said().labels().within(last, to)) {
            if (to - hit.to() < 12) {
                intro.raise(party(hit), hit.weight());
            }
        }
        prose.raise(intro, colon ? 0.8 : open ? 0.9 : 0.5);
    }
}
