package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Report;
import dev.reeve.formats.About;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.json.JsonTree;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// XARF version 4, and version 3 converted, as the body of a request or in a mail. Fields are checked against
/// the specification's own lists: what identifies the thing complained of must be there, what is missing
/// beyond that is noted. An evidence hash that doesn't match is noted too, for four in ten of the
/// specification's samples don't.
///
/// Nothing of the evidence is taken over: it stays in the raw message, which for child safety is sealed.
public final class XarfFormat implements ReportFormat {
    /// How far into a part the marks of a report are looked for.
    private static final int PEEK_BYTES = 100_000;

    /// Most reports of one list.
    private static final int REPORTS_MAX = 1_000;

    private final boolean strict;

    /// Lenient: what identifies the thing complained of is enough.
    public XarfFormat() {
        this(false);
    }

    private XarfFormat(boolean strict) {
        this.strict = strict;
    }

    /// Refuses a version 4 document that its schema refuses.
    public static XarfFormat strict() {
        return new XarfFormat(true);
    }

    @Override
    public String name() {
        return "xarf/4";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "XARF 1 to 4: JSON, bare or in a mail",
                "category, type, source and time",
                "reporters who send the victim as the source; hashes that match nothing");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return message.bareJson() || document(message.mail()).isPresent();
    }

    private static Optional<MailPart> document(MailPart mail) {
        return mail.own().filter(p -> p.children().isEmpty() && isDocument(p)).findFirst();
    }

    private static boolean isDocument(MailPart part) {
        String type = part.type().mimeType();
        boolean maybe = type.contains("json")
                || type.contains("xarf")
                || part.fileName().endsWith(".json")
                || type.equals("text/plain")
                || type.equals("application/octet-stream");
        if (!maybe) {
            return false;
        }
        ByteSource content = part.content();
        int first = content.from();
        while (first < content.to() && content.bytes()[first] <= ' ' && content.bytes()[first] >= 0) {
            first++;
        }
        if (first >= content.to() || content.bytes()[first] != '{' && content.bytes()[first] != '[') {
            return false;
        }
        String begin = new ByteSource(
                        content.bytes(), content.from(), Math.min(content.to(), content.from() + PEEK_BYTES), -1, 0)
                .latin1();
        return begin.contains("\"xarf_version\"")
                || begin.contains("\"ReporterInfo\"")
                || begin.contains("\"ReportClass\"")
                || begin.contains("\"source_identifier\"");
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        MailPart part =
                message.bareJson() ? message.mail() : document(message.mail()).orElse(message.mail());
        ByteSource content = part.content();
        boolean whole = content.from() == 0 && content.to() == content.bytes().length;
        return switch (JsonTree.parse(whole ? content.bytes() : content.copy())) {
            case JsonTree.Broken(String reason) -> Unreadable.because("the XARF document is " + reason);
            case JsonTree.Read(JsonValue root) ->
                switch (root) {
                    case JsonValue.Members members -> read(message, part, content, members);
                    case JsonValue.Items items -> all(message, part, content, items.items());
                    case JsonValue.Scalar _ ->
                        Unreadable.because("the document holds no XARF report; send one report per message");
                };
        };
    }

    private ParseOutcome read(RawMessage message, MailPart part, ByteSource content, JsonValue.Members members) {
        XarfDocument document = new XarfDocument(members, content, part.number());
        List<String> broken = strict && document.isVersion4() ? XarfStrict.problems(members) : List.of();
        return broken.isEmpty()
                ? new XarfReader(name(), message.mail(), document).read()
                : new Unreadable("the XARF report is not valid: " + String.join("; ", broken), broken);
    }

    /// A list of reports, which the specification doesn't know and bulk senders write: those that can't be
    /// read are named.
    private ParseOutcome all(RawMessage message, MailPart part, ByteSource content, List<JsonValue> documents) {
        List<Report> reports = new ArrayList<>();
        Map<String, String> problems = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(documents.size(), REPORTS_MAX); i++) {
            ParseOutcome outcome = documents.get(i) instanceof JsonValue.Members members
                    ? read(message, part, content, members)
                    : Unreadable.because("it is no report");
            if (outcome instanceof Reports read) {
                reports.addAll(read.reports());
            } else if (outcome instanceof Unreadable unreadable) {
                problems.put("report " + (i + 1), unreadable.reason());
            }
        }
        if (documents.size() > REPORTS_MAX) {
            problems.put("reports from " + (REPORTS_MAX + 1), "not read; send fewer per message");
        }
        if (reports.isEmpty()) {
            return new Unreadable(
                    "the document holds no XARF report that can be read; send one report per message",
                    List.copyOf(problems.values()));
        }
        Report first = reports.getFirst();
        Map<String, String> notes = new LinkedHashMap<>(first.notes());
        notes.putAll(problems);
        reports.set(
                0,
                new Report(
                        first.format(),
                        first.claimant(),
                        first.observations(),
                        notes,
                        first.personal(),
                        first.sealed()));
        return new Reports(reports);
    }
}
