package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Report.Claimant;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.json.JsonValue.Scalar;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.MailPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one XARF document into a report, or says everything that it lacks.
final class XarfReader {
    /// Longest fact.
    private static final int FACT_LENGTH_MAX = 300;

    private final String format;
    private final MailPart mail;
    private final XarfDocument document;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> notes = new LinkedHashMap<>();

    XarfReader(String format, MailPart mail, XarfDocument document) {
        this.format = format;
        this.mail = mail;
        this.document = document;
    }

    ParseOutcome read() {
        if (!document.isVersion4() && !document.isVersion3()) {
            return Unreadable.because(
                    document.version().isEmpty()
                            ? "the document has no xarf_version; write \"xarf_version\": \"4.2.0\""
                            : "XARF version \"" + shown(document.version()) + "\" is not read; write version 4");
        }
        Optional<Kind> kind = kind();
        Optional<XarfTime> time = XarfTime.of(document, problems, notes);
        List<Located> resources = resources(kind);
        kind.ifPresent(this::noteMissing);
        XarfEvidence evidence = XarfEvidence.check(document.evidence());
        problems.addAll(evidence.problems());
        notes.putAll(evidence.notes());
        if (!problems.isEmpty() || kind.isEmpty() || time.isEmpty() || resources.isEmpty()) {
            return new Unreadable("the XARF report lacks what it needs: " + String.join("; ", problems), problems);
        }
        if (document.isVersion3()) {
            notes.put("converted", "from version " + shown(document.version()));
        }
        boolean sealed = XarfTypes.isSealed(kind.get());
        List<ObservationDraft> drafts = resources.stream()
                .map(located -> draft(kind.get(), time.get(), located, evidence.present()))
                .toList();
        return new Reports(List.of(new Report(format, claimant(), drafts, notes, List.of(), sealed)));
    }

    private Optional<Kind> kind() {
        if (document.isVersion3()) {
            Optional<Kind> kind = XarfV3.kind(document.root()).or(this::otherKind);
            if (kind.isEmpty()) {
                problems.add(
                        "`ReportType` is a word such as Spam or PortScan; better send version 4 with category and type");
            }
            return kind;
        }
        String category = word("category");
        String type = word("type");
        if (!XarfTypes.CATEGORIES.contains(category)) {
            problems.add("`category` is one of " + String.join(", ", XarfTypes.CATEGORIES));
        }
        try {
            Kind kind = new Kind(category, type);
            if (!XarfTypes.isKnown(kind)) {
                notes.put("type", "not in the specification");
            }
            return Optional.of(kind);
        } catch (IllegalArgumentException e) {
            problems.add("`type` is a word such as spam, phishing or login_attack");
            return Optional.empty();
        }
    }

    /// A type of version 3 that version 4 has no word for.
    private Optional<Kind> otherKind() {
        String type = word("type").replaceAll("[^a-z0-9_]+", "_").replaceAll("^[^a-z]+", "");
        notes.put("type", "none that version 4 knows");
        return type.isEmpty() || type.length() > 40 ? Optional.empty() : Optional.of(new Kind("other", type));
    }

    private String word(String name) {
        return document.text(name).toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /// A resource and the value that it was read from.
    private record Located(Resource resource, Scalar value) {}

    /// The URL first where the kind is about content, for behind one address there may be many clients.
    private List<Located> resources(Optional<Kind> kind) {
        Optional<Located> source = document.find("source_identifier").flatMap(this::located);
        if (source.isEmpty()) {
            problems.add("`source_identifier` is an IP address, a domain, a URL or a mailbox");
        }
        boolean content = kind.filter(
                        k -> k.category().equals("content") || k.category().equals("copyright"))
                .isPresent();
        Optional<Located> url = content
                ? Stream.of("url", "infringing_url")
                        .flatMap(name -> document.find(name).flatMap(this::located).stream())
                        .filter(l -> l.resource() instanceof Resource.Url)
                        .findFirst()
                : Optional.empty();
        return Stream.concat(url.stream(), source.stream())
                .filter(l -> url.isEmpty()
                        || l.equals(url.get())
                        || !l.resource().equals(url.get().resource()))
                .distinct()
                .toList();
    }

    private Optional<Located> located(Scalar value) {
        String text = value.text().strip();
        try {
            Resource resource = text.contains("://")
                    ? new Resource.Url(text)
                    : Addresses.parse(text)
                            .<Resource>map(ip -> new Resource.Address(ip, port()))
                            .orElseGet(
                                    () -> text.contains("@") ? new Resource.Mailbox(text) : new Resource.Domain(text));
            return Optional.of(new Located(resource, value));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private @Nullable Integer port() {
        String text = document.text("source_port");
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return port > 0 && port <= 65535 ? port : null;
    }

    private void noteMissing(Kind kind) {
        List<String> missing = document.isVersion3()
                ? List.of()
                : Stream.concat(Stream.of("report_id", "reporter", "sender"), XarfTypes.required(kind).stream())
                        .filter(name -> document.root().find(name).isEmpty())
                        .toList();
        if (!missing.isEmpty()) {
            notes.put("missing", String.join(", ", missing));
        }
    }

    private ObservationDraft draft(Kind kind, XarfTime time, Located located, boolean sample) {
        List<Span> spans = new ArrayList<>();
        spans.add(document.span("source", located.value()));
        document.find("source_port").ifPresent(v -> spans.add(document.span("source_port", v)));
        spans.addAll(time.spans());
        document.find("type").ifPresent(v -> spans.add(document.span("kind", v)));
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : XarfTypes.facts(kind)) {
            document.find(name)
                    .filter(v -> v.text().length() <= FACT_LENGTH_MAX)
                    .ifPresent(v -> {
                        if (facts.size() < dev.reeve.core.evidence.Observation.FACTS_MAX) {
                            facts.put(name, v.text().strip());
                            spans.add(document.span(name, v));
                        }
                    });
        }
        boolean hosts = kind.category().equals("content") || kind.category().equals("copyright");
        String id = document.text("report_id");
        return new ObservationDraft(
                located.resource(),
                time.seen(),
                time.doubt(),
                kind,
                hosts ? Direction.HOST : Direction.SOURCE,
                XarfSpoofing.isSpoofable(kind, document),
                sample,
                id.isEmpty() || id.length() > 200 ? null : id,
                facts,
                spans);
    }

    private Claimant claimant() {
        Claimant sender = ClaimantReader.of(mail);
        String address = contact("contact");
        return new Claimant(
                address.isEmpty() ? sender.address() : address,
                contact("org"),
                contact("domain").isEmpty()
                        ? sender.domain()
                        : contact("domain").toLowerCase(Locale.ROOT),
                sender.signedBy(),
                sender.authenticationResults());
    }

    private String contact(String name) {
        String text = document.isVersion3()
                ? document.text("reporter." + name)
                : document.root().block("reporter").text(name);
        return text.length() <= FACT_LENGTH_MAX ? text : "";
    }

    private static String shown(String text) {
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }
}
