package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.text.Testimony.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Measures the things that a message names, each by itself and beside the others.
final class Traits {
    /// What counts as accused, or as spoken against, in so many words.
    private static final double CLEAR = 1.4;

    /// Most mentions of one thing whose words are looked at.
    static final int WORDED_MAX = 8;

    private static final Pattern SCHEME = Pattern.compile("^[a-z]+://");
    private static final Beside NONE = new Beside(List.of());
    private static final WordWeights ADDRESSES = WordWeights.load("addresses.words");
    private static final WordWeights PAGES = WordWeights.load("pages.words");

    private final List<Page> pages;
    private final Reporters reporters;
    private final Kind kind;
    private final double kindWeight;
    private final double asks;
    private final boolean hasHeaders;
    private final List<Judge.Candidate> all;
    private final Map<Class<?>, List<Judge.Candidate>> sorts = new HashMap<>();
    private final Map<Class<?>, Beside> besides = new HashMap<>();
    private final Map<Mention, Integer> indexes = new HashMap<>();
    private final Standing standing;
    private final Ownership ownership;
    private final Set<String> names = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private final Map<Class<?>, Integer> mentions = new HashMap<>();
    private final List<double[][]> concepts;

    Traits(
            List<Page> pages,
            List<Quotes> quotes,
            Reporters reporters,
            Kind kind,
            double kindWeight,
            double asks,
            boolean hasHeaders,
            Collection<Judge.Candidate> candidates) {
        this.pages = pages;
        this.reporters = reporters;
        this.kind = kind;
        this.kindWeight = kindWeight;
        this.asks = asks;
        this.hasHeaders = hasHeaders;
        this.all = List.copyOf(candidates);
        this.concepts = pages.stream().map(Concepts::of).toList();
        for (Page page : pages) {
            for (int m = 0; m < page.mentions().size(); m++) {
                indexes.put(page.mentions().get(m), m);
            }
        }
        this.standing = new Standing(pages, quotes, indexes);
        this.ownership = new Ownership(pages, reporters);
        for (Judge.Candidate c : all) {
            sorts.computeIfAbsent(sort(c), k -> new ArrayList<>()).add(c);
            mentions.merge(sort(c), c.mentions.size(), Integer::sum);
            if (c.what instanceof Mention.Name name) {
                names.add(name.domain());
            } else if (c.what instanceof Mention.Url url) {
                hosts.add(url.host());
            }
        }
        sorts.forEach((sort, of) -> besides.put(sort, new Beside(of)));
    }

    /// Addresses and prefixes are one sort, pages and names another.
    static Class<?> sort(Judge.Candidate candidate) {
        return switch (candidate.what) {
            case Mention.Ip ip -> Mention.Ip.class;
            case Mention.Net net -> Mention.Ip.class;
            case Mention.Url url -> Mention.Url.class;
            case Mention.Name name -> Mention.Url.class;
            case Mention.Box box -> Mention.Box.class;
        };
    }

