package dev.reeve.formats.text;

import dev.reeve.formats.NonReport;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Measures a message as a whole, to tell a report from other mail.
final class MailTraits {
    private enum Of {
        ASKS,
        KIND_WEIGHT,
        CONNECTIONS,
        MESSAGES,
        CONTENT,
        COPYRIGHT,
        INFRASTRUCTURE,
        VULNERABILITY,
        REPUTATION,
        BEST,
        SECOND,
        ACCUSED,
        ACCUSED_ADDRESSES,
        NAMED_ADDRESSES,
        NAMED_PAGES,
        BEST_SOURCE,
        BEST_AGAINST,
        IN_SUBJECT,
        OLD_ONLY,
        HAS_FILE,
        HAS_SAMPLE,
        HAS_HEADERS,
        LENGTH,
        TIMED_LINES,
        QUOTED_LINES,
        IS_ANSWER,
        IS_LIST,
        IS_AUTOMATIC,
        FROM_OURS,
        FROM_ROBOT,
        LINKS,
        STRONGEST_OTHER,
        ASKS_IN_SUBJECT,
        OTHER_IN_SUBJECT,
        IS_FORWARD,
        /// What the sender wrote himself, and what is quoted of us.
        NEW_LENGTH,
        OUR_LINES,
        /// What the words say that were learned.
        WORDS
    }

