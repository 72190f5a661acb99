package dev.reeve.formats.text;

import dev.reeve.formats.text.Cues.Place;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The words of a page as they are learned from: no word is chosen beforehand. Words are cut short, so that their
/// endings
/// don't matter; scripts without spaces give pairs of signs; numbers and what is named are alike; a line's end is a
/// word too.
final class Wording {
    /// Longer words are cut: what follows is mostly grammar.
    private static final int WORD_MAX = 6;

    private static final int BEFORE_MAX = 9;
    private static final int BEHIND_MAX = 7;
    private static final int INTRODUCTION_MAX = 10;
    private static final int ROW_MAX = 24;

    /// Most words of a page that are looked at.
    private static final int WORDS_MAX = 200_000;

    private static final String LINE = "¶";

    private final Page page;
    private final int[] from;
    private final int[] to;
    private final String[] words;
    private final int count;

    /// The word that each mention is.
    private final int[] places;

    /// For each line the one above its list.
    private final int[] introductions;

    private Wording(Page page, int[] from, int[] to, String[] words, int count, int[] places) {
        this.page = page;
        this.from = from;
        this.to = to;
        this.words = words;
        this.count = count;
        this.places = places;
        this.introductions = introductions();
    }

    static Wording of(Page page) {
        String text = page.folded();
        List<Mention> mentions = page.mentions();
        int[] from = new int[64];
        int[] to = new int[64];
        String[] words = new String[64];
        int[] places = new int[mentions.size()];
        Arrays.fill(places, -1);
        int count = 0;
        int mention = 0;
        int at = 0;
        while (at < text.length() && count < WORDS_MAX) {
            while (mention < mentions.size() && mentions.get(mention).from() < at) {
                mention++;
            }
            if (count == from.length) {
                from = Arrays.copyOf(from, count * 2);
                to = Arrays.copyOf(to, count * 2);
                words = Arrays.copyOf(words, count * 2);
            }
            char c = text.charAt(at);
            from[count] = at;
            if (mention < mentions.size() && mentions.get(mention).from() == at) {
                Mention here = mentions.get(mention);
                places[mention] = count;
                words[count++] = sort(here.what());
                at = Math.max(at + 1, here.to());
            } else if (c == '\n') {
                words[count++] = LINE;
                at++;
            } else if (c >= 0x2E80 && Character.isLetter(c)) {
                boolean pair = at + 1 < text.length()
                        && text.charAt(at + 1) >= 0x2E80
                        && Character.isLetter(text.charAt(at + 1));
                words[count++] = text.substring(at, at + (pair ? 2 : 1));
                at++;
            } else if (Character.isDigit(c)) {
                at = end(text, at, true);
                words[count++] = "0";
            } else if (Character.isLetter(c)) {
                int end = end(text, at, false);
                words[count++] = text.substring(at, Math.min(end, at + WORD_MAX));
                at = end;
            } else {
                if (c > ' ') {
                    words[count++] = String.valueOf(c);
                }
                at++;
            }
            to[Math.max(0, count - 1)] = at;
        }
        return new Wording(page, from, to, words, count, places);
    }

