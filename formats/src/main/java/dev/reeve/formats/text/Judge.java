package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.Addresses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides who is accused: all that is said of a thing in all its places is weighed, and then the things against each
/// other.
final class Judge {
    /// What clearly is said to be the culprit.
    private static final double CLEAR = 1.4;

    /// What nothing is said of is accused only where nothing else is.
    private static final double NEUTRAL = 0.3;

    private static final Set<String> BRACKET = Set.of(" (", "(", " [", "[", "/", " / ", ", ");

    /// Most addresses of one name that are looked at.
    private static final int PLACES_MAX = 16;

    private final List<Page> pages;
    private final List<Quotes> quotes;
    private final List<HeaderBlocks> headers;
    private final Reporters reporters;
    private final Provider provider;
    private final Kind kind;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();
    private final Map<String, List<Beside>> places = new HashMap<>();

    Judge(
            List<Page> pages,
            List<Quotes> quotes,
            List<HeaderBlocks> headers,
            Reporters reporters,
            Provider provider,
            Kind kind) {
        this.pages = pages;
        this.quotes = quotes;
        this.headers = headers;
        this.reporters = reporters;
        this.provider = provider;
        this.kind = kind;
    }

    /// Something that is named, with all that is said of it.
    static final class Candidate {
        final Mention.What what;
        final List<Mention> mentions = new ArrayList<>();
        final Votes votes = new Votes();
        double clear;

        Candidate(Mention.What what) {
            this.what = what;
        }

        double inFavour() {
            return votes.inFavour();
        }

        boolean isFor() {
            return votes.of(Party.SOURCE) > votes.against() && votes.of(Party.SOURCE) >= CLEAR
                    || votes.of(Party.PLACE) > 0 && votes.of(Party.PLACE) * 0.8 >= votes.against();
        }

        @Override
        public String toString() {
            return what.key() + " " + votes;
        }
    }

    /// @param confidence from 0 to 1
    record Verdict(List<Candidate> accused, double confidence, List<Candidate> others) {}

    Verdict decide() {
        for (int i = 0; i < pages.size(); i++) {
            Page page = pages.get(i);
            List<Votes> votes = Evidence.of(page, headers.get(i), kind);
            for (int m = 0; m < page.mentions().size(); m++) {
                weigh(page, page.mentions().get(m), votes.get(m));
            }
        }
        pages.forEach(this::ownHosts);
        candidates.values().forEach(this::background);
        List<Candidate> addresses = addresses();
        List<Candidate> accused = new ArrayList<>(addresses);
        if (!accusesPages()) {
            candidates.values().stream()
                    .filter(c ->
                            c.what instanceof Mention.Url && c.votes.of(Party.SOURCE) >= 3 && c.votes.against() < 1)
                    .forEach(accused::add);
        }
        if (accusesPages() || addresses.isEmpty() && !kind.category().equals("connection")) {
            accused.addAll(pagesAccused(addresses));
        }
        Set<Candidate> chosen = new HashSet<>(accused);
        List<Candidate> others =
                candidates.values().stream().filter(c -> !chosen.contains(c)).toList();
        return new Verdict(accused, confidence(accused), others);
    }

    private void weigh(Page page, Mention mention, Votes said) {
        if (mention.what() instanceof Mention.Box) {
            return;
        }
        Mention.What what =
                mention.what() instanceof Mention.Ip ip ? new Mention.Ip(ip.address(), -1, false) : mention.what();
        Candidate candidate = candidates.computeIfAbsent(what.key(), k -> new Candidate(what));
        candidate.mentions.add(mention);
        if (quotes.get(mention.section()).isOurs(page.line(mention))) {
            candidate.votes.raise(Party.OTHER, 0.5);
            return;
        }
        double factor = switch (page.section().role()) {
            case SUBJECT -> 1.2;
            case BODY -> 1;
            case FILE -> 0.9;
            case SAMPLE -> 0.3;
        };
        candidate.votes.raise(said, factor);
        if (page.section().role() == Section.Role.SUBJECT && said.against() < 1) {
            candidate.votes.raise(Party.SOURCE, what instanceof Mention.Ip ? 2.2 : 4);
        }
        // A page at an address names the address too.
        if (what instanceof Mention.Url p) {
            address(p.host()).ifPresent(host -> {
                Mention.Ip at = new Mention.Ip(host, -1, false);
                Candidate hosting = candidates.computeIfAbsent(at.key(), k -> new Candidate(at));
                hosting.mentions.add(mention);
                hosting.votes.raise(said, factor * 0.9);
                if (accusesPages() && said.against() < 1) {
                    hosting.votes.raise(Party.SOURCE, 2);
                }
            });
        }
    }

