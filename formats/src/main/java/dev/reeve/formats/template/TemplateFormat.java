package dev.reeve.formats.template;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.PlacedText;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.template.StepLimitedText.StepsExceededException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Mail of senders for whom there is a template: those that come with Reeve, and those of the operator.
///
/// What fools it: a sender who changes their words. Then nothing is read by the template, the message goes on
/// to whoever reads it next, and {@link #drifted} names the template.
public final class TemplateFormat implements ReportFormat {
    private final List<SenderTemplate> templates;

    /// With the templates that come with Reeve.
    public TemplateFormat() {
        this(Templates.shipped());
    }

    public TemplateFormat(List<SenderTemplate> templates) {
        this.templates = List.copyOf(templates);
    }

    public List<SenderTemplate> templates() {
        return templates;
    }

    @Override
    public String name() {
        return "template/1";
    }

    @Override
    public Turn turn() {
        return Turn.TEMPLATE;
    }

    @Override
    public About about() {
        return new About(
                "mail of senders for whom there is a template: those shipped and those of the operator",
                "that the template recognises it and finds a culprit",
                "a sender who changes their words; the template is then named as drifted");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return find(message).isPresent();
    }

    /// Names of templates whose sender wrote this.
    ///
    /// @param message that no template recognises
    public List<String> drifted(RawMessage message) {
        String domain = senderDomain(message.mail());
        return domain.isEmpty()
                ? List.of()
                : templates.stream()
                        .filter(t -> t.isSender(domain))
                        .map(SenderTemplate::name)
                        .toList();
    }

    private static String senderDomain(MailPart mail) {
        return Addresses.domain(Addresses.mailbox(mail.words("From")));
    }

    private record Fitting(SenderTemplate template, List<ObservationDraft> drafts) {}

    /// The first one that recognises it and reads something.
    private Optional<Fitting> find(RawMessage message) {
        String from = message.mail().words("From");
        String subject = message.mail().words("Subject");
        for (SenderTemplate template : templates) {
            StepLimitedText.Budget budget = new StepLimitedText.Budget();
            try {
                Optional<PlacedText> text =
                        says(template, "from", from, budget) && says(template, "subject", subject, budget)
                                ? text(template, message).filter(t -> says(template, "body", t.text(), budget))
                                : Optional.empty();
                List<ObservationDraft> drafts = text.map(
                                t -> new TemplateReader(template, message.mail(), t, budget).read())
                        .orElse(List.of());
                if (!drafts.isEmpty()) {
                    return Optional.of(new Fitting(template, drafts));
                }
            } catch (StepsExceededException slow) {
                // A pattern that takes too long on this message doesn't fit it.
                continue;
            }
        }
        return Optional.empty();
    }

    /// Header first: the text of most mails is then not looked at by any template.
    private static boolean says(SenderTemplate template, String where, String text, StepLimitedText.Budget budget) {
        Pattern pattern = template.recognise().get(where);
        return pattern == null
                || pattern.matcher(new StepLimitedText(text, budget)).find();
    }

    private static Optional<PlacedText> text(SenderTemplate template, RawMessage message) {
        MailPart mail = message.mail();
        return switch (template.read()) {
            case "text" ->
                leaf(mail, "text/plain")
                        .or(() -> leaf(mail, "text/html"))
                        .or(() -> leaf(mail, "text/xml"))
                        .or(() -> leaf(mail, "application/xml"))
                        .map(PlacedText::of);
            case "html" -> leaf(mail, "text/html").map(PlacedText::of);
            case "source" -> Optional.of(PlacedText.of(message.whole(), ""));
            default -> {
                Pattern name = Pattern.compile(template.read());
                yield Attachments.of(mail).files().stream()
                        .filter(f -> name.matcher(f.name()).find())
                        .findFirst()
                        .map(f -> PlacedText.of(f.content(), f.part()));
            }
        };
    }

    private static Optional<MailPart> leaf(MailPart mail, String type) {
        return mail.own().filter(p -> p.children().isEmpty() && p.isType(type)).findFirst();
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        Optional<Fitting> fitting = find(message);
        if (fitting.isEmpty()) {
            return Unreadable.because("no template reads this message");
        }
        return new Reports(List.of(new Report(
                fitting.get().template().format(),
                ClaimantReader.of(message.mail()),
                fitting.get().drafts(),
                Map.of("template", fitting.get().template().name()),
                List.of(),
                false)));
    }
}
