package dev.reeve.core.evidence;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a notice of law says and lacks: a claim of infringement, the answer to one, its withdrawal, an order.
///
/// Whether it is complete decides what the law attaches to it (17 USC 512(c)(3)(B): one that lacks an element
/// gives no knowledge), so each element stands here with its bytes or is named as missing.
///
/// @param elements what was found, in the order of the message; one element may stand in several places
/// @param missing what a notice of its kind needs and this one lacks, in the order of the law
/// @param locators where the material is said to be, as written; thousands in one notice are usual
/// @param works what is said to be infringed
/// @param parties who is named, and as what
public record LegalNotice(
        Kind kind,
        Area area,
        List<Found> elements,
        List<Element> missing,
        List<Locator> locators,
        List<Work> works,
        List<Party> parties) {
    public LegalNotice {
        elements = List.copyOf(elements);
        missing = List.copyOf(missing);
        locators = List.copyOf(locators);
        works = List.copyOf(works);
        parties = List.copyOf(parties);
        for (Found found : elements) {
            if (missing.contains(found.element())) {
                throw new IllegalArgumentException(found.element().word() + " is found or missing, not both");
            }
        }
    }

    /// A notice whose missing elements are those that {@link #required} names and that weren't found.
    public static LegalNotice of(
            Kind kind, Area area, List<Found> elements, List<Locator> locators, List<Work> works, List<Party> parties) {
        Set<Element> found = elements.stream()
                .map(Found::element)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Element.class)));
        List<Element> missing =
                required(kind, area).stream().filter(e -> !found.contains(e)).toList();
        return new LegalNotice(kind, area, elements, missing, locators, works, parties);
    }

    /// What the law wants of such a notice: 17 USC 512(c)(3)(A) of a claim of copyright infringement,
    /// 512(g)(3) of its counter notice, where the consent to jurisdiction goes with the contact. Other areas
    /// have no list of their own.
    public static List<Element> required(Kind kind, Area area) {
        return switch (kind) {
            case TAKEDOWN -> area == Area.COPYRIGHT ? List.of(Element.values()) : List.of();
            case COUNTER_NOTICE -> List.of(Element.SIGNATURE, Element.LOCATOR, Element.CONTACT, Element.PERJURY);
            case RETRACTION, OTHER -> List.of();
        };
    }

    /// Whether it has all that the law asks of its kind, so that it has its effect in law however surely the rest
    /// was read.
    public boolean complete() {
        return !required(kind, area).isEmpty() && missing.isEmpty();
    }

    /// The places of one element; empty when it wasn't found.
    public List<Span> spans(Element element) {
        return elements.stream()
                .filter(f -> f.element() == element)
                .map(Found::span)
                .toList();
    }

    public enum Kind {
        /// Somebody wants material gone.
        TAKEDOWN,
        /// The one who put it up says that this was a mistake.
        COUNTER_NOTICE,
        /// The one who wanted it gone takes that back.
        RETRACTION,
        /// An order, a question, a reservation of rights.
        OTHER;

        /// `takedown`, `counter-notice`, `retraction`, `other`.
        public String word() {
            return hyphenated(this);
        }
    }

    public enum Area {
        COPYRIGHT,
        TRADEMARK,
        /// 17 USC 1201: tools, not copies; 512 doesn't speak of it.
        ANTI_CIRCUMVENTION,
        /// From a court or an authority.
        COURT_ORDER,
        OTHER;

        public String word() {
            return hyphenated(this);
        }
    }

    /// The six of 17 USC 512(c)(3)(A), in its order.
    public enum Element {
        SIGNATURE,
        WORK,
        LOCATOR,
        CONTACT,
        GOOD_FAITH,
        PERJURY;

        /// `signature`, `work`, `locator`, `contact`, `good-faith`, `perjury`.
        public String word() {
            return hyphenated(this);
        }
    }

    private static String hyphenated(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public record Found(Element element, Span span) {}

    public record Locator(String value, Span span) {}

    public record Work(String title, Span span) {}

    /// @param name personal where it names a person
    /// @param contact a mailbox, a telephone number or a postal address; may be empty
    public record Party(Role role, String name, String contact, Span span) {}

    public enum Role {
        /// Whose right it is.
        OWNER,
        /// Who writes for them.
        AGENT,
        /// Who is said to have infringed it.
        SUBSCRIBER,
        /// A court or an authority.
        AUTHORITY;

        public String word() {
            return hyphenated(this);
        }
    }
}
