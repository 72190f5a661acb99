package dev.reeve.formats.text;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.Provider;
import dev.reeve.formats.mail.Addresses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Decides who is accused: all that is said of a thing in all its places is weighed, and then the things against each
/// other.
final class Judge {
    /// What clearly is said to be the culprit.
    private static final double CLEAR = 1.4;

    /// From here on a thing is accused.
    static final double ACCUSED = 0.5;

    /// Where nothing is, the likeliest is, if it is likelier than this.
    static final double LIKELIEST = 0.25;

    /// What is accused so surely says something of others.
    private static final double SURE = 0.7;

    /// So much is said against what can be nobody's.
    private static final double NOBODY = 50;

    private static final Trees FIRST_ADDRESSES = Trees.load("addresses-first.trees", Traits.names());
    private static final Trees FIRST_PAGES = Trees.load("pages-first.trees", Traits.names());
    private static final Trees ADDRESSES = Trees.load("addresses.trees", Traits.names());
    private static final Trees PAGES = Trees.load("pages.trees", Traits.names());

    /// An attack on Log4j names where the victim is to call; that is another's, and told apart if it is not.
    private static final String LOOKUP = "jndi:";

    private static final Set<String> BRACKET = Set.of(" (", "(", " [", "[", "/", " / ", ", ");

    private final List<Page> pages;
    private final List<Quotes> quotes;
    private final List<HeaderBlocks> headers;
    private final Reporters reporters;
    private final Provider provider;
    private final Kind kind;
    private final double kindWeight;
    private final double asks;
    private final boolean hasHeaders;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    Judge(
            List<Page> pages,
            List<Quotes> quotes,
            List<HeaderBlocks> headers,
            Reporters reporters,
            Provider provider,
            Kind kind,
            double kindWeight,
            double asks,
            boolean hasHeaders) {
        this.kindWeight = kindWeight;
        this.asks = asks;
        this.hasHeaders = hasHeaders;
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
        /// What is said of each mention.
        final List<Testimony> heard = new ArrayList<>();

        final Votes votes = new Votes();

        /// See {@link Trait}.
        double[] traits = new double[Traits.COUNT];

        /// How surely it is accused, from 0 to 1.
        double accused;

        /// Whether it is another's because what it stands with is.
        boolean spared;

        Candidate(Mention.What what) {
            this.what = what;
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
            List<Testimony> heard = Evidence.of(page, headers.get(i), kind);
            for (int m = 0; m < page.mentions().size(); m++) {
                weigh(page, page.mentions().get(m), heard.get(m));
            }
        }
        pages.forEach(this::ownHosts);
        candidates.values().forEach(this::background);
        Traits traits = traits();
        candidates.values().forEach(c -> c.traits = traits.of(c));
        candidates.values().forEach(c -> c.accused = share(c, FIRST_ADDRESSES, FIRST_PAGES));
        Company.measure(weighed(), traits.slots());
        candidates.values().forEach(c -> c.accused = share(c, ADDRESSES, PAGES));
        settle();
        List<Candidate> accused = accused(candidates.values());
        Set<Candidate> chosen = new HashSet<>(accused);
        List<Candidate> others =
                candidates.values().stream().filter(c -> !chosen.contains(c)).toList();
        double least = accused.stream().mapToDouble(c -> c.accused).min().orElse(0);
        return new Verdict(accused, Math.min(0.99, Math.round(least * 100) / 100.0), others);
    }

    static List<Candidate> accused(Collection<Candidate> all) {
        List<Candidate> accused = all.stream().filter(c -> c.accused > ACCUSED).toList();
        return accused.isEmpty()
                ? all.stream()
                        .max(Comparator.comparingDouble(c -> c.accused))
                        .filter(c -> c.accused > LIKELIEST)
                        .map(List::of)
                        .orElse(List.of())
                : accused;
    }

