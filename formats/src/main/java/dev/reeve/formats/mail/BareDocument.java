package dev.reeve.formats.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells a document that came without a mail around it from a mail, by its first bytes and, where they leave
/// it open, by its name.
final class BareDocument {
    /// How far the marks are looked for.
    private static final int PEEK_BYTES = 4_096;

    /// A table of network reports begins with the name of a time column.
    private static final Pattern TABLE = Pattern.compile(
            "^\"?(?:timestamp|date|time|datetime|first_seen|detection_date|ip|source_ip|src_ip|asn)\"?[,;\\t|]",
            Pattern.CASE_INSENSITIVE);

    /// A mail begins with fields; any of these makes it one.
    private static final Set<String> FIELDS = Set.of(
            "from",
            "to",
            "subject",
            "date",
            "received",
            "return-path",
            "message-id",
            "mime-version",
            "content-type",
            "delivered-to",
            "dkim-signature",
            "reply-to",
            "sender");

    private static final Pattern JSON_LIST = Pattern.compile("\\[\\s*[{\\]]");

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("json", "application/json"),
            Map.entry("csv", "text/csv"),
            Map.entry("xml", "text/xml"),
            Map.entry("txt", "text/plain"),
            Map.entry("text", "text/plain"),
            Map.entry("md", "text/plain"),
            Map.entry("markdown", "text/plain"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("yaml", "text/yaml"),
            Map.entry("yml", "text/yaml"));

    private BareDocument() {}

    /// Empty for a mail.
    static Optional<String> type(String name, ByteSource source) {
        String begin = source.slice(source.from(), Math.min(source.to(), source.from() + PEEK_BYTES))
                .latin1();
        String text = begin.startsWith("\u00EF\u00BB\u00BF") ? begin.substring(3) : begin;
        Optional<String> byMarks = byMarks(text.stripLeading());
        if (byMarks.isPresent()) {
            return byMarks;
        }
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return beginsWithFields(source) ? Optional.empty() : Optional.ofNullable(BY_NAME.get(extension));
    }

    /// Looked at field by field: a pattern that says the same takes for ever on a header that was made for it.
    private static boolean beginsWithFields(ByteSource source) {
        ByteSource begin = source.slice(source.from(), Math.min(source.to(), source.from() + PEEK_BYTES));
        return FieldScanner.anyOfHeader(
                begin, f -> FIELDS.contains(f.key()) || f.key().startsWith("x-"));
    }

    private static Optional<String> byMarks(String text) {
        if (text.startsWith("{") || JSON_LIST.matcher(text).lookingAt()) {
            return Optional.of("application/json");
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return Optional.of("application/zip");
        }
        if (text.startsWith("\u001F\u008B")) {
            return Optional.of("application/gzip");
        }
        if (text.startsWith("%PDF-")) {
            return Optional.of("application/pdf");
        }
        if (text.startsWith("<")) {
            String low = text.substring(0, Math.min(text.length(), 200)).toLowerCase(Locale.ROOT);
            return Optional.of(low.startsWith("<!doctype html") || low.startsWith("<html") ? "text/html" : "text/xml");
        }
        return TABLE.matcher(text).find() ? Optional.of("text/csv") : Optional.empty();
    }

    static MailPart part(String name, String type, ByteSource source) {
        boolean utf8 = source.length() < 2 || source.bytes()[0] != (byte) 0xFF;
        Map<String, String> parameters = name.isEmpty() ? Map.of() : Map.of("name", name);
        ContentType contentType = new ContentType(
                type, utf8 ? parameters : Map.of("name", name, "charset", StandardCharsets.UTF_16.name()));
        return new MailPart("", List.of(), contentType, source, List.of());
    }
}
