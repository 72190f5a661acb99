package dev.reeve.formats;

import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat.Turn;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.template.SenderTemplate;
import dev.reeve.formats.template.TemplateFormat;
import dev.reeve.formats.xarf.XarfFormat;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/// All formats that are present. The first one that recognises a message reads it.
public final class Formats {
    private final List<ReportFormat> formats;

    public Formats(List<ReportFormat> formats) {
        this.formats = formats.stream()
                .sorted(Comparator.comparing(ReportFormat::turn).thenComparing(ReportFormat::name))
                .toList();
    }

    public static Formats installed() {
        return new Formats(ServiceLoader.load(ReportFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    /// With the operator's own templates before those that are shipped.
    public Formats with(List<SenderTemplate> own) {
        return new Formats(formats.stream()
                .map(format -> format instanceof TemplateFormat shipped
                        ? new TemplateFormat(Stream.concat(own.stream(), shipped.templates().stream())
                                .toList())
                        : format)
                .toList());
    }

    /// For senders that agreed on it: XARF that its schema refuses is not read.
    public Formats withStrictXarf() {
        return new Formats(formats.stream()
                .map(format -> format instanceof XarfFormat ? XarfFormat.strict() : format)
                .toList());
    }

    public List<ReportFormat> list() {
        return formats;
    }

    /// @param format the one that read it; empty when none knows it
    /// @param drifted templates of a known sender whose words this message doesn't have any more
    /// @param message taken apart; empty where it is too large or taking it apart failed
    public record Read(String format, ParseOutcome outcome, List<String> drifted, Optional<RawMessage> message) {
        public Read {
            drifted = List.copyOf(drifted);
        }

        private Read of(RawMessage taken) {
            return new Read(format, outcome, drifted, Optional.of(taken));
        }
    }

    /// Never throws for any bytes: one poisonous message must not hold up the next.
    public Read parse(byte[] raw) {
        return parse("", raw, Provider.UNKNOWN);
    }

    /// @param fileName that the bytes came with; decides where they leave open what they are, and may be empty
    public Read parse(String fileName, byte[] raw, Provider provider) {
        if (raw.length > RawMessage.SIZE_BYTES_MAX) {
            return unread(
                    "",
                    "the message has " + raw.length + " bytes, more than " + RawMessage.SIZE_BYTES_MAX
                            + "; ask the sender for an excerpt");
        }
        Reading reading = new Reading();
        try {
            RawMessage message = RawMessage.of(fileName, raw).sentTo(provider);
            return reading.parse(message).of(message);
        } catch (RuntimeException | StackOverflowError e) {
            return unread(
                    reading.format,
                    "reading it failed (" + e.getClass().getSimpleName()
                            + "): this is a fault of Reeve, please report it with the message");
        }
    }

    private static Read unread(String format, String why) {
        return new Read(format, Unreadable.because(why), List.of(), Optional.empty());
    }

    /// One message on its way through the formats.
    private final class Reading {
        private String format = "";

        /// What was forwarded as an attachment is read as if it had come by itself, by the formats that are
        /// built for machines; after the outer mail is known not to be a bounce, which returns mail of our
        /// own.
        Read parse(RawMessage message) {
            Optional<Read> outer = first(message, Turn.STRUCTURED, Turn.TEMPLATE, Turn.NOT_A_REPORT);
            if (outer.isPresent()) {
                return outer.get();
            }
            Optional<Read> forwarded = message.mail().enclosed().flatMap(inner -> forwarded(message, inner));
            if (forwarded.isPresent()) {
                return forwarded.get();
            }
            List<String> drifted = formats.stream()
                    .filter(TemplateFormat.class::isInstance)
                    .flatMap(f -> ((TemplateFormat) f).drifted(message).stream())
                    .toList();
            return first(message, Turn.LEGAL_NOTICE, Turn.FREE_TEXT)
                    .map(read ->
                            new Read(read.format(), Unread.orElse(message, read.outcome()), drifted, Optional.empty()))
                    .orElseGet(() -> new Read(
                            "",
                            Unreadable.because("no installed format knows this message"),
                            drifted,
                            Optional.empty()));
        }

        private Optional<Read> forwarded(RawMessage message, MailPart inner) {
            return first(message.forwarding(inner), Turn.STRUCTURED, Turn.TEMPLATE)
                    .filter(read -> read.outcome() instanceof ParseOutcome.Reports);
        }

        private Optional<Read> first(RawMessage message, Turn first, Turn... others) {
            Set<Turn> turns = EnumSet.of(first, others);
            for (ReportFormat candidate : formats) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("reading was given up");
                }
                format = candidate.name();
                if (turns.contains(candidate.turn()) && candidate.recognises(message)) {
                    return Optional.of(new Read(format, candidate.parse(message), List.of(), Optional.empty()));
                }
            }
            format = "";
            return Optional.empty();
        }
    }
}
