package dev.reeve.formats.xarf;

import dev.reeve.formats.About;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.json.JsonTree;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import dev.reeve.formats.mail.RawMessage;
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
        String begin = new ByteSource(
                        content.bytes(), content.from(), Math.min(content.to(), content.from() + PEEK_BYTES), -1, 0)
                .latin1()
                .stripLeading();
        return begin.startsWith("{")
                && (begin.contains("\"xarf_version\"")
                        || begin.contains("\"ReporterInfo\"")
                        || begin.contains("\"ReportClass\""));
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        MailPart part =
                message.bareJson() ? message.mail() : document(message.mail()).orElse(message.mail());
        ByteSource content = part.content();
        return switch (JsonTree.parse(content.copy())) {
            case JsonTree.Broken(String reason) -> Unreadable.because("the XARF document is " + reason);
            case JsonTree.Read(JsonValue root) ->
                root instanceof JsonValue.Members members
                        ? new XarfReader(name(), message.mail(), new XarfDocument(members, content, part.number()))
                                .read()
                        : Unreadable.because("the document holds no single XARF report; send one report per message");
        };
    }
}
