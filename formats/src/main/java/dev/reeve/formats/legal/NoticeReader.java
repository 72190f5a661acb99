package dev.reeve.formats.legal;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.LegalNotice.Area;
import dev.reeve.core.evidence.LegalNotice.Element;
import dev.reeve.core.evidence.LegalNotice.Found;
import dev.reeve.core.evidence.LegalNotice.Kind;
import dev.reeve.core.evidence.LegalNotice.Locator;
import dev.reeve.core.evidence.LegalNotice.Party;
import dev.reeve.core.evidence.LegalNotice.Role;
import dev.reeve.core.evidence.LegalNotice.Work;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.text.Document;
import dev.reeve.formats.text.Phrases.Hit;
import dev.reeve.formats.text.Reading;
import dev.reeve.formats.text.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a notice of law off a message: its kind and area, the elements that 17 USC 512 wants, where the material is.
///
/// An element is missing only where nothing of the sort is said: the law asks for substance, not for words, and a host
/// that calls a notice incomplete wrongly loses its safe harbour.
final class NoticeReader {
    /// How much of the law's vocabulary makes a message a notice.
    private static final double WEIGHT_MIN = 8;

    /// Most places of one element.
    private static final int PLACES_MAX = 3;

    /// Most locators of one notice; thousands are usual.
    private static final int LOCATORS_MAX = 20_000;

    private static final int WORKS_MAX = 500;
    private static final int TITLE_LENGTH_MAX = 300;

    private static final Pattern TITLE = Pattern.compile(
            "(?im)^[\\s>*•■【-]{0,6}(?:original work|copyrighted work|infringed work|work(?: title)?|title|titel|werk|œuvre|oeuvre|titre|obra|título|titulo|opera|titolo|utwór|tytuł|произведение|название|eser|作品名?|著作物|작품명?|저작물)(?: ?[.…]{2,}| ?[:：】=])[ \\t.]{0,40}(\\S[^\\n]{1,300})$");
    private static final Pattern QUOTED = Pattern.compile("[\"“„«»『「]([^\"“”„«»『』「」\\n]{2,120})[\"”“»«』」]");
    private static final Pattern BEHALF = Pattern.compile(
            "(?i)(?:on behalf of|acting for|act for|agent (?:for|of)|represent(?:s|ing)?|im auftrag (?:der|von|des)|au nom de|en nombre de|em nome d[eao]|per conto di|namens)\\s+([\\p{Lu}][^\\n,.;(]{2,80})");
    private static final Pattern PATH =
            Pattern.compile("(?:^|[\\s(\"'`])((?:/|[\\w.-]{1,40}/)[\\w.%+~-]{1,80}(?:/[\\w.%+~-]{1,120}){1,10})");
    /// The same in other words: that one believes that nobody allowed it.
    private static final Pattern BELIEF = Pattern.compile(
            "(?i)\\b(?:belief|believe|convinced|confident)\\b[^.]{0,200}?\\b(?:not|n't|never|neither|without)\\b[^.]{0,40}?\\b(?:authori[sz]|permi|licen[sc]ed|allowed)");
    private static final Pattern BLACKENED = Pattern.compile(
            "(?i)(?:found|located|following|urls?|links?|repositor(?:y|ies)|infring\\w+ (?:work|content|code|material|files?|pages?)s?)[^\\n.]{0,80}(?:at|is|are|:)[ \\t]*\\n?[ \\t\\n]{0,3}\\[\\s*(?:private|redacted)[^\\]]{0,40}\\]");
    private static final Pattern SERVICE = Pattern.compile(
            "(?i)licen[sc]e|/terms|policy|privacy|/legal|help\\.|guide|copyright\\.gov|/about|/contact|cornell\\.edu");
    private static final Pattern PHONE = Pattern.compile("\\+?\\d[\\d ()./-]{7,20}\\d");
    private static final Pattern PRIVATE = Pattern.compile("(?i)\\[\\s*(?:private|redacted)[^\\]]{0,40}\\]");

    private final Reading reading;
    private final List<Text> texts;

    /// A section with its questions, answers and words.
    private record Text(Section section, Answers answers, LawWords words) {
        static Text of(Section section) {
            return of(section, LawWords.of(section.folded()));
        }

        static Text of(Section section, LawWords words) {
            return new Text(section, Answers.of(section.plain()), words);
        }

