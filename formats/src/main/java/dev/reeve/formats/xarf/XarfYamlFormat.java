package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.MessageTime;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailDates;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// X-ARF 0.1 and 0.2: a letter, a part of YAML, and logs; what fail2ban, blocklists and takedown services
/// send. Known by the keys of its YAML and not by its header field, which many leave out.
///
/// What fools it: `Port` is the port that was attacked, and of hosted content the port that serves it; the
/// culprit's own port isn't told. A letter may name more addresses than the YAML: only that which stands
/// beside the URL is taken.
public final class XarfYamlFormat implements ReportFormat {
    /// Clocks of those who report; blocklists say that the time is that of whoever told them.
    private static final Duration DOUBT = Duration.ofMinutes(10);

    private static final Duration NO_ZONE = Duration.ofHours(14);
    private static final Pattern LOCAL_TIME = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2})");

    @Override
    public String name() {
        return "x-arf/0";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "X-ARF 0.x: a part of YAML beside a letter and logs",
                "a source that is an address, a URL or a domain",
                "the port, which is the one that was attacked; further addresses in the letter");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return parts(message.mail()).anyMatch(p -> !YamlReport.of(p).isEmpty());
    }

    private static Stream<MailPart> parts(MailPart mail) {
        return mail.own().filter(p -> p.children().isEmpty() && maybe(p));
    }

    /// Of a mail of one part only what is marked as one: there the letter itself would be looked at.
    private static boolean maybe(MailPart part) {
        String type = part.type().mimeType();
        return type.equals("text/plain")
                || type.contains("yaml")
                || type.equals("application/octet-stream")
                || type.equals("text/x-yaml")
                || type.equals("message/feedback-report");
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        MailPart mail = message.mail();
        Map<String, String> notes = new LinkedHashMap<>();
        List<ObservationDraft> drafts = new ArrayList<>();
        int reports = 0;
        for (MailPart part : parts(mail).toList()) {
            for (YamlReport report : YamlReport.of(part)) {
                reports++;
                List<ObservationDraft> read = read(mail, report);
                if (read.isEmpty()) {
                    notes.put("report " + reports, "names no source that is an address, a domain or a URL");
                }
                drafts.addAll(read);
            }
        }
        if (drafts.isEmpty()) {
            return new Unreadable(
                    "the X-ARF part names no source that is an address, a domain or a URL",
                    List.copyOf(notes.values()));
        }
        return new Reports(List.of(new Report(name(), ClaimantReader.of(mail), drafts, notes, List.of(), false)));
    }

    private record Located(Resource resource, List<Span> spans) {}

    private List<ObservationDraft> read(MailPart mail, YamlReport report) {
        Kind kind = YamlKinds.of(report);
        boolean content = kind.category().equals("content") || kind.category().equals("copyright");
        List<Located> located = located(mail, report, content);
        Optional<Time> time = time(report).or(() -> mailTime(mail));
        if (located.isEmpty() || time.isEmpty()) {
            return List.of();
        }
        List<Span> spans = new ArrayList<>(time.get().spans());
        report.find("Report-Type", "signature", "Category").ifPresent(f -> spans.add(YamlReport.span("kind", f)));
        Map<String, String> facts = facts(report, content, spans);
        time.get().from().ifPresent(from -> facts.put(StatedTime.FACT, from));
        boolean sample = !report.word("Attachment").isEmpty()
                        && !report.word("Attachment").equals("none")
                || mail.own().filter(p -> p.children().isEmpty()).count() > 2;
        String id = report.text("Report-ID", "Report-Id");
        String incident = id.isEmpty() || id.length() > 200
                ? located.size() > 1 ? located.getLast().resource().key() : null
                : id;
        return located.stream()
                .map(l -> draft(l, time.get(), kind, content, sample, incident, facts, spans))
                .toList();
    }

    private static ObservationDraft draft(
            Located located,
            Time time,
            Kind kind,
            boolean content,
            boolean sample,
            @Nullable String incident,
            Map<String, String> facts,
            List<Span> spans) {
        return new ObservationDraft(
                located.resource(),
                time.seen(),
                time.doubt(),
                kind,
                content ? Direction.HOST : Direction.SOURCE,
                false,
                sample,
                incident,
                facts,
                Stream.concat(located.spans().stream(), spans.stream()).toList());
    }

    /// The URL first where content is hosted, then the address that serves it.
    private static List<Located> located(MailPart mail, YamlReport report, boolean content) {
        List<Located> located = new ArrayList<>();
        Optional<MailField> source = report.find("Source", "ip", "Source-IP", "IP-Address");
        if (content) {
            report.find("Download-Link", "uri", "url", "URI", "Source-URI")
                    .flatMap(f -> resource(f, report))
                    .filter(l -> l.resource() instanceof Resource.Url)
                    .ifPresent(located::add);
        }
        source.or(() -> report.find("uri", "url", "domain"))
                .flatMap(f -> resource(f, report))
                .filter(l -> located.stream().noneMatch(o -> o.resource().equals(l.resource())))
                .ifPresent(located::add);
        boolean address = located.stream().anyMatch(l -> l.resource() instanceof Resource.Address);
        if (!address && !located.isEmpty()) {
            besideTheUrl(mail).ifPresent(located::add);
        }
        return located;
    }

    private static Optional<Located> resource(MailField field, YamlReport report) {
        String text = YamlReport.bare(field);
        try {
            Optional<Resource> address = Addresses.parse(text).map(ip -> new Resource.Address(ip, port(report)));
            Resource resource = address.isPresent()
                    ? address.get()
                    : text.contains("://")
                            ? new Resource.Url(text)
                            : text.contains("@") ? new Resource.Mailbox(text) : new Resource.Domain(text);
            return Optional.of(new Located(resource, List.of(YamlReport.span("source", field))));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static @Nullable Integer port(YamlReport report) {
        String text = report.text("Source-Port");
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return port > 0 && port <= 65535 ? port : null;
    }

    /// `http://host/path [192.0.2.10]`, or "at address 192.0.2.10." in the letter.
    private static final Pattern BESIDE = Pattern.compile(
            "(?:https?://\\S{1,2000}\\s{1,4}(?:\\[[^\\]\\r\\n]{1,20}\\]\\s{1,4})?[\\[(]|(?i:\\b(?:ip )?address )\\[?)"
                    + "((?:\\d{1,3}\\.){3}\\d{1,3}|[0-9A-Fa-f:]{3,45})(?=[\\])., \\r\\n])");

    private static Optional<Located> besideTheUrl(MailPart mail) {
        Optional<MailPart> letter = mail.firstText();
        if (letter.isEmpty()) {
            return Optional.empty();
        }
        ByteSource content = letter.get().content();
        Matcher matcher = BESIDE.matcher(content.latin1());
        while (matcher.find()) {
            String found = matcher.group(1);
            int at = content.from() + matcher.start(1);
            Optional<Located> located = Addresses.parse(found)
                    .map(ip -> new Located(
                            new Resource.Address(ip, null),
                            List.of(content.span("source", letter.get().number(), at, found.length()))));
            if (located.isPresent()) {
                return located;
            }
        }
        return Optional.empty();
    }

    /// @param from where it was read, unless it is the report's own time
    private record Time(Interval seen, Duration doubt, List<Span> spans, Optional<String> from) {}

    private static Optional<Time> time(YamlReport report) {
        Optional<MailField> first = report.find("first_seen", "First-Seen", "Date", "date", "timestamp", "last_seen");
        Optional<MailField> last = report.find("last_seen", "Last-Seen");
        Optional<At> from = first.flatMap(XarfYamlFormat::at);
        if (first.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        List<Span> spans = new ArrayList<>(List.of(YamlReport.span("date", first.get())));
        Instant to = from.get().instant();
        Optional<Instant> end = last.flatMap(XarfYamlFormat::at).map(At::instant);
        if (last.isPresent() && end.isPresent() && end.get().isAfter(to)) {
            spans.add(YamlReport.span("date_to", last.get()));
            to = end.get();
        }
        return Optional.of(new Time(
                new Interval(from.get().instant(), to), from.get().zoned() ? DOUBT : NO_ZONE, spans, Optional.empty()));
    }

    private record At(Instant instant, boolean zoned) {}

    private static Optional<At> at(MailField field) {
        String text = YamlReport.bare(field);
        Optional<At> zoned = MailDates.find(text).map(instant -> new At(instant, true));
        if (zoned.isPresent()) {
            return zoned;
        }
        Matcher local = LOCAL_TIME.matcher(text);
        return local.find()
                ? MailDates.find(local.group(1) + "T" + local.group(2) + "Z").map(instant -> new At(instant, false))
                : MailDates.find(text + " +0000").map(instant -> new At(instant, false));
    }

    private static Optional<Time> mailTime(MailPart mail) {
        return MessageTime.of(mail)
                .map(time -> new Time(
                        Interval.at(time.at()), MessageTime.DOUBT, List.of(time.span()), Optional.of(StatedTime.MAIL)));
    }

    private static Map<String, String> facts(YamlReport report, boolean content, List<Span> spans) {
        Map<String, String> facts = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        names.put("report_type", "Report-Type");
        names.put("category", "Category");
        names.put("service", "Service");
        names.put(content ? "service_port" : "destination_port", "Port");
        names.put("user_agent", "User-Agent");
        names.put("signature", "signature");
        names.put("occurrences", "Occurrences");
        names.put("schema", "Schema-URL");
        names.forEach((fact, key) -> report.find(key)
                .filter(f -> YamlReport.bare(f).length() <= 300)
                .ifPresent(f -> {
                    facts.put(fact, YamlReport.bare(f));
                    spans.add(YamlReport.span(fact, f));
                }));
        return facts;
    }
}