    /// The names of the numbers, in their order.
    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (Trait trait : Trait.values()) {
            names.add(trait.name());
        }
        names.addAll(Concepts.names());
        return names;
    }

    static final int COUNT = Trait.COUNT + Concepts.COUNT;

    /// One number for each {@link Trait}, then one for each concept and place: the nearest of all its mentions.
    double[] of(Judge.Candidate candidate) {
        double[] traits = new double[COUNT];
        concepts(candidate, traits);
        what(candidate, traits);
        about(traits);
        said(candidate, traits);
        standing.measure(candidate, traits);
        ownership.measure(candidate, traits);
        beside(candidate, traits);
        names(candidate, traits);
        words(traits, worded(candidate, sort(candidate) == Mention.Ip.class ? ADDRESSES : PAGES));
        return traits;
    }

    private void concepts(Judge.Candidate candidate, double[] traits) {
        for (Mention mention : candidate.mentions) {
            Integer index = indexes.get(mention);
            if (index != null) {
                double[] near = concepts.get(mention.section())[index];
                for (int i = 0; i < near.length; i++) {
                    if (near[i] > traits[Trait.COUNT + i]) {
                        traits[Trait.COUNT + i] = near[i];
                    }
                }
            }
        }
    }

    /// The words around each mention.
    private List<Cues> cues(Judge.Candidate candidate) {
        List<Cues> around = new ArrayList<>();
        for (Mention mention : candidate.mentions) {
            Integer index = indexes.get(mention);
            if (index != null && around.size() < WORDED_MAX) {
                around.add(pages.get(mention.section()).wording().around(index));
            }
        }
        return around;
    }

    /// The same as they are learned from.
    List<Set<String>> around(Judge.Candidate candidate) {
        return cues(candidate).stream().map(Cues::spelled).toList();
    }

    /// What each looks like in its place: the word before it, how many stand in its line and which of them it is.
    Map<Judge.Candidate, String> slots() {
        Map<Judge.Candidate, String> slots = new java.util.IdentityHashMap<>();
        for (Judge.Candidate candidate : all) {
            Mention mention = candidate.mentions.get(0);
            Page page = pages.get(mention.section());
            int index = indexes.getOrDefault(mention, -1);
            int line = page.line(mention);
            int before = 0;
            while (index - before > 0
                    && page.mentions().get(index - before - 1).from()
                            >= page.lines().from(line)) {
                before++;
            }
            String word = index < 0 ? "" : page.wording().before(index);
            slots.put(
                    candidate,
                    sort(candidate).getSimpleName()
                            + mention.section()
                            + '/'
                            + before
                            + '/'
                            + word
                            + ownership.of(mention));
        }
        return slots;
    }

    private double[] worded(Judge.Candidate candidate, WordWeights weights) {
        return cues(candidate).stream().mapToDouble(weights::sum).toArray();
    }

    /// @param sums what the words around each mention weigh
    static void words(double[] traits, double[] sums) {
        set(traits, Trait.WORDS, Arrays.stream(sums).average().orElse(0));
        set(traits, Trait.WORDS_BEST, Arrays.stream(sums).max().orElse(0));
        set(traits, Trait.WORDS_WORST, Arrays.stream(sums).min().orElse(0));
    }

    private static void set(double[] traits, Trait trait, double value) {
        traits[trait.ordinal()] = value;
    }

    private static void set(double[] traits, Trait trait, boolean value) {
        traits[trait.ordinal()] = value ? 1 : 0;
    }

    private static void what(Judge.Candidate candidate, double[] traits) {
        set(traits, Trait.IS_ADDRESS, candidate.what instanceof Mention.Ip);
        set(
                traits,
                Trait.IS_V6,
                candidate.what instanceof Mention.Ip ip && ip.address().family() == IpAddress.Family.IPV6);
        set(traits, Trait.LOOKS_LIKE_VERSION, candidate.what instanceof Mention.Ip ip && isLikeVersion(ip.address()));
        set(traits, Trait.IS_PREFIX, candidate.what instanceof Mention.Net);
        set(traits, Trait.IS_PAGE, candidate.what instanceof Mention.Url);
        set(traits, Trait.IS_NAME, candidate.what instanceof Mention.Name);
        set(
                traits,
                Trait.HAS_PATH,
                candidate.what instanceof Mention.Url url
                        && hasPath(SCHEME.matcher(url.written()).replaceFirst(""), url.host()));
        set(
                traits,
                Trait.HAS_PORT,
                candidate.mentions.stream().anyMatch(m -> m.what() instanceof Mention.Ip ip && ip.port() > 0));
    }

    private static boolean hasPath(String page, String host) {
        return page.indexOf('/') >= 0 && !page.endsWith(host + "/");
    }

    private static boolean isLikeVersion(IpAddress address) {
        long low = address.low();
        return address.family() == IpAddress.Family.IPV4
                && (low >>> 24 & 0xFF) < 30
                && (low >>> 16 & 0xFF) + (low >>> 8 & 0xFF) < 60;
    }

    private void about(double[] traits) {
        String category = kind.category();
        set(traits, Trait.ABOUT_CONNECTIONS, category.equals("connection"));
        set(traits, Trait.ABOUT_MESSAGES, category.equals("messaging"));
        set(traits, Trait.ABOUT_CONTENT, category.equals("content"));
        set(traits, Trait.ABOUT_COPYRIGHT, category.equals("copyright"));
        set(traits, Trait.ABOUT_INFRASTRUCTURE, category.equals("infrastructure"));
        set(traits, Trait.ABOUT_VULNERABILITY, category.equals("vulnerability"));
        set(traits, Trait.ABOUT_CONTROL, kind.type().equals("botnet"));
        set(traits, Trait.ABOUT_DENIAL, kind.type().equals("ddos"));
        set(traits, Trait.KIND_WEIGHT, Math.min(20, kindWeight));
        set(traits, Trait.ASKS_FOR_ACTION, Math.min(20, asks));
        set(traits, Trait.HAS_HEADERS, hasHeaders);
    }

    private void said(Judge.Candidate candidate, double[] traits) {
        Testimony said = new Testimony();
        int accusing = 0;
        int sparing = 0;
        for (Testimony heard : candidate.heard) {
            said.raise(heard, 1);
            accusing +=
                    heard.all.of(Party.SOURCE) >= CLEAR && heard.all.of(Party.SOURCE) >= heard.all.against() ? 1 : 0;
            sparing += heard.all.against() >= CLEAR && heard.all.against() > heard.all.of(Party.SOURCE) ? 1 : 0;
        }
        Votes votes = candidate.votes;
        set(traits, Trait.SOURCE, votes.of(Party.SOURCE));
        set(traits, Trait.PLACE, votes.of(Party.PLACE));
        set(traits, Trait.TARGET, votes.of(Party.TARGET));
        set(traits, Trait.OWN, votes.of(Party.OWN));
        set(traits, Trait.OTHER, votes.of(Party.OTHER));
        set(traits, Trait.REFERENCE, votes.of(Party.REFERENCE));
        set(traits, Trait.AGAINST, votes.against());
        set(traits, Trait.HEADER_SOURCE, said.at(Place.HEADER).of(Party.SOURCE));
        set(traits, Trait.HEADER_AGAINST, said.at(Place.HEADER).against());
        set(traits, Trait.LABEL_SOURCE, said.at(Place.LABEL).of(Party.SOURCE));
        set(traits, Trait.LABEL_PLACE, said.at(Place.LABEL).of(Party.PLACE));
        set(traits, Trait.LABEL_AGAINST, said.at(Place.LABEL).against());
        set(traits, Trait.LOG_SOURCE, said.at(Place.LOG).of(Party.SOURCE));
        set(traits, Trait.LOG_AGAINST, said.at(Place.LOG).against());
        set(traits, Trait.BEFORE_SOURCE, said.at(Place.BEFORE).of(Party.SOURCE));
        set(traits, Trait.BEFORE_PLACE, said.at(Place.BEFORE).of(Party.PLACE));
        set(traits, Trait.BEFORE_TARGET, said.at(Place.BEFORE).of(Party.TARGET));
        set(traits, Trait.BEFORE_AGAINST, said.at(Place.BEFORE).against());
        set(traits, Trait.BEHIND_SOURCE, said.at(Place.BEHIND).of(Party.SOURCE));
        set(traits, Trait.BEHIND_AGAINST, said.at(Place.BEHIND).against());
        double count = Math.max(1, candidate.heard.size());
        set(traits, Trait.SHARE_SOURCE, accusing / count);
        set(traits, Trait.SHARE_AGAINST, sparing / count);
    }

    private void beside(Judge.Candidate candidate, double[] traits) {
        List<Judge.Candidate> sort = sorts.getOrDefault(sort(candidate), List.of());
        Beside others = besides.getOrDefault(sort(candidate), NONE);
        double bestSource = others.bestSource(candidate);
        double bestNet = others.bestNet(candidate);
        int accused = others.accused() - (others.order(candidate) >= 0 && isAccused(candidate) ? 1 : 0);
        double source = candidate.votes.of(Party.SOURCE);
        set(traits, Trait.SORTS, Math.log(sort.size()));
        set(traits, Trait.ORDER, Math.log(1 + others.order(candidate)));
        set(traits, Trait.IS_ONLY, sort.size() == 1);
        set(
                traits,
                Trait.SHARE_OF_MENTIONS,
                candidate.mentions.size() / (double) Math.max(1, mentions.getOrDefault(sort(candidate), 1)));
        set(traits, Trait.BEST_OTHER_SOURCE, bestSource);
        set(traits, Trait.SOURCE_LEAD, source - bestSource);
        set(traits, Trait.NET_LEAD, source - candidate.votes.against() - bestNet);
        set(traits, Trait.ACCUSED_OF_SORT, Math.log(1 + accused));
        set(traits, Trait.NEIGHBOUR_SOURCE, others.neighbour(candidate));
        set(traits, Trait.ACCUSED_ADDRESSES, Math.log(1 + accused(Mention.Ip.class)));
        set(traits, Trait.ACCUSED_PAGES, Math.log(1 + accused(Mention.Url.class)));
    }

    private int accused(Class<?> sort) {
        return besides.getOrDefault(sort, NONE).accused();
    }

    static boolean isAccused(Judge.Candidate other) {
        return other.votes.of(Party.SOURCE) >= CLEAR && other.votes.of(Party.SOURCE) >= other.votes.against();
    }

    static String host(Mention.What what) {
        return switch (what) {
            case Mention.Name n -> n.domain();
            case Mention.Url u -> u.host();
            case Mention.Ip ip -> "";
            case Mention.Net net -> "";
            case Mention.Box box -> "";
        };
    }

    private void names(Judge.Candidate candidate, double[] traits) {
        String host = host(candidate.what);
        if (!host.isEmpty()) {
            set(traits, Trait.IS_REPORTERS, reporters.isReporters(host));
            set(traits, Trait.IS_OURS, reporters.isOurs(host));
            set(traits, Trait.IS_WELL_KNOWN, Reporters.isWellKnown(host));
            set(traits, Trait.HOST_IS_NAMED, candidate.what instanceof Mention.Url && names.contains(host));
            set(traits, Trait.IS_HOST_OF_PAGE, candidate.what instanceof Mention.Name && hosts.contains(host));
        }
        Votes near = new Votes();
        Map<String, Judge.Candidate> keyed = keyed();
        for (Mention mention : candidate.mentions) {
            Page page = pages.get(mention.section());
            int index = indexes.getOrDefault(mention, -1);
            for (int i : new int[] {index - 1, index + 1}) {
                if (index >= 0 && i >= 0 && i < page.mentions().size()) {
                    Mention other = page.mentions().get(i);
                    Judge.Candidate what = keyed.get(other.what().key());
                    if (what != null
                            && sort(what) != sort(candidate)
                            && Math.abs(page.line(other) - page.line(mention)) <= 1) {
                        near.raise(what.votes, 1);
                    }
                }
            }
        }
        set(traits, Trait.BESIDE_SOURCE, near.of(Party.SOURCE));
        set(traits, Trait.BESIDE_AGAINST, near.against());
    }

    private final Map<String, Judge.Candidate> byKey = new HashMap<>();

    private Map<String, Judge.Candidate> keyed() {
        if (byKey.isEmpty()) {
            all.forEach(c -> byKey.put(c.what.key(), c));
        }
        return byKey;
    }
}
