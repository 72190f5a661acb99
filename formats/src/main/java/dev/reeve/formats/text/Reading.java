package dev.reeve.formats.text;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.Provider;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.ReceivedChain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A message as free text: what it is about, whom it accuses, when, and what sort of mail it is.
public final class Reading {
    /// Doubt where a time has its zone: clocks of reporters are off by minutes.
    static final Duration ZONED_DOUBT = Duration.ofMinutes(2);

    /// Zones reach from twelve hours behind to fourteen ahead.
    static final Duration UNZONED_DOUBT = Duration.ofHours(14);

    /// Where only the mail has a time: reports come within days.
    static final Duration MAIL_DOUBT = Duration.ofHours(72);

    /// Most observations of one message.
    public static final int OBSERVATIONS_MAX = 20_000;

    private static final int SPANS_MAX = 12;
    private static final Trees REPORTS = Trees.load("reports.trees", MailTraits.names());
    private static final Kind SPAM = new Kind("messaging", "spam");
    private static final Kind UNKNOWN = new Kind("other", "abuse");

    private final Document document;
    private final List<Page> pages;
    private final List<Quotes> quotes;
    private final Judge judge;
    private final Judge.Verdict verdict;
    private final Cues words;
    private final Optional<KindJudge.Verdict> kind;
    private final Optional<ReceivedChain.Hop> handOver;
    private final boolean hasHeaders;
    private final TimeJudge times;
    private final Talk talk;
    private final Optional<Instant> sent;

    /// Measured when it is first asked for: not every reader asks.
    private double report = Double.NaN;

    private Reading(Document document, Provider provider, KindWords words) {
        this.document = document;
        this.pages = document.sections().stream().map(Page::of).toList();
        Reporters reporters = new Reporters(document.mail());
        this.quotes = pages.stream().map(p -> Quotes.of(p, reporters)).toList();
        this.words = MailTraits.cues(pages, quotes);
        this.kind = KindJudge.of(pages, this.words, words);
        List<HeaderBlocks> headers = pages.stream()
                .map(p -> HeaderBlocks.of(p.text(), p.lines(), provider))
                .toList();
        // Whoever complains about a mail encloses its header.
        this.hasHeaders = headers.stream().anyMatch(h -> !h.isEmpty())
                || document.sections().stream()
                        .anyMatch(s -> s.fields().stream().anyMatch(f -> f.is("Received")));
        this.talk = Talk.of(pages, quotes);
        this.judge =
                new Judge(pages, quotes, headers, reporters, provider, kind(), kindWeight(), talk.report(), hasHeaders);
        this.verdict = judge.decide();
        this.sent = sent(document.mail());
        this.times = new TimeJudge(
                pages,
                quotes,
                headers,
                sent.orElse(Instant.EPOCH),
                verdict.accused().size() <= 1,
                verdict.accused().stream().map(c -> c.what.key()).collect(java.util.stream.Collectors.toSet()));
        this.handOver = namesAddress() || !kind().category().equals("messaging") ? Optional.empty() : sample(provider);
    }

    public static Reading of(Document document, Provider provider) {
        return of(document, provider, KindWords.installed());
    }

    static Reading of(Document document, Provider provider, KindWords words) {
        return new Reading(document, provider, words);
    }