    private static int end(String text, int at, boolean digits) {
        int end = at;
        while (end < text.length()
                && text.charAt(end) < 0x2E80
                && (digits ? Character.isDigit(text.charAt(end)) : Character.isLetter(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static String sort(Mention.What what) {
        return switch (what) {
            case Mention.Ip ip -> "<ip>";
            case Mention.Net net -> "<net>";
            case Mention.Url url -> "<url>";
            case Mention.Name name -> "<name>";
            case Mention.Box box -> "<box>";
        };
    }

    private int[] introductions() {
        boolean[] names = new boolean[page.lines().count()];
        for (Mention mention : page.mentions()) {
            names[page.line(mention)] = true;
        }
        int[] above = new int[names.length];
        int last = -1;
        for (int line = 0; line < names.length; line++) {
            above[line] = last;
            if (!names[line] && !page.lines().isBlank(line) && !page.lines().isRuler(line)) {
                last = line;
            }
        }
        return above;
    }

    /// What stands around a mention: each word with where it stands.
    Cues around(int mention) {
        Cues cues = new Cues();
        int place = places[mention];
        if (place < 0) {
            return cues;
        }
        int line = page.lines().at(from[place]);
        side(cues, place, -1, BEFORE_MAX, Side.BEFORE);
        side(cues, place, 1, BEHIND_MAX, Side.BEHIND);
        page.columns()
                .above(line, page.mentions().get(mention).from())
                .ifPresent(cell -> range(cues, cell.from(), cell.to(), Place.COLUMN, 8));
        int begin = page.lines().content(line);
        range(cues, begin, from[place], Place.LABEL, 3);
        range(cues, begin, page.lines().to(line), Place.ROW, ROW_MAX);
        int up = introductions[line];
        if (up >= 0) {
            last(cues, up);
        }
        return cues;
    }

    /// The word before a mention.
    String before(int mention) {
        int place = places[mention];
        return place > 0 ? words[place - 1] : "";
    }

    private record Side(Place any, Place first, Place second, Place both, Place sign) {
        static final Side BEFORE =
                new Side(Place.BEFORE, Place.BEFORE_FIRST, Place.BEFORE_SECOND, Place.BEFORE_BOTH, Place.BEFORE_SIGN);
        static final Side BEHIND =
                new Side(Place.BEHIND, Place.BEHIND_FIRST, Place.BEHIND_SECOND, Place.BEHIND_BOTH, Place.BEHIND_SIGN);
    }

    private void side(Cues cues, int place, int step, int most, Side side) {
        String nearest = "";
        int lines = 0;
        int taken = 0;
        for (int i = place + step; i >= 0 && i < count && taken < most && lines < 2; i += step) {
            String word = words[i];
            if (word.length() == 1 && !Character.isLetterOrDigit(word.charAt(0)) && !word.equals(LINE)) {
                if (i == place + step) {
                    cues.add(side.sign(), word);
                }
                continue;
            }
            lines += word.equals(LINE) ? 1 : 0;
            taken++;
            if (taken <= 2) {
                cues.add(taken == 1 ? side.first() : side.second(), word);
            }
            if (taken == 2) {
                cues.add(side.both(), nearest, word);
            }
            nearest = taken == 1 ? word : nearest;
            cues.add(side.any(), word);
        }
    }

    private void range(Cues cues, int begin, int end, Place place, int most) {
        int first = word(begin);
        for (int i = first; i < count && i < first + most && from[i] < end; i++) {
            if (words[i].length() > 1 || Character.isLetter(words[i].charAt(0))) {
                cues.add(place, words[i]);
            }
        }
    }

    /// The end of a line.
    private void last(Cues cues, int line) {
        int end = word(page.lines().to(line));
        int begin = page.lines().content(line);
        for (int i = end - 1; i >= 0 && i >= end - INTRODUCTION_MAX && from[i] >= begin; i--) {
            cues.add(Place.INTRODUCTION, words[i]);
        }
    }

    /// The word that speaks most for a kind, if any does.
    Optional<Phrases.Hit> most(KindWords weights, String kind, Place place) {
        int most = -1;
        double best = 0;
        for (int i = 0; i < count; i++) {
            double weight = weights.of(kind, place, words[i]);
            if (weight > best) {
                best = weight;
                most = i;
            }
        }
        return most < 0
                ? Optional.empty()
                : Optional.of(new Phrases.Hit("learned", best, from[most], Math.max(from[most] + 1, to[most])));
    }

    private int word(int at) {
        int found = Arrays.binarySearch(from, 0, count, at);
        return found >= 0 ? found : -found - 1;
    }

    /// All words of the first lines, and pairs of them.
    void all(Cues cues, Quotes quotes, boolean subject, int most) {
        Place fresh = subject ? Place.SUBJECT : Place.WORDS;
        Place old = subject ? Place.OLD_SUBJECT : Place.OLD_WORDS;
        String previous = "";
        for (int i = 0; i < count && i < most; i++) {
            String word = words[i];
            boolean sign = word.length() == 1 && !Character.isLetterOrDigit(word.charAt(0)) && "?!".indexOf(word) < 0;
            if (sign || word.equals(LINE)) {
                continue;
            }
            Place place = quotes.isNew(page.lines().at(from[i])) ? fresh : old;
            cues.add(place, word);
            if (!previous.isEmpty()) {
                cues.add(place, previous, word);
            }
            previous = word;
        }
    }
}