    private static Optional<IpAddress> address(String host) {
        return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')
                ? Addresses.parse(host)
                : Optional.empty();
    }

    /// What is known of a thing whatever is said of it.
    private void background(Candidate candidate) {
        switch (candidate.what) {
            case Mention.Ip ip -> {
                if (Addresses.isInside(ip.address()) || isNobody(ip.address())) {
                    candidate.votes.raise(Party.OTHER, 100);
                } else if (provider.isKnown()) {
                    candidate.votes.raise(
                            provider.holds(ip.address()) ? Party.SOURCE : Party.OTHER,
                            provider.holds(ip.address()) ? 3 : 2.5);
                }
            }
            case Mention.Url page -> hosts(candidate, page.host());
            case Mention.Name name -> hosts(candidate, name.domain());
            case Mention.Net net -> {}
            case Mention.Box box -> {}
        }
    }

    /// The address behind a name of the reporter's is the reporter's: `www.victim.example (192.0.2.1)`.
    private void ownHosts(Page page) {
        for (int i = 0; i + 1 < page.mentions().size(); i++) {
            Mention name = page.mentions().get(i);
            Mention next = page.mentions().get(i + 1);
            String host = host(name.what());
            if (!host.isEmpty()
                    && reporters.isReporters(host)
                    && next.what() instanceof Mention.Ip
                    && next.from() - name.to() <= 3
                    && BRACKET.contains(page.text().substring(name.to(), next.from()))) {
                Optional.ofNullable(candidates.get(next.what().key())).ifPresent(c -> c.votes.raise(Party.TARGET, 2.5));
            }
        }
    }

    private void hosts(Candidate candidate, String host) {
        if (reporters.isReporters(host) || reporters.isOurs(host) && candidate.votes.of(Party.SOURCE) < CLEAR) {
            candidate.votes.raise(Party.REFERENCE, 6);
        }
        if (Reporters.isWellKnown(host) && candidate.votes.of(Party.SOURCE) < 3) {
            candidate.votes.raise(Party.REFERENCE, 4);
        }
        if (candidate.mentions.stream().allMatch(m -> m.inLink())
                && candidate.mentions.stream()
                        .allMatch(m -> pages.get(m.section()).section().role() != Section.Role.SAMPLE)) {
            candidate.votes.add(Party.REFERENCE, 0.5);
        }
    }

    /// Multicast, broadcast, and the resolvers that everybody names.
    private static boolean isNobody(IpAddress address) {
        if (address.family() == IpAddress.Family.IPV4) {
            return address.low() >>> 24 >= 224
                    || Set.of("8.8.8.8", "8.8.4.4", "1.1.1.1", "1.0.0.1", "9.9.9.9")
                            .contains(address.toString());
        }
        return address.high() >>> 56 == 0xFF;
    }

    private List<Candidate> addresses() {
        boolean hosting = hostsToo();
        List<Candidate> all = candidates.values().stream()
                .filter(c -> c.what instanceof Mention.Ip || c.what instanceof Mention.Net)
                .toList();
        List<Candidate> clear = all.stream()
                .filter(c -> c.votes.of(Party.SOURCE) >= CLEAR && c.votes.of(Party.SOURCE) >= c.votes.against())
                .toList();
        if (!clear.isEmpty()) {
            List<Candidate> found = new ArrayList<>(clear);
            all.stream()
                    .filter(c -> !isClear(c) && c.votes.of(Party.PLACE) >= 0.9 && c.votes.against() < 0.9 && hosting)
                    .forEach(found::add);
            return found;
        }
        List<Candidate> placed = all.stream()
                .filter(c -> c.inFavour() >= NEUTRAL
                        && Math.max(c.inFavour(), c.votes.of(Party.PLACE)) >= c.votes.against() * 0.9)
                .toList();
        if (!placed.isEmpty()) {
            return placed;
        }
        List<Candidate> doubtful = all.stream()
                .filter(c -> c.votes.of(Party.SOURCE) >= CLEAR && c.votes.of(Party.SOURCE) >= c.votes.against() * 0.6)
                .toList();
        if (!doubtful.isEmpty()) {
            return doubtful;
        }
        return all.stream().filter(c -> c.votes.against() < 0.6).toList();
    }

    /// Where content is reported, an address by its side is where it is.
    private boolean hostsToo() {
        return accusesPages()
                && candidates.values().stream()
                        .anyMatch(c -> (c.what instanceof Mention.Url || c.what instanceof Mention.Name)
                                        && c.votes.of(Party.REFERENCE) < 1
                                || kind.category().equals("vulnerability"));
    }