    private static Optional<Instant> sent(MailPart mail) {
        Optional<Instant> dated = MailDates.find(mail.value("Date"));
        return dated.isPresent()
                ? dated
                : mail.list("Received")
                        .map(f -> MailDates.find(f.value()))
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    boolean namesAddress() {
        return verdict.accused().stream().anyMatch(c -> c.what instanceof Mention.Ip || c.what instanceof Mention.Net);
    }

    /// Whether it has an address at all that could be somebody's here.
    boolean namesAnyAddress() {
        return namesAddress()
                || verdict.others().stream()
                        .anyMatch(c -> c.what instanceof Mention.Ip && c.votes.of(Party.OTHER) < 50);
    }

    /// The server that handed an enclosed mail over, where nobody is named in words.
    private Optional<ReceivedChain.Hop> sample(Provider provider) {
        return document.sections().stream()
                .filter(s -> s.role() == Section.Role.SAMPLE && !s.fields().isEmpty())
                .findFirst()
                .flatMap(s -> ReceivedChain.of(s.fields()).handOver(provider));
    }

    public Kind kind() {
        return kind.map(KindJudge.Verdict::kind).orElse(hasHeaders ? SPAM : UNKNOWN);
    }

    /// How much of the vocabulary of abuse it has.
    double kindWeight() {
        return kind.map(KindJudge.Verdict::weight).orElse(0.0);
    }

    public Talk talk() {
        return talk;
    }

    public Document document() {
        return document;
    }

    boolean accusesNobody() {
        return verdict.accused().isEmpty() && handOver.isEmpty();
    }

    double confidence() {
        return verdict.accused().isEmpty() && handOver.isPresent() ? 0.7 : verdict.confidence();
    }

    private boolean isOld(Mention mention) {
        Page page = pages.get(mention.section());
        return switch (page.section().role()) {
            case SUBJECT -> true;
            case BODY -> !quotes.get(mention.section()).isNew(page.line(mention));
            case FILE, SAMPLE -> false;
        };
    }

    /// Whether the words of the mail itself name what is accused; else a mail enclosed in it does.
    boolean isInBody() {
        return verdict.accused().stream()
                .flatMap(c -> c.mentions.stream())
                .anyMatch(m -> pages.get(m.section()).section().role() != Section.Role.SAMPLE);
    }

    /// How surely it was read.
    public double certainty() {
        return accusesNobody() ? 0 : confidence();
    }

    /// A page or a name that the message has.
    ///
    /// @param accused whether it is where something is said to be
    /// @param reference whether it is said to be something else: an original, a link of the reporter's
    /// @param bare whether it is a host and no more
    public record Named(
            String value, int section, int from, int to, boolean accused, boolean reference, boolean bare) {}

    /// All pages and names in the order in which they stand.
    public List<Named> named() {
        List<Named> named = new ArrayList<>();
        Set<String> accused = new HashSet<>();
        Set<String> reference = new HashSet<>();
        verdict.accused().stream()
                .filter(c -> c.accused > Judge.ACCUSED)
                .filter(c -> !(c.what instanceof Mention.Name) || c.votes.of(Party.SOURCE) >= 1.4)
                .forEach(c -> accused.add(c.what.key()));
        judge.candidates().values().stream()
                .filter(c -> c.accused <= Judge.ACCUSED && c.votes.of(Party.REFERENCE) > 2.5)
                .forEach(c -> reference.add(c.what.key()));
        for (Page page : pages) {
            for (Mention mention : page.mentions()) {
                String value = switch (mention.what()) {
                    case Mention.Url url -> url.written();
                    case Mention.Ip ip -> ip.key();
                    case Mention.Name name -> name.domain();
                    case Mention.Net net -> "";
                    case Mention.Box box -> "";
                };
                String key = mention.what().key();
                if (!value.isEmpty() && (accused.contains(key) || mention.what() instanceof Mention.Url)) {
                    named.add(new Named(
                            value,
                            mention.section(),
                            mention.from(),
                            mention.to(),
                            accused.contains(key),
                            reference.contains(key),
                            Mention.isBare(mention.what())));
                }
            }
        }
        return named;
    }

    List<Page> pages() {
        return pages;
    }

    List<Quotes> quotes() {
        return quotes;
    }

    Cues words() {
        return words;
    }

    boolean hasHeaders() {
        return hasHeaders;
    }

    boolean isInSubject(Judge.Candidate candidate) {
        return candidate.mentions.stream()
                .anyMatch(m -> pages.get(m.section()).section().role() == Section.Role.SUBJECT);
    }

    boolean isOldOnly(Judge.Candidate candidate) {
        return candidate.mentions.stream().allMatch(this::isOld);
    }

    /// How surely the message is a report, from 0 to 1.
    double isReport() {
        if (Double.isNaN(report)) {
            report = REPORTS.share(MailTraits.of(this));
        }
        return report;
    }

    Judge judge() {
        return judge;
    }

    /// What is claimed, the most specific first; empty also where there is no time at all.
    public List<ObservationDraft> drafts() {
        List<ObservationDraft> drafts = new ArrayList<>();
        List<Judge.Candidate> ordered = verdict.accused().stream()
                .sorted(Comparator.comparingInt(c -> specific(c.what)))
                .limit(OBSERVATIONS_MAX)
                .toList();
        for (Judge.Candidate candidate : ordered) {
            draft(candidate).ifPresent(drafts::add);
        }
        handOver.flatMap(this::draft).ifPresent(drafts::add);
        return drafts;
    }

    private static int specific(Mention.What what) {
        return switch (what) {
            case Mention.Url url -> 0;
            case Mention.Box box -> 1;
            case Mention.Name name -> 2;
            case Mention.Ip ip -> 3;
            case Mention.Net net -> 4;
        };
    }

    private Optional<ObservationDraft> draft(Judge.Candidate candidate) {
        Optional<Resource> resource = resource(candidate);
        Optional<Seen> seen = times.of(candidate);
        if (resource.isEmpty() || seen.isEmpty() && sent.isEmpty()) {
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>();
        candidate.mentions.stream()
                .filter(m -> m.to() > m.from())
                .limit(SPANS_MAX)
                .forEach(m -> spans.add(pages.get(m.section()).section().text().span("source", m.from(), m.to())));
        seen.ifPresent(s -> spans.addAll(s.spans()));
        kindSpan().ifPresent(spans::add);
        if (seen.isEmpty()) {
            dateField().ifPresent(spans::add);
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(StatedTime.FACT, seen.isEmpty() ? StatedTime.MAIL : seen.get().zoned() ? "text" : StatedTime.UNZONED);
        written(candidate.what).ifPresent(w -> facts.put("written", w));
        Interval interval = seen.map(Seen::interval).orElseGet(() -> Interval.at(sent.orElseThrow()));
        Duration doubt = seen.isEmpty() ? MAIL_DOUBT : seen.get().zoned() ? ZONED_DOUBT : UNZONED_DOUBT;
        boolean sample = seen.filter(Seen::repeated).isPresent()
                || document.sections().stream()
                        .anyMatch(s -> s.role() == Section.Role.FILE || s.role() == Section.Role.SAMPLE);
        return Optional.of(new ObservationDraft(
                resource.get(), interval, doubt, kind(), direction(), isSpoofable(), sample, null, facts, spans));
    }

    private Optional<ObservationDraft> draft(ReceivedChain.Hop hop) {
        Optional<Instant> at = hop.at().isPresent() ? hop.at() : sent;
        if (at.isEmpty() || hop.from().isEmpty()) {
            return Optional.empty();
        }
        List<Span> spans =
                new ArrayList<>(List.of(hop.field().span("source"), hop.field().span("date")));
        kindSpan().ifPresent(spans::add);
        Resource.Address address = new Resource.Address(hop.from().get(), hop.port() == 0 ? null : hop.port());
        return Optional.of(new ObservationDraft(
                address,
                Interval.at(at.get()),
                hop.at().isPresent() ? ZONED_DOUBT : MAIL_DOUBT,
                kind(),
                Direction.SOURCE,
                false,
                true,
                null,
                Map.of(StatedTime.FACT, hop.at().isPresent() ? "received" : StatedTime.MAIL, "source_from", "received"),
                spans));
    }

    private Optional<Span> kindSpan() {
        return kind.map(k -> k.page()
                .section()
                .text()
                .span("kind", k.place().from(), k.place().to()));
    }

    private Optional<Span> dateField() {
        return document.mail().find("Date").map(field -> field.span("date"));
    }

    private Optional<Resource> resource(Judge.Candidate candidate) {
        try {
            return Optional.of(
                    switch (candidate.what) {
                        case Mention.Ip ip ->
                            new Resource.Address(
                                    ip.address(), Ports.of(candidate, pages).orElse(null));
                        case Mention.Net net -> new Resource.Prefix(net.prefix());
                        case Mention.Url url ->
                            new Resource.Url(url.scheme() ? url.written() : "http://" + url.written());
                        case Mention.Name name -> new Resource.Domain(name.domain());
                        case Mention.Box box -> new Resource.Mailbox(box.mailbox());
                    });
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }

    /// A page whose scheme was not written: the one that we put before it is ours.
    private static Optional<String> written(Mention.What what) {
        return what instanceof Mention.Url url && !url.scheme() && url.written().length() <= 500
                ? Optional.of(url.written())
                : Optional.empty();
    }

    private Direction direction() {
        String category = kind().category();
        boolean host = Set.of("content", "vulnerability", "infrastructure").contains(category)
                || category.equals("copyright") && !kind().type().equals("p2p");
        return host ? Direction.HOST : Direction.SOURCE;
    }

    /// Packets that need no answer can come from anywhere.
    private boolean isSpoofable() {
        return kind().toString().equals("connection/ddos") || kind().toString().equals("connection/port_scan");
    }

    /// A mail that is enclosed, when this one only passes it on.
    Optional<MailPart> passedOn() {
        return document.mail().enclosed();
    }

    Optional<MailField> subject() {
        return document.mail().find("Subject");
    }

    @Override
    public String toString() {
        return kind() + " " + talk + " " + verdict;
    }
}