        Span span(String what, int from, int to) {
            return section.text().span(what, from, Math.max(to, from + 1));
        }
    }

    private NoticeReader(Reading reading) {
        this.reading = reading;
        this.texts = reading.document().sections().stream()
                .filter(s -> s.role() != Section.Role.SAMPLE)
                .map(Text::of)
                .toList();
    }

    /// Whether a message has enough of the law's vocabulary. To take a notice back few words are enough.
    static boolean isNotice(Document document) {
        double weight = 0;
        double notice = 0;
        double withdraw = 0;
        for (Section section : document.sections()) {
            if (section.role() != Section.Role.SAMPLE) {
                LawWords words = LawWords.of(section.folded());
                if (words.isEmpty()) {
                    continue;
                }
                Text text = Text.of(section, words);
                notice += text.words().weight("notice", text.answers());
                withdraw += text.words().weight("withdraw", text.answers());
                weight += text.words().weight("counter", text.answers())
                        + text.words().weight("perjury", text.answers())
                        + text.words().weight("good-faith", text.answers())
                        + Math.min(6, text.words().weight("area.order", text.answers()));
            }
        }
        return notice + weight >= WEIGHT_MIN || withdraw >= 5 && notice >= 1;
    }

    static LegalNotice read(Reading reading) {
        return new NoticeReader(reading).notice();
    }

    private LegalNotice notice() {
        Kind kind = kind();
        Area area = area();
        List<Locator> locators = locators(kind);
        List<Work> works = works();
        List<Found> found = new ArrayList<>();
        signature().ifPresent(found::add);
        works(works, found);
        locators.stream().limit(PLACES_MAX).forEach(l -> found.add(new Found(Element.LOCATOR, l.span())));
        if (locators.isEmpty()) {
            described().ifPresent(found::add);
        }
        contact().ifPresent(found::add);
        said(Element.GOOD_FAITH, "good-faith", found);
        said(Element.PERJURY, "perjury", found);
        boolean copies = kind == Kind.COUNTER_NOTICE || kind == Kind.RETRACTION;
        Area of = copies && area == Area.OTHER
                ? Area.COPYRIGHT
                : kind == Kind.OTHER && area == Area.COPYRIGHT ? Area.OTHER : area;
        return LegalNotice.of(kind, of, found, locators, works, parties());
    }

    private double weight(String tag) {
        return texts.stream()
                .mapToDouble(t -> t.words().weight(tag, t.answers()))
                .sum();
    }

    /// A counter notice says what only one says; a withdrawal takes back and demands nothing.
    private Kind kind() {
        double counter = weight("counter");
        double withdraw = weight("withdraw");
        double perjury = weight("perjury");
        if (counter >= 8 || counter >= 4 && perjury > 0 && weight("demand") < 6 && withdraw < 10) {
            return Kind.COUNTER_NOTICE;
        }
        if (withdraw >= 5
                && (perjury == 0 || withdraw >= 10 && weight("good-faith") == 0)
                && withdraw + 2 >= weight("demand")) {
            return Kind.RETRACTION;
        }
        if (area() == Area.COURT_ORDER) {
            return Kind.OTHER;
        }
        return weight("notice") + weight("demand") + weight("good-faith") >= 2 ? Kind.TAKEDOWN : Kind.OTHER;
    }

    private Area area() {
        double notice = weight("notice");
        double trademark = weight("area.trademark");
        double circumvention = weight("area.circumvention");
        double order = weight("area.order");
        if (order >= 9 && order > notice) {
            return Area.COURT_ORDER;
        }
        if (circumvention >= 6 && circumvention >= notice * 0.7) {
            return Area.ANTI_CIRCUMVENTION;
        }
        if (trademark >= 3 && trademark > notice) {
            return Area.TRADEMARK;
        }
        return notice > 0 ? Area.COPYRIGHT : Area.OTHER;
    }

    // --- elements

    private void said(Element element, String tag, List<Found> found) {
        int places = 0;
        for (Text text : texts) {
            for (Hit hit : text.words().of(tag, text.answers())) {
                if (places++ < PLACES_MAX) {
                    found.add(new Found(element, text.span(element.word(), hit.from(), hit.to())));
                }
            }
            Matcher belief = BELIEF.matcher(text.section().plain());
            if (element == Element.GOOD_FAITH
                    && places == 0
                    && belief.find()
                    && text.answers().isSaid(belief.start())) {
                places++;
                found.add(new Found(element, text.span(element.word(), belief.start(), belief.end())));
            }
        }
    }

