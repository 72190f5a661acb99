package dev.reeve.formats.arf;

import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Report.PersonalFact;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Feedback reports (RFC 5965, authentication failures by RFC 6591): what mailbox providers send when a
/// person presses the spam button. In practice a third lack the source or the time, which then come from the
/// prose or the enclosed mail.
///
/// What fools it: a provider that redacts the source everywhere (it says so), and `Reported-Domain`, which
/// some fill with their own name: it is kept as a fact and accuses nobody.
public final class ArfFormat implements ReportFormat {
    static final String FEEDBACK = "message/feedback-report";

    /// Most URLs taken from one report: real ones have one.
    private static final int URLS_MAX = 20;

    @Override
    public String name() {
        return "arf/1";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "feedback reports (RFC 5965), authentication failures among them (RFC 6591); feedback loops of "
                        + "mailbox providers",
                "a source address in the report, in the letter, or where the enclosed mail was handed over",
                "providers that redact the source everywhere; Received lines that the sender made up");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return feedback(message.mail()).isPresent() || labelled(message.mail());
    }

    private static boolean labelled(MailPart mail) {
        return mail.isType("multipart/report")
                && mail.type().parameter("report-type").equalsIgnoreCase("feedback-report");
    }

    /// The machine-readable part; some senders label it as text.
    private static Optional<MailPart> feedback(MailPart mail) {
        Optional<MailPart> right = mail.own().filter(p -> p.isType(FEEDBACK)).findFirst();
        return right.isPresent() || !labelled(mail)
                ? right
                : mail.own()
                        .filter(p -> p.children().isEmpty() && !p.number().isEmpty())
                        .filter(p -> FeedbackFields.of(p).find("Feedback-Type").isPresent())
                        .findFirst();
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        MailPart mail = message.mail();
        Optional<MailPart> part = feedback(mail);
        if (part.isEmpty()) {
            return Unreadable.because("a feedback report without its machine-readable part");
        }
        FeedbackFields fields = FeedbackFields.of(part.get());
        Optional<Culprit> culprit = Culprit.find(mail, fields, message.provider());
        if (culprit.isEmpty()) {
            return Unreadable.because("the report names no source address, nor does the mail that it encloses");
        }
        Optional<ReportedTime> time = ReportedTime.find(mail, fields);
        if (time.isEmpty()) {
            return Unreadable.because("neither the report nor the mail that it encloses has a time with a zone");
        }
        return new Reports(List.of(report(mail, part.get(), fields, culprit.get(), time.get())));
    }

    private Report report(MailPart mail, MailPart part, FeedbackFields fields, Culprit culprit, ReportedTime time) {
        Map<String, String> notes = new LinkedHashMap<>();
        Optional<MailField> type = fields.find("Feedback-Type");
        if (type.isEmpty()) {
            notes.put("feedback-type", "missing; taken as abuse");
        }
        String word = type.map(f -> f.value().toLowerCase(Locale.ROOT)).orElse("abuse");
        List<Span> spans = new ArrayList<>(List.of(culprit.span(), time.span()));
        fields.find("Source-Port").ifPresent(f -> spans.add(f.span("source_port")));
        type.ifPresent(f -> spans.add(f.span("kind")));
        if (type.isEmpty()) {
            spans.add(part.body()
                    .span("kind", part.number(), part.body().from(), part.body().length()));
        }
        Map<String, String> facts = facts(mail, fields, culprit, time, word, spans);
        boolean sample = mail.enclosed().isPresent();
        String incident = mail.enclosed()
                .map(m -> m.value("Message-ID"))
                .filter(id -> !id.isEmpty() && id.length() <= 200)
                .orElse(null);
        List<ObservationDraft> drafts = new ArrayList<>();
        if (word.equals("fraud")) {
            urls(fields)
                    .forEach(url -> drafts.add(new ObservationDraft(
                            url.resource(),
                            time.seen(),
                            time.doubt(),
                            new Kind("content", "phishing"),
                            Direction.HOST,
                            false,
                            sample,
                            incident,
                            facts,
                            with(spans, url.field().span("resource")))));
        }
        drafts.add(new ObservationDraft(
                culprit.resource(),
                time.seen(),
                time.doubt(),
                kind(word),
                Direction.SOURCE,
                culprit.guessed(),
                sample,
                incident,
                facts,
                spans));
        return new Report(name(), ClaimantReader.of(mail), drafts, notes, personal(fields), false);
    }

    private static List<Span> with(List<Span> spans, Span more) {
        return Stream.concat(Stream.of(more), spans.stream()).toList();
    }

    private record ReportedUrl(Resource.Url resource, MailField field) {}

    private static Stream<ReportedUrl> urls(FeedbackFields fields) {
        return fields.list("Reported-URI").limit(URLS_MAX).flatMap(field -> {
            try {
                return Stream.of(new ReportedUrl(new Resource.Url(field.value()), field));
            } catch (IllegalArgumentException noUrl) {
                return Stream.empty();
            }
        });
    }

    /// The registry's feedback types. Opt-outs and "not spam" are observations too, which no clause need
    /// forbid.
    private static Kind kind(String type) {
        return switch (type) {
            case "fraud" -> new Kind("messaging", "fraud");
            case "virus" -> new Kind("messaging", "malware");
            case "not-spam" -> new Kind("messaging", "not_spam");
            case "opt-out", "opt-out-list" -> new Kind("messaging", "opt_out");
            case "auth-failure", "dmarc" -> new Kind("messaging", "auth_failure");
            case "other" -> new Kind("other", "feedback");
            default -> new Kind("messaging", "spam");
        };
    }

    private static Map<String, String> facts(
            MailPart mail, FeedbackFields fields, Culprit culprit, ReportedTime time, String type, List<Span> spans) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("feedback_type", type);
        facts.put("source_from", culprit.from());
        facts.put("date_from", time.from());
        facts.put("original_enclosed", Boolean.toString(mail.enclosed().isPresent()));
        for (String name : List.of(
                "User-Agent", "Incidents", "Auth-Failure", "Reported-Domain", "Reported-URI", "Delivery-Result")) {
            fields.find(name)
                    .filter(f -> !f.value().isEmpty() && f.value().length() <= 500)
                    .ifPresent(f -> {
                        String fact = name.toLowerCase(Locale.ROOT).replace('-', '_');
                        facts.put(fact, f.value());
                        spans.add(f.span(fact));
                    });
        }
        return facts;
    }

    private static List<PersonalFact> personal(FeedbackFields fields) {
        return Stream.of("Original-Rcpt-To", "Removal-Recipient", "Original-Mail-From")
                .flatMap(name -> fields.list(name)
                        .limit(URLS_MAX)
                        .filter(f -> !f.value().isEmpty())
                        .map(f -> new PersonalFact(
                                name.toLowerCase(Locale.ROOT), f.value(), f.span(name.toLowerCase(Locale.ROOT)))))
                .toList();
    }
}
