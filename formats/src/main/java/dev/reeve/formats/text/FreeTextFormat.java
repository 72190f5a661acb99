package dev.reeve.formats.text;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.NotAReport;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.Provider;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What no machine wrote for machines: complaints in any words, language and layout.
///
/// It guesses nothing that it can't point at, and rather leaves a message to a person than guess whom it accuses. What
/// fools it: a report that names only the victim, and lists in which only pictures or colours tell whose is whose.
public final class FreeTextFormat implements ReportFormat {
    /// Below this a person has to look.
    static final double CONFIDENCE_MIN = 0.4;

    @Override
    public String name() {
        return "free-text/1";
    }

    @Override
    public Turn turn() {
        return Turn.FREE_TEXT;
    }

    @Override
    public About about() {
        return new About(
                "complaints in any words and layout, in the languages of most reporters: prose, fields, tables, logs, "
                        + "forwarded mail, attached text, tables, archives, PDF and spreadsheets",
                "an address, page or name that its words accuse; below a confidence a person looks",
                "reports that name only the victim; lists in which only pictures or colours tell whose is whose");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return true;
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        Reading reading = Reading.of(Document.of(message.mail()), message.provider());
        Optional<ParseOutcome> passedOn = passedOn(message, reading);
        return passedOn.orElseGet(() -> outcome(message.mail(), reading, message.provider()));
    }

    /// Certified mail and upstreams pass a report on as it was: then its own words and its own sender count.
    private Optional<ParseOutcome> passedOn(RawMessage message, Reading outer) {
        if (outer.isInBody()) {
            return Optional.empty();
        }
        return outer.passedOn().flatMap(mail -> {
            Reading inner = Reading.of(Document.of(mail), message.provider());
            boolean report = inner.isInBody()
                    && inner.talk().report() >= 3
                    && inner.isClear()
                    && NonReports.of(inner).isEmpty();
            return report ? Optional.of(outcome(mail, inner, message.provider())) : Optional.empty();
        });
    }

    /// Where the provider's own addresses are known, a reading can be clear by that alone; then its words have to
    /// say as well that harm was done.
    private static boolean isClearByWords(Reading reading, Provider provider) {
        return !provider.isKnown()
                || reading.kindWeight() >= 1
                || reading.talk().report() >= 1;
    }

    private ParseOutcome outcome(MailPart mail, Reading reading, Provider provider) {
        Optional<NonReport.Kind> other = NonReports.of(reading);
        if (other.isPresent()) {
            return new NotAReport(new NonReport(other.get(), List.of()));
        }
        List<String> problems = reading.document().problems();
        if (reading.accusesNobody()) {
            return new Unreadable("it reads like a report and names nobody that could be accused", problems);
        }
        if (reading.kindWeight() < 2
                && reading.talk().report() < 2
                && !(reading.isClear() && reading.confidence() >= 0.8 && isClearByWords(reading, provider))) {
            return new Unreadable("it names something and doesn't say what it did", problems);
        }
        if (reading.confidence() < CONFIDENCE_MIN) {
            return new Unreadable("it names several and doesn't say clearly whom it accuses", problems);
        }
        List<ObservationDraft> drafts = reading.drafts();
        if (drafts.isEmpty()) {
            return new Unreadable("neither the text nor the mail has a time", problems);
        }
        Map<String, String> notes = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(5, problems.size()); i++) {
            notes.put("not-read-" + (i + 1), problems.get(i));
        }
        return new Reports(List.of(new Report(
                name(),
                ClaimantReader.of(mail),
                drafts,
                notes,
                List.of(),
                reading.kind().withheld(),
                null,
                reading.confidence())));
    }
}