    private static final Pattern ANSWER =
            Pattern.compile("^(?:re|aw|antw|sv|vs|odp|ynt|rif|回复|回覆|답장)\\s?(?:\\[\\d+])?:", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORWARD =
            Pattern.compile("^(?:fwd?|wg|tr|rv|enc|i|vb|doorst|pd|ilt|转发|轉寄|転送|전달)\\s?[:：]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROBOT = Pattern.compile("no-?reply|do-?not-?reply|mailer-daemon|bounce|newsletter");

    /// How much of the beginning says what a mail wants.
    private static final int BEGINNING = 700;

    private static final List<NonReport.Kind> OTHERS = List.of(
            NonReport.Kind.ADVERTISING,
            NonReport.Kind.THANKS,
            NonReport.Kind.SUPPORT,
            NonReport.Kind.DELISTING,
            NonReport.Kind.DATA_REQUEST,
            NonReport.Kind.MAINTENANCE,
            NonReport.Kind.TICKET_CHATTER,
            NonReport.Kind.WITHDRAWAL,
            NonReport.Kind.ANSWER);

    private static final WordWeights REPORTS = WordWeights.load("reports.words");

    /// Most words of a section that are looked at.
    private static final int WORDED_MAX = 400;

    private static final int TALK = Of.values().length;
    private static final int WORDS = TALK + OTHERS.size();

    /// Where the traits of what is accused most begin.
    private static final int BEST = WORDS + Concepts.Concept.values().length;

    private MailTraits() {}

    /// In the order of {@link #of}.
    static List<String> names() {
        List<String> names = new ArrayList<>();
        Arrays.stream(Of.values()).map(Enum::name).forEach(names::add);
        OTHERS.forEach(o -> names.add("TALK." + o));
        for (Concepts.Concept concept : Concepts.Concept.values()) {
            names.add("WORDS." + concept);
        }
        Traits.names().forEach(name -> names.add("BEST." + name));
        return names;
    }

    static double[] of(Reading reading) {
        double[] traits = new double[BEST + Traits.COUNT];
        talk(reading, traits);
        named(reading, traits);
        form(reading, traits);
        mail(reading.document().mail(), traits);
        worded(traits, REPORTS.sum(reading.words()));
        return traits;
    }

    /// What the words of a message weigh.
    static void worded(double[] traits, double sum) {
        set(traits, Of.WORDS, sum);
    }

    /// Whether the sender wrote it for whoever reads the mail.
    static boolean isWritten(Page page) {
        return page.section().role() == Section.Role.SUBJECT || page.section().role() == Section.Role.BODY;
    }

    /// Where its words stand.
    static Cues.Place place(Page page) {
        return page.section().role() == Section.Role.SUBJECT ? Cues.Place.SUBJECT : Cues.Place.WORDS;
    }

    /// The words of its subject and of its beginning.
    static Cues cues(List<Page> pages, List<Quotes> quotes) {
        Cues words = new Cues();
        words.add(Cues.Place.ALWAYS, "");
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            if (isWritten(page)) {
                page.wording().all(words, quotes.get(i), page.section().role() == Section.Role.SUBJECT, WORDED_MAX);
            }
        }
        return words;
    }

    /// The same as they are learned from.
    static Set<String> words(List<Page> pages, List<Quotes> quotes) {
        return cues(pages, quotes).spelled();
    }

    private static void set(double[] traits, Of of, double value) {
        traits[of.ordinal()] = value;
    }

    private static void set(double[] traits, Of of, boolean value) {
        traits[of.ordinal()] = value ? 1 : 0;
    }

    private static void talk(Reading reading, double[] traits) {
        set(traits, Of.ASKS, Math.min(20, reading.talk().report()));
        set(traits, Of.KIND_WEIGHT, Math.min(20, reading.kindWeight()));
        String category = reading.kind().category();
        set(traits, Of.CONNECTIONS, category.equals("connection"));
        set(traits, Of.MESSAGES, category.equals("messaging"));
        set(traits, Of.CONTENT, category.equals("content"));
        set(traits, Of.COPYRIGHT, category.equals("copyright"));
        set(traits, Of.INFRASTRUCTURE, category.equals("infrastructure"));
        set(traits, Of.VULNERABILITY, category.equals("vulnerability"));
        set(traits, Of.REPUTATION, category.equals("reputation"));
        for (int i = 0; i < OTHERS.size(); i++) {
            double other = Math.min(20, reading.talk().of(OTHERS.get(i)));
            traits[TALK + i] = other;
            set(traits, Of.STRONGEST_OTHER, Math.max(traits[Of.STRONGEST_OTHER.ordinal()], other));
        }
    }

    private static void named(Reading reading, double[] traits) {
        List<Judge.Candidate> ranked = reading.judge().candidates().values().stream()
                .sorted((a, b) -> Double.compare(b.accused, a.accused))
                .toList();
        set(traits, Of.BEST, ranked.isEmpty() ? 0 : ranked.get(0).accused);
        set(traits, Of.SECOND, ranked.size() < 2 ? 0 : ranked.get(1).accused);
        int accused = 0;
        int addresses = 0;
        int accusedAddresses = 0;
        for (Judge.Candidate candidate : ranked) {
            int is = candidate.accused > 0.5 ? 1 : 0;
            accused += is;
            addresses += isAddress(candidate) ? 1 : 0;
            accusedAddresses += isAddress(candidate) ? is : 0;
        }
        set(traits, Of.ACCUSED, Math.log(1 + (double) accused));
        set(traits, Of.ACCUSED_ADDRESSES, Math.log(1 + (double) accusedAddresses));
        set(traits, Of.NAMED_ADDRESSES, Math.log(1 + (double) addresses));
        set(traits, Of.NAMED_PAGES, Math.log(1 + (double) (ranked.size() - addresses)));
        if (!ranked.isEmpty()) {
            Judge.Candidate best = ranked.get(0);
            set(traits, Of.BEST_SOURCE, best.votes.of(Party.SOURCE));
            set(traits, Of.BEST_AGAINST, best.votes.against());
            set(traits, Of.IN_SUBJECT, reading.isInSubject(best));
            set(traits, Of.OLD_ONLY, reading.isOldOnly(best));
            System.arraycopy(best.traits, 0, traits, BEST, best.traits.length);
        }
    }

    private static boolean isAddress(Judge.Candidate candidate) {
        return candidate.what instanceof Mention.Ip || candidate.what instanceof Mention.Net;
    }

    private static void form(Reading reading, double[] traits) {
        double length = 0;
        double timed = 0;
        double quoted = 0;
        double links = 0;
        double fresh = 0;
        double ours = 0;
        for (int i = 0; i < reading.pages().size(); i++) {
            Page page = reading.pages().get(i);
            Quotes quotes = reading.quotes().get(i);
            Section.Role role = page.section().role();
            set(traits, Of.HAS_FILE, traits[Of.HAS_FILE.ordinal()] > 0 || role == Section.Role.FILE);
            set(traits, Of.HAS_SAMPLE, traits[Of.HAS_SAMPLE.ordinal()] > 0 || role == Section.Role.SAMPLE);
            if (isWritten(page)) {
                words(page, role, traits);
            }
            if (role == Section.Role.BODY) {
                length += page.text().strip().length();
                links += page.mentions().stream().filter(Mention::inLink).count();
                for (int line = 0; line < page.lines().count(); line++) {
                    int from = page.lines().from(line);
                    timed += isTimed(page.text(), from, Math.min(page.lines().to(line), from + 500)) ? 1 : 0;
                    quoted += page.lines().depth(line) > 0 ? 1 : 0;
                    fresh += quotes.isNew(line) ? page.lines().to(line) - from : 0;
                    ours += quotes.isOurs(line) ? 1 : 0;
                }
            }
        }
        set(traits, Of.HAS_HEADERS, reading.hasHeaders());
        set(traits, Of.LENGTH, Math.log(1 + length));
        set(traits, Of.TIMED_LINES, Math.log(1 + timed));
        set(traits, Of.QUOTED_LINES, Math.log(1 + quoted));
        set(traits, Of.LINKS, Math.log(1 + links));
        set(traits, Of.NEW_LENGTH, Math.log(1 + fresh));
        set(traits, Of.OUR_LINES, Math.log(1 + ours));
    }

    /// Whether a time of day is in it.
    private static boolean isTimed(String text, int from, int to) {
        for (int i = from + 1; i + 2 < to; i++) {
            if (text.charAt(i) == ':'
                    && isDigit(text.charAt(i - 1))
                    && isDigit(text.charAt(i + 1))
                    && isDigit(text.charAt(i + 2))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static void words(Page page, Section.Role role, double[] traits) {
        for (Phrases.Hit hit : page.concepts().within(0, Math.min(page.text().length(), BEGINNING))) {
            traits[WORDS + Concepts.concept(hit).ordinal()] += role == Section.Role.SUBJECT ? 1.5 : 1;
        }
        if (role == Section.Role.SUBJECT) {
            for (Phrases.Hit hit : page.said().talk().list()) {
                Of of = hit.tag().equals("talk.report") ? Of.ASKS_IN_SUBJECT : Of.OTHER_IN_SUBJECT;
                set(traits, of, traits[of.ordinal()] + hit.weight());
            }
        }
    }

    private static void mail(MailPart mail, double[] traits) {
        String from = mail.mailbox("From").toLowerCase(Locale.ROOT);
        String to = Addresses.domain(mail.mailbox("To"));
        set(
                traits,
                Of.IS_ANSWER,
                !mail.value("In-Reply-To").isEmpty()
                        || !mail.value("References").isEmpty()
                        || ANSWER.matcher(mail.value("Subject").strip()).find());
        set(
                traits,
                Of.IS_FORWARD,
                FORWARD.matcher(mail.words("Subject").strip()).find());
        set(
                traits,
                Of.IS_LIST,
                !mail.value("List-Unsubscribe").isEmpty()
                        || !mail.value("List-Id").isEmpty()
                        || mail.value("Precedence").toLowerCase(Locale.ROOT).contains("bulk"));
        String automatic = mail.value("Auto-Submitted").toLowerCase(Locale.ROOT);
        set(traits, Of.IS_AUTOMATIC, !automatic.isEmpty() && !automatic.startsWith("no"));
        set(
                traits,
                Of.FROM_OURS,
                !to.isEmpty() && TopLevel.organisation(to).equals(TopLevel.organisation(Addresses.domain(from))));
        set(traits, Of.FROM_ROBOT, ROBOT.matcher(from).find());
    }
}
