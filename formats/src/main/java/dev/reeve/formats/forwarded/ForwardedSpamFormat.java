package dev.reeve.formats.forwarded;

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
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.mail.ReceivedChain;
import dev.reeve.formats.mail.ReceivedChain.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Spam sent on as an attachment, with few words or none: by people, and by feedback loops that write no
/// feedback report. The culprit is whoever handed the enclosed mail over to the reporter's side.
///
/// What fools it: mail that was forwarded on the reporter's side by another organisation, whose server then
/// seems to have handed it over. A letter that says more, or names somebody else, is left to those who read
/// letters.
public final class ForwardedSpamFormat implements ReportFormat {
    /// Longer letters say something of their own.
    static final int LETTER_CHARS_MAX = 1_500;

    private static final Duration DOUBT = Duration.ofMinutes(5);

    private static final Pattern SPAM = Pattern.compile(
            "(?i)\\bspam|\\bjunk\\b|unsolicited|\\bu[bc]e\\b|bulk e?-?mail|complaint about (?:a )?message|marked as|unerw(?:ü|ue)nscht|"
                    + "pourriel|ind[ée]sirable|no (?:deseado|solicitado)|indesiderat|ongewenst|niechcian|спам|垃圾|迷惑|스팸");

    /// Whoever writes of these accuses a page, a program or a work, not the mail's sender.
    private static final Pattern OTHER = Pattern.compile(
            "(?i)phish|hameçonn|malware|virus|trojan|fraud|betrug|scam|copyright|trademark|infring|fake|login page|takedown|https?://|hxxp");

    @Override
    public String name() {
        return "forwarded-spam/1";
    }

    @Override
    public Turn turn() {
        return Turn.FREE_TEXT;
    }

    @Override
    public About about() {
        return new About(
                "spam that is sent on as an attachment with few words or none",
                "Received lines in the enclosed mail that show who handed it over",
                "mail that was forwarded to the reporter by another organisation's server");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return find(message).isPresent();
    }

    private record Complaint(MailPart original, Hop hop) {}

    private static Optional<Complaint> find(RawMessage message) {
        Optional<MailPart> original =
                message.bare() ? Optional.empty() : message.mail().enclosed();
        if (original.isEmpty()) {
            return Optional.empty();
        }
        String letter = letter(message);
        boolean spam = letter.isBlank()
                || SPAM.matcher(letter + " " + message.subject()).find();
        boolean other =
                OTHER.matcher(letter).find() || OTHER.matcher(message.subject()).find();
        if (!spam || other || letter.length() > LETTER_CHARS_MAX) {
            return Optional.empty();
        }
        List<String> named = Addresses.ips(letter).toList();
        return ReceivedChain.of(original.get())
                .handOver(message.provider())
                .filter(hop -> named.isEmpty()
                        || named.stream().anyMatch(n -> Addresses.parse(n).equals(hop.from())))
                .map(hop -> new Complaint(original.get(), hop));
    }

    private static String letter(RawMessage message) {
        return String.join(
                "\n",
                message.mail()
                        .own()
                        .filter(p -> p.children().isEmpty() && p.isType("text/plain"))
                        .map(p -> p.text().strip())
                        .toList());
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        return find(message)
                .<ParseOutcome>map(complaint -> new Reports(List.of(report(message, complaint))))
                .orElseGet(() -> Unreadable.because("the enclosed mail doesn't show who handed it over"));
    }

    private Report report(RawMessage message, Complaint complaint) {
        Hop hop = complaint.hop();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("source_from", "received");
        facts.put("original_enclosed", "true");
        List<Span> spans = new ArrayList<>();
        String ip = hop.from().map(Object::toString).orElse("");
        spans.add(hop.field().span("source", ip));
        spans.add(hop.field().span("kind"));
        Instant at;
        Duration doubt = DOUBT;
        if (hop.at().isPresent()) {
            at = hop.at().get();
            spans.add(hop.field().span("date"));
        } else {
            MessageTime time = Stream.of(complaint.original(), message.mail())
                    .flatMap(m -> MessageTime.of(m).stream())
                    .findFirst()
                    .orElse(new MessageTime(Instant.EPOCH, hop.field().span("mail_date")));
            at = time.at();
            doubt = MessageTime.DOUBT;
            spans.add(time.span());
            facts.put(StatedTime.FACT, StatedTime.MAIL);
        }
        String id = complaint.original().value("Message-ID");
        ObservationDraft draft = new ObservationDraft(
                new Resource.Address(hop.from().orElseThrow(), hop.port() == 0 ? null : hop.port()),
                Interval.at(at),
                doubt,
                new Kind("messaging", "spam"),
                Direction.SOURCE,
                true,
                true,
                id.isEmpty() || id.length() > 200 ? null : id,
                facts,
                spans);
        return new Report(
                name(), ClaimantReader.of(message.mail()), List.of(draft), Map.of(), List.of(), false, null, 0.8);
    }
}