    /// How surely it is accused. Where the provider's own addresses are known they say more than most words.
    private double share(Candidate candidate, Trees addresses, Trees pages) {
        if (candidate.votes.of(Party.OTHER) >= NOBODY) {
            return 0;
        }
        boolean address = Traits.sort(candidate) == Mention.Ip.class;
        double sum = (address ? addresses : pages).sum(candidate.traits);
        if (candidate.what instanceof Mention.Ip ip && provider.isKnown()) {
            sum += provider.holds(ip.address()) ? 2 : -4;
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /// What lists and enumerations say of what they hold, after each was looked at by itself.
    void settle() {
        List<Fellows.Group> fellows = fellows();
        Ownership.spread(weighed(), fellows);
        Fellows.level(fellows);
        under();
        Ownership.tell(weighed());
    }

    /// A page at an address or below a name that clearly is accused is hardly anything else.
    private void under() {
        for (Candidate candidate : weighed()) {
            if (candidate.what instanceof Mention.Url page && candidate.accused > LIKELIEST) {
                Stream.of(new Mention.Name(page.host()).key(), page.host())
                        .map(candidates::get)
                        .filter(host -> host != null && host.accused > SURE)
                        .forEach(host -> candidate.accused =
                                Math.max(candidate.accused, (candidate.accused + host.accused) / 2));
            }
        }
    }

    /// What could be somebody's.
    List<Candidate> weighed() {
        return candidates.values().stream()
                .filter(c -> c.votes.of(Party.OTHER) < NOBODY)
                .toList();
    }

    /// Those of them that are named in one breath.
    List<Fellows.Group> fellows() {
        return Fellows.of(pages, weighed());
    }

    private void weigh(Page page, Mention mention, Testimony testimony) {
        Votes said = testimony.all;
        if (mention.what() instanceof Mention.Box) {
            return;
        }
        Mention.What what =
                mention.what() instanceof Mention.Ip ip ? new Mention.Ip(ip.address(), -1, false) : mention.what();
        Candidate candidate = candidates.computeIfAbsent(what.key(), k -> new Candidate(what));
        candidate.mentions.add(mention);
        candidate.heard.add(testimony);
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
        if (page.text().startsWith(LOOKUP, mention.from() - LOOKUP.length())) {
            candidate.votes.raise(Party.OTHER, 6);
        }
        String named = host(what);
        boolean known = !named.isEmpty() && (reporters.isOurs(named) || reporters.isReporters(named));
        if (page.section().role() == Section.Role.SUBJECT && said.against() < 1 && !known) {
            candidate.votes.raise(Party.SOURCE, what instanceof Mention.Ip ? 2.2 : 4);
        }
        // A page at an address names the address too.
        if (what instanceof Mention.Url p) {
            address(p.host()).ifPresent(host -> {
                Mention.Ip at = new Mention.Ip(host, -1, false);
                Candidate hosting = candidates.computeIfAbsent(at.key(), k -> new Candidate(at));
                hosting.mentions.add(mention);
                hosting.heard.add(testimony);
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
                }
            }
            case Mention.Url page -> hosts(candidate, page.host());
            case Mention.Name name -> hosts(candidate, name.domain());
            case Mention.Net net -> {
                if (candidates.values().stream().anyMatch(other -> isInside(net, other.what))) {
                    candidate.votes.raise(Party.OTHER, 100);
                }
            }
            case Mention.Box box -> {}
        }
    }

    /// A network of which single addresses are named only says where they are.
    private static boolean isInside(Mention.Net net, Mention.What what) {
        return what instanceof Mention.Ip ip
                && net.prefix().contains(ip.address())
                && !ip.address().equals(net.prefix().first())
                && !ip.address().equals(net.prefix().last());
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

    /// Kinds that are about what can be fetched somewhere.
    private boolean accusesPages() {
        return accusesPages(kind);
    }

    static boolean accusesPages(Kind kind) {
        return Set.of("content", "copyright", "infrastructure").contains(kind.category())
                || kind.category().equals("vulnerability");
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

    Traits traits() {
        return new Traits(pages, quotes, reporters, kind, kindWeight, asks, hasHeaders, candidates.values());
    }

    Map<String, Candidate> candidates() {
        return candidates;
    }
}