    private Optional<Found> signature() {
        for (Text text : texts) {
            if (text.section().role() == Section.Role.SUBJECT) {
                continue;
            }
            Optional<Signature.Place> place = Signature.find(text.section().plain(), text.words(), text.answers());
            if (place.isPresent()) {
                return Optional.of(new Found(
                        Element.SIGNATURE,
                        text.span("signature", place.get().from(), place.get().to())));
            }
        }
        return Optional.empty();
    }

    private void works(List<Work> works, List<Found> found) {
        if (!works.isEmpty()) {
            works.stream().limit(PLACES_MAX).forEach(w -> found.add(new Found(Element.WORK, w.span())));
            return;
        }
        for (Text text : texts) {
            List<Hit> hits = text.words().of("work", text.answers());
            if (!hits.isEmpty()) {
                found.add(new Found(
                        Element.WORK,
                        text.span(
                                "work", hits.getFirst().from(), hits.getFirst().to())));
                return;
            }
        }
    }

    /// How to reach who writes: in the text, or the mailbox that it came from.
    private Optional<Found> contact() {
        var sender =
                reading.document().mail().find("From").filter(f -> f.value().indexOf('@') > 0);
        if (sender.isPresent()) {
            return Optional.of(new Found(Element.CONTACT, sender.get().span("contact")));
        }
        for (Text text : texts) {
            String plain = text.section().plain();
            for (Pattern pattern :
                    new Pattern[] {Pattern.compile("[\\w.+-]{1,64}@[\\w-]{1,63}\\.[\\w.-]{2,60}"), PHONE, PRIVATE}) {
                Matcher matcher = pattern.matcher(plain);
                if (matcher.find()) {
                    return Optional.of(
                            new Found(Element.CONTACT, text.span("contact", matcher.start(), matcher.end())));
                }
            }
            List<Hit> hits = text.words().of("contact", text.answers());
            if (hits.size() >= 2) {
                return Optional.of(new Found(
                        Element.CONTACT,
                        text.span(
                                "contact",
                                hits.getFirst().from(),
                                hits.getFirst().to())));
            }
        }
        return Optional.empty();
    }

    // --- what and where

    private List<Locator> locators(Kind kind) {
        List<Locator> named = locators(kind, false);
        return named.isEmpty() ? locators(kind, true) : named;
    }