    /// Kinds that are about what can be fetched somewhere.
    private boolean accusesPages() {
        return accusesPages(kind);
    }

    static boolean accusesPages(Kind kind) {
        return Set.of("content", "copyright", "infrastructure").contains(kind.category())
                || kind.category().equals("vulnerability");
    }

    private List<Candidate> pagesAccused(List<Candidate> addresses) {
        List<Candidate> urls = candidates.values().stream()
                .filter(c -> c.what instanceof Mention.Url page && isFetched(c) && !isElsewhere(page.host(), addresses))
                .toList();
        List<Candidate> accused = new ArrayList<>(urls);
        boolean sampleOnly = urls.stream().anyMatch(c -> !isSample(c));
        if (sampleOnly) {
            accused.removeIf(this::isSample);
        }
        if (accused.isEmpty()
                || kind.type().equals("suspicious_registration")
                || kind.type().equals("brand_infringement")
                || kind.type().equals("fraud")) {
            List<String> hosts =
                    accused.stream().map(c -> ((Mention.Url) c.what).host()).toList();
            candidates.values().stream()
                    .filter(c -> c.what instanceof Mention.Name name && !hosts.contains(name.domain()))
                    .filter(c ->
                            isFetched(c) && !isSample(c) && !isElsewhere(((Mention.Name) c.what).domain(), addresses))
                    .filter(c -> kind.category().equals("content")
                            || addresses.isEmpty()
                            || c.votes.of(Party.SOURCE) >= CLEAR)
                    .forEach(accused::add);
        }
        return accused;
    }

    private static boolean isClear(Candidate c) {
        return c.votes.of(Party.SOURCE) >= CLEAR && c.votes.of(Party.SOURCE) >= c.votes.against();
    }

    private static boolean isFetched(Candidate candidate) {
        return candidate.votes.against()
                < Math.max(0.9, Math.max(candidate.votes.of(Party.SOURCE), candidate.votes.of(Party.PLACE) * 0.75));
    }

    /// Whether the message says of that name that it is at an address, and that address isn't accused.
    private boolean isElsewhere(String host, List<Candidate> addresses) {
        boolean elsewhere = false;
        for (Beside place : places().getOrDefault(host, List.of())) {
            if (addresses.stream().anyMatch(a -> a.what.key().equals(place.address()))) {
                return false;
            }
            elsewhere |= place.close();
        }
        return elsewhere && !addresses.isEmpty();
    }

    /// @param close with hardly a word in between
    private record Beside(String address, boolean close) {}

    /// The addresses that stand behind each name, on the same line.
    private Map<String, List<Beside>> places() {
        if (!places.isEmpty()) {
            return places;
        }
        for (Page page : pages) {
            for (int i = 0; i + 1 < page.mentions().size(); i++) {
                Mention name = page.mentions().get(i);
                Mention next = page.mentions().get(i + 1);
                String host = host(name.what());
                if (!host.isEmpty() && next.what() instanceof Mention.Ip ip && page.line(name) == page.line(next)) {
                    List<Beside> beside = places.computeIfAbsent(host, key -> new ArrayList<>());
                    if (beside.size() < PLACES_MAX) {
                        beside.add(new Beside(ip.key(), isBeside(page.text().substring(name.to(), next.from()))));
                    }
                }
            }
        }
        return places;
    }

    private static String host(Mention.What what) {
        return switch (what) {
            case Mention.Name n -> n.domain();
            case Mention.Url u -> u.host();
            case Mention.Ip ip -> "";
            case Mention.Net net -> "";
            case Mention.Box box -> "";
        };
    }

    /// Cells of one row, or a name and its address: not a sentence that goes on to something else.
    private static boolean isBeside(String between) {
        return between.split("[^\\p{L}]+", -1).length <= 3;
    }

    private boolean isSample(Candidate candidate) {
        return candidate.mentions.stream()
                .allMatch(m -> pages.get(m.section()).section().role() == Section.Role.SAMPLE);
    }

    private double confidence(List<Candidate> accused) {
        if (accused.isEmpty()) {
            return 0;
        }
        double least = accused.stream()
                .mapToDouble(c -> c.votes.of(Party.SOURCE))
                .max()
                .orElse(0);
        double rivals =
                accused.stream().mapToDouble(c -> c.votes.against()).max().orElse(0);
        double base = least >= 2 ? 0.9 : least >= CLEAR ? 0.8 : accused.size() <= 3 ? 0.65 : 0.5;
        return Math.max(0.2, base - 0.08 * Math.min(3, rivals));
    }

    Map<String, Candidate> candidates() {
        return candidates;
    }
}
