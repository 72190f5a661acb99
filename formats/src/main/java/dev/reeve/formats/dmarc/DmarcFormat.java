package dev.reeve.formats.dmarc;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Report.Claimant;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.NotAReport;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.xml.XmlElement;
import dev.reeve.formats.xml.XmlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// DMARC aggregate reports (RFC 7489 §7.2 and appendix C). Only rows in which neither DKIM nor SPF vouches
/// for the domain say that somebody sends in its name; the rest are the domain's own mail, and a report
/// without such rows is none.
public final class DmarcFormat implements ReportFormat {
    /// Most rows of one report: large domains have some ten thousand.
    static final int ROWS_MAX = 50_000;

    private static final Pattern FILE = Pattern.compile("\\.(?:xml|zip|gz)$");
    private static final Pattern TYPE = Pattern.compile("application/(?:zip|gzip|x-zip.*|x-gzip|xml)|text/xml");
    private static final Kind KIND = new Kind("messaging", "auth_failure");

    @Override
    public String name() {
        return "dmarc/1";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "DMARC aggregate reports: XML, bare, attached, zipped or gzipped",
                "a source address in a row where neither DKIM nor SPF passed, and the report's range of dates",
                "forwarders and mailing lists, whose mail fails both without anybody meaning harm");
    }

    @Override
    public boolean recognises(RawMessage message) {
        boolean maybe = message.bare()
                || message.mail()
                        .own()
                        .anyMatch(p -> FILE.matcher(p.fileName()).find()
                                || TYPE.matcher(p.type().mimeType()).matches());
        return maybe && !feedback(message).isEmpty();
    }

    private record Feedback(XmlElement root, PlacedText text) {}

    private static List<Feedback> feedback(RawMessage message) {
        Attachments.Contents contents = message.files();
        List<Feedback> feedback = new ArrayList<>();
        for (Attachments.Opened file : contents.files()) {
            if (file.content().indexOf("<feedback") >= 0 && file.content().indexOf("report_metadata") >= 0) {
                PlacedText text = PlacedText.of(file.content(), file.part());
                XmlReader.find(text.text(), "feedback", 0)
                        .ifPresent(f -> feedback.add(new Feedback(f.element(), text)));
            }
        }
        return feedback;
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        List<Report> reports = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean clean = false;
        for (Feedback feedback : feedback(message)) {
            Map<String, String> notes = new LinkedHashMap<>();
            Optional<Interval> range = range(feedback.root());
            if (range.isEmpty()) {
                problems.add("the report has no range of dates");
                continue;
            }
            List<ObservationDraft> drafts = rows(feedback, range.get(), notes);
            clean |= drafts.isEmpty() && !notes.containsKey("bad rows");
            if (!drafts.isEmpty()) {
                reports.add(new Report(name(), claimant(message, feedback), drafts, notes, List.of(), false));
            } else if (notes.containsKey("bad rows")) {
                problems.add(notes.get("bad rows") + " rows name no source address");
            }
        }
        if (!reports.isEmpty()) {
            return new Reports(reports);
        }
        return clean
                ? new NotAReport(new NonReport(NonReport.Kind.NOTHING_FAILED, List.of()))
                : new Unreadable("no row of the DMARC report can be read", problems);
    }

    private static Optional<Interval> range(XmlElement root) {
        String begin = root.text("report_metadata", "date_range", "begin");
        String end = root.text("report_metadata", "date_range", "end");
        if (!begin.matches("\\d{9,11}")) {
            return Optional.empty();
        }
        Instant from = Instant.ofEpochSecond(Long.parseLong(begin));
        Instant to = end.matches("\\d{9,11}") ? Instant.ofEpochSecond(Long.parseLong(end)) : from;
        return Optional.of(new Interval(from, to.isBefore(from) ? from : to));
    }

    private List<ObservationDraft> rows(Feedback feedback, Interval range, Map<String, String> notes) {
        List<ObservationDraft> drafts = new ArrayList<>();
        List<XmlElement> records =
                feedback.root().list("record").limit(ROWS_MAX).toList();
        int passed = 0;
        int bad = 0;
        for (XmlElement record : records) {
            if (passes(record)) {
                passed++;
                continue;
            }
            Optional<ObservationDraft> draft = draft(feedback, record, range);
            draft.ifPresent(drafts::add);
            bad += draft.isPresent() ? 0 : 1;
        }
        notes.put("rows", records.size() + ", " + passed + " of them passed");
        if (bad > 0) {
            notes.put("bad rows", Integer.toString(bad));
        }
        return drafts;
    }

    private static boolean passes(XmlElement record) {
        return record.text("row", "policy_evaluated", "dkim").equalsIgnoreCase("pass")
                || record.text("row", "policy_evaluated", "spf").equalsIgnoreCase("pass");
    }

    private static Optional<ObservationDraft> draft(Feedback feedback, XmlElement record, Interval range) {
        Optional<XmlElement> source = record.find("row", "source_ip");
        return source.flatMap(e -> Addresses.parse(e.text())).map(ip -> {
            List<Span> spans = new ArrayList<>();
            spans.add(span(feedback, "source", source.orElseThrow()));
            feedback.root()
                    .find("report_metadata", "date_range", "begin")
                    .ifPresent(e -> spans.add(span(feedback, "date", e)));
            record.find("row", "policy_evaluated", "dkim").ifPresent(e -> spans.add(span(feedback, "kind", e)));
            Map<String, String> facts = new LinkedHashMap<>();
            fact(facts, "count", record.text("row", "count"));
            fact(facts, "disposition", record.text("row", "policy_evaluated", "disposition"));
            fact(facts, "header_from", record.text("identifiers", "header_from"));
            fact(facts, "policy", feedback.root().text("policy_published", "p"));
            return new ObservationDraft(
                    new Resource.Address(ip, null),
                    range,
                    Duration.ZERO,
                    KIND,
                    Direction.SOURCE,
                    false,
                    false,
                    null,
                    facts,
                    spans);
        });
    }

    private static void fact(Map<String, String> facts, String name, String value) {
        if (!value.isEmpty() && value.length() <= 300) {
            facts.put(name, value);
        }
    }

    private static Span span(Feedback feedback, String what, XmlElement element) {
        return feedback.text().span(what, element.at(), element.length());
    }

    private static Claimant claimant(RawMessage message, Feedback feedback) {
        Claimant sender = ClaimantReader.of(message.mail());
        String address = Addresses.mailbox(feedback.root().text("report_metadata", "email"));
        return new Claimant(
                sender.address().isEmpty() ? address : sender.address(),
                feedback.root().text("report_metadata", "org_name"),
                sender.domain().isEmpty() ? Addresses.domain(address) : sender.domain(),
                sender.signedBy(),
                sender.authenticationResults());
    }
}