    /// @param any whether all that isn't said to be something else is taken
    private List<Locator> locators(Kind kind, boolean any) {
        List<Locator> locators = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Reading.Named named : reading.named()) {
            Optional<Text> text = texts.stream()
                    .filter(t -> t.section().index() == named.section())
                    .findFirst();
            if (text.isEmpty() || locators.size() >= LOCATORS_MAX) {
                continue;
            }
            boolean accused = named.accused() || kind != Kind.TAKEDOWN && !named.reference();
            if (text.get().answers().isForm()) {
                accused = isAsked(text.get(), named, any);
            } else if (any) {
                accused = !named.reference()
                        && !named.bare()
                        && !SERVICE.matcher(named.value()).find()
                        && text.get().answers().isSaid(named.from())
                        && !isSigned(text.get(), named);
            }
            if (accused && seen.add(named.value())) {
                locators.add(new Locator(named.value(), text.get().span("locator", named.from(), named.to())));
            }
        }
        return locators;
    }

    /// The page of who signed.
    private static boolean isSigned(Text text, Reading.Named named) {
        return Signature.find(text.section().plain(), text.words(), text.answers())
                .filter(place -> named.from() >= place.from()
                        && place.from() > text.section().plain().length() / 2)
                .isPresent();
    }

    /// In a form the question tells what an address is given for.
    private static boolean isAsked(Text text, Reading.Named named, boolean any) {
        if (!text.answers().isSaid(named.from())) {
            return false;
        }
        String question = text.answers().questionAt(named.from());
        boolean material = question.contains("taken down")
                || question.contains("infring") && !question.contains("infringer") && !question.contains("original")
                || question.contains("fork")
                || question.contains("files")
                || question.contains("removed")
                || question.contains("disabled")
                || question.contains("where");
        boolean other = question.contains("original copyrighted work")
                || question.contains("contact")
                || question.contains("guide")
                || question.contains("license")
                || question.contains("licence")
                || question.contains("copyright owner")
                || question.contains("solution")
                || question.contains("good faith")
                || question.contains("perjury");
        if (any
                && !SERVICE.matcher(named.value()).find()
                && !named.reference()
                && !question.contains("guide")
                && !question.contains("contact")
                && !question.contains("license")) {
            return true;
        }
        return material && !(other && !question.contains("fork")) || question.isEmpty() && named.accused();
    }

    /// Material that is named otherwise: by a path, a repository, or that it has been listed.
    private Optional<Found> described() {
        for (Text text : texts) {
            Matcher blackened = BLACKENED.matcher(text.section().plain());
            while (blackened.find()) {
                boolean original = text.section()
                        .folded()
                        .substring(Math.max(0, blackened.start() - 40), blackened.end())
                        .matches(
                                "(?s).*(?:original|copyrighted|contact|reach|profile|party|infringer|sincerely|regards).*");
                if (text.answers().isSaid(blackened.start()) && !original) {
                    return Optional.of(
                            new Found(Element.LOCATOR, text.span("locator", blackened.start(), blackened.end())));
                }
            }
            Matcher matcher = PATH.matcher(text.section().plain());
            while (matcher.find()) {
                String path = matcher.group(1);
                boolean file = path.chars().anyMatch(Character::isLetter)
                        && (path.startsWith("/")
                                || path.substring(path.lastIndexOf('/')).indexOf('.') > 0);
                if (file && text.answers().isSaid(matcher.start(1))) {
                    return Optional.of(
                            new Found(Element.LOCATOR, text.span("locator", matcher.start(1), matcher.end(1))));
                }
            }
        }
        return Optional.empty();
    }

    private List<Work> works() {
        List<Work> works = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Text text : texts) {
            Matcher titled = TITLE.matcher(text.section().plain());
            while (titled.find() && works.size() < WORKS_MAX) {
                add(works, seen, text, titled.start(1), titled.end(1));
            }
        }
        if (works.isEmpty()) {
            for (Text text : texts) {
                for (Answers.Answer answer : text.answers().list()) {
                    if (answer.question().toLowerCase(java.util.Locale.ROOT).contains("original")) {
                        described(works, seen, text, answer);
                    }
                }
            }
        }
        for (Text text : texts) {
            Matcher quoted = QUOTED.matcher(text.section().plain());
            while (works.isEmpty() && quoted.find()) {
                boolean title = text.answers().isSaid(quoted.start()) && near(text, quoted.start());
                if (title) {
                    add(works, seen, text, quoted.start(1), quoted.end(1));
                }
            }
        }
        return works;
    }

    /// The first line of what a form was told about the work.
    private static void described(List<Work> works, Set<String> seen, Text text, Answers.Answer answer) {
        String plain = text.section().plain();
        int from = answer.from();
        while (from < answer.to() && plain.charAt(from) <= ' ') {
            from++;
        }
        int end = plain.indexOf('\n', from);
        end = end < 0 ? answer.to() : Math.min(end, answer.to());
        if (end > from) {
            add(works, seen, text, from, Math.min(end, from + TITLE_LENGTH_MAX));
        }
    }

    private static void add(List<Work> works, Set<String> seen, Text text, int from, int to) {
        String title = text.section().plain().substring(from, to).strip();
        if (!title.isEmpty() && seen.add(title)) {
            works.add(new Work(title, text.span("work", from, to)));
        }
    }

    /// Whether a word for a work stands close before.
    private static boolean near(Text text, int at) {
        return text.words().of("work", text.answers()).stream().anyMatch(h -> h.to() <= at && at - h.to() < 60);
    }

    private List<Party> parties() {
        List<Party> parties = new ArrayList<>();
        for (Text text : texts) {
            Matcher owner = BEHALF.matcher(text.section().plain());
            if (owner.find() && parties.isEmpty()) {
                parties.add(new Party(
                        Role.OWNER, owner.group(1).strip(), "", text.span("owner", owner.start(1), owner.end(1))));
            }
        }
        reading.document().mail().find("From").ifPresent(from -> {
            String mailbox = dev.reeve.formats.mail.Addresses.mailbox(from.value());
            if (!mailbox.isEmpty()) {
                parties.add(new Party(
                        parties.isEmpty() ? Role.OWNER : Role.AGENT, "", mailbox, from.span("sender", mailbox)));
            }
        });
        return parties;
    }
}
