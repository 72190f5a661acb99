package dev.reeve.formats.acns;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.LegalNotice.Area;
import dev.reeve.core.evidence.LegalNotice.Element;
import dev.reeve.core.evidence.LegalNotice.Found;
import dev.reeve.core.evidence.LegalNotice.Locator;
import dev.reeve.core.evidence.LegalNotice.Party;
import dev.reeve.core.evidence.LegalNotice.Role;
import dev.reeve.core.evidence.LegalNotice.Work;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an ACNS notice says in law. The XML holds works, places and persons; the sentences of good faith and
/// perjury and the signature stand in the letter around it, or in the notice that the XML quotes.
final class AcnsNotice {
    private static final Pattern GOOD_FAITH = Pattern.compile("(?i)good[\\s-]{1,8}faith");
    private static final Pattern PERJURY =
            Pattern.compile("(?i)(?:penalt(?:y|ies)\\s{1,8}(?:of|for)\\s{1,8}perjury|perjury)");

    /// A name below the closing words, the mark of an electronic signature, or a signature that can be
    /// verified.
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?i)(?:/s/[^\\r\\n]{2,80}|(?:respectfully|sincerely|(?:best|kind|warm)? ?regards|yours truly|(?<!pgp )signed|(?<!pgp )signature)\\b"
                    + "[^\\r\\n]{0,40}[,:]?[ \\t]*\\r?\\n\\s*[^\\s<][^\\r\\n]{2,80}|-----BEGIN PGP SIGNATURE-----)");

    private AcnsNotice() {}

    /// @param letters all texts of the mail
    static LegalNotice of(AcnsDocument document, List<PlacedText> letters) {
        List<Found> elements = new ArrayList<>();
        sentence(letters, SIGNATURE)
                .ifPresent(span -> elements.add(new Found(Element.SIGNATURE, span.named("signature"))));
        List<Work> works = works(document);
        works.stream().limit(1).forEach(w -> elements.add(new Found(Element.WORK, w.span())));
        List<Locator> locators = locators(document);
        locators.stream().limit(1).forEach(l -> elements.add(new Found(Element.LOCATOR, l.span())));
        for (String field : List.of("Email", "Phone", "Address", "ContactURL")) {
            document.find("Complainant", field)
                    .ifPresent(e -> elements.add(new Found(Element.CONTACT, document.span("contact", e))));
        }
        sentence(letters, GOOD_FAITH)
                .ifPresent(span -> elements.add(new Found(Element.GOOD_FAITH, span.named("good-faith"))));
        sentence(letters, PERJURY).ifPresent(span -> elements.add(new Found(Element.PERJURY, span.named("perjury"))));
        LegalNotice.Kind kind = document.isRetraction() ? LegalNotice.Kind.RETRACTION : LegalNotice.Kind.TAKEDOWN;
        return LegalNotice.of(kind, Area.COPYRIGHT, elements, locators, works, parties(document));
    }

    private record Place(PlacedText text, int at, int length) {
        dev.reeve.core.evidence.Span named(String what) {
            return text.span(what, at, length);
        }
    }

    private static Optional<Place> sentence(List<PlacedText> letters, Pattern pattern) {
        for (PlacedText letter : letters) {
            Matcher matcher = pattern.matcher(letter.text());
            if (matcher.find()) {
                return Optional.of(new Place(letter, matcher.start(), matcher.end() - matcher.start()));
            }
        }
        return Optional.empty();
    }

    private static List<Work> works(AcnsDocument document) {
        List<Work> works = new ArrayList<>();
        for (XmlElement item : document.items()) {
            Optional<XmlElement> title = item.find("Title").or(() -> item.find("FileName"));
            title.map(e -> new Work(PlacedText.proper(e.text()), document.span("work", e)))
                    .filter(w -> works.stream().noneMatch(o -> o.title().equals(w.title())))
                    .ifPresent(works::add);
        }
        return works;
    }

    private static List<Locator> locators(AcnsDocument document) {
        List<Locator> locators = new ArrayList<>();
        for (XmlElement item : document.items()) {
            item.find("URL")
                    .filter(e -> e.text().contains("://"))
                    .map(e -> new Locator(PlacedText.proper(e.text()), document.span("locator", e)))
                    .ifPresent(locators::add);
        }
        document.find("Source", "URL_Base")
                .or(() -> document.find("Source", "URL"))
                .filter(e -> locators.isEmpty() && e.text().contains("://"))
                .ifPresent(e -> locators.add(new Locator(PlacedText.proper(e.text()), document.span("locator", e))));
        document.find("Source", "IP_Address")
                .filter(e -> locators.isEmpty())
                .ifPresent(e -> locators.add(new Locator(e.text(), document.span("locator", e))));
        return locators;
    }

    private static List<Party> parties(AcnsDocument document) {
        return document
                .find("Complainant", "Entity")
                .or(() -> document.find("Complainant", "Contact"))
                .map(e -> new Party(
                        Role.AGENT,
                        PlacedText.proper(e.text()),
                        document.value("Complainant", "Email"),
                        document.span("complainant", e)))
                .stream()
                .toList();
    }
}
