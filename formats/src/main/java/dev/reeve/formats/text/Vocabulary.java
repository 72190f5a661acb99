package dev.reeve.formats.text;

import dev.reeve.formats.text.Phrases.Hit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// All words that are known, found in one pass.
final class Vocabulary {
    private static final Phrases PHRASES = Phrases.load("roles.txt", "kinds.txt", "zones.txt", "talk.txt");

    private static final Map<String, Family> FAMILIES =
            PHRASES.tags().stream().collect(Collectors.toUnmodifiableMap(tag -> tag, Family::of));

    /// Whom the words of roles speak of.
    private static final Map<String, Party> PARTIES = FAMILIES.entrySet().stream()
            .filter(e -> e.getValue().isOfRoles())
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    e -> Party.valueOf(
                            e.getKey().substring(0, e.getKey().indexOf('.')).toUpperCase(Locale.ROOT))));

    private static final Map<String, ZoneId> ZONES = FAMILIES.entrySet().stream()
            .filter(e -> e.getValue() == Family.ZONE)
            .collect(Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, e -> ZoneId.of(e.getKey().substring("zone=".length()))));

    private enum Family {
        LABEL,
        BEFORE,
        AFTER,
        KIND,
        ZONE,
        TALK,
        CLOSING;

        boolean isOfRoles() {
            return this == LABEL || this == BEFORE || this == AFTER;
        }

        static Family of(String tag) {
            if (tag.startsWith("zone=")) {
                return ZONE;
            }
            if (tag.startsWith("talk.")) {
                return TALK;
            }
            if (tag.equals("closing")) {
                return CLOSING;
            }
            if (tag.indexOf('/') > 0) {
                return KIND;
            }
            return tag.endsWith(".label") ? LABEL : tag.contains(".before.") ? BEFORE : AFTER;
        }
    }

    private Vocabulary() {}

    /// Whom a word of a role speaks of.
    static Party party(Hit hit) {
        return Objects.requireNonNull(PARTIES.get(hit.tag()));
    }

    /// The zone that is named.
    static ZoneId zone(Hit hit) {
        return Objects.requireNonNull(ZONES.get(hit.tag()));
    }

    /// `est`, `ist` and `art` are words; `EST`, `IST` and `ART` are zones.
    private static boolean isName(String text, Hit hit) {
        if (hit.length() > 4) {
            return true;
        }
        for (int i = hit.from(); i < hit.to(); i++) {
            if (Character.isLowerCase(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// What a section says, by family.
    ///
    /// @param labels names of fields and columns
    /// @param before words of prose that tell parties apart and stand before them
    /// @param after the same, after them
    /// @param kinds what was going on
    /// @param zones time zones
    /// @param talk what kind of mail it is
    /// @param closings the last words of a letter
    record Said(Hits labels, Hits before, Hits after, Hits kinds, Hits zones, Hits talk, Hits closings) {}

    static Said of(Section section, Phrases.Text text) {
        Map<Family, List<Hit>> said = new EnumMap<>(Family.class);
        for (Hit hit : PHRASES.find(text)) {
            Family family = Objects.requireNonNull(FAMILIES.get(hit.tag()));
            if (family != Family.ZONE || isName(section.plain(), hit)) {
                said.computeIfAbsent(family, f -> new ArrayList<>()).add(hit);
            }
        }
        return new Said(
                Hits.longest(said.getOrDefault(Family.LABEL, List.of())),
                Hits.longest(said.getOrDefault(Family.BEFORE, List.of())),
                Hits.longest(said.getOrDefault(Family.AFTER, List.of())),
                Hits.longest(said.getOrDefault(Family.KIND, List.of())),
                Hits.longest(said.getOrDefault(Family.ZONE, List.of())),
                Hits.longest(said.getOrDefault(Family.TALK, List.of())),
                Hits.longest(said.getOrDefault(Family.CLOSING, List.of())));
    }
}
