package dev.reeve.formats;

import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.mail.RawMessage;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

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

    public List<ReportFormat> list() {
        return formats;
    }

    /// @param format the one that read it; empty when none knows it
    public record Read(String format, ParseOutcome outcome) {}

    /// Never throws for any bytes: one poisonous message must not hold up the next.
    public Read parse(byte[] raw) {
        return parse("", raw, Provider.UNKNOWN);
    }

    /// @param fileName that the bytes came with; decides where they leave open what they are, and may be empty
    public Read parse(String fileName, byte[] raw, Provider provider) {
        if (raw.length > RawMessage.SIZE_BYTES_MAX) {
            return new Read(
                    "",
                    Unreadable.because("the message has " + raw.length + " bytes, more than "
                            + RawMessage.SIZE_BYTES_MAX + "; ask the sender for an excerpt"));
        }
        String reading = "";
        try {
            RawMessage message = RawMessage.of(fileName, raw).sentTo(provider);
            for (ReportFormat format : formats) {
                reading = format.name();
                if (format.recognises(message)) {
                    return new Read(reading, format.parse(message));
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            return new Read(
                    reading,
                    Unreadable.because("reading it failed (" + e.getClass().getSimpleName()
                            + "): this is a fault of Reeve, please report it with the message"));
        }
        return new Read("", Unreadable.because("no installed format knows this message"));
    }
}
