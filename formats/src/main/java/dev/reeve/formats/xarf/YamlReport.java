package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.mail.FieldScanner;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One report of X-ARF 0.x: `Key: value` lines of YAML, flat. Read as lines, because many of them are no YAML
/// that a parser would take: types of a programming language, quotes left open, keys in any case.
record YamlReport(List<MailField> fields) {
    /// Any three of these make a part a report.
    private static final Set<String> MARKS = Set.of(
            "reported-from",
            "category",
            "report-type",
            "report-id",
            "source",
            "source-type",
            "schema-url",
            "user-agent",
            "date",
            "ip",
            "uri",
            "url",
            "domain",
            "first_seen",
            "last_seen",
            "signature");

    /// Any one of these must be among them.
    private static final Set<String> CULPRITS = Set.of("source", "ip", "uri", "url", "domain");

    /// Most reports of one mail: batches have some tens.
    static final int REPORTS_MAX = 500;

    YamlReport {
        fields = List.copyOf(fields);
    }

    /// Empty when the part is none. Several in one part are told apart by a key that stands again.
    static List<YamlReport> of(MailPart part) {
        if (!mayHold(part)) {
            return List.of();
        }
        List<YamlReport> reports = new ArrayList<>();
        List<MailField> current = new ArrayList<>();
        for (List<MailField> block : FieldScanner.blocks(part.content(), part.number())) {
            for (MailField field : block) {
                boolean again = MARKS.contains(field.key())
                        && current.stream().anyMatch(f -> f.is(field.name()))
                        && current.stream().anyMatch(f -> CULPRITS.contains(f.key()));
                if (again && reports.size() < REPORTS_MAX) {
                    reports.add(new YamlReport(current));
                    current = new ArrayList<>();
                }
                current.add(field);
            }
        }
        reports.add(new YamlReport(current));
        return reports.stream().filter(YamlReport::isReport).toList();
    }

    /// A look at the bytes before lines are taken apart.
    private static boolean mayHold(MailPart part) {
        return part.content().indexOf("report-type") >= 0
                || part.content().indexOf("category") >= 0
                || part.content().indexOf("signature:") >= 0;
    }

    private boolean isReport() {
        long marks = fields.stream()
                .map(MailField::key)
                .filter(MARKS::contains)
                .distinct()
                .count();
        boolean culprit = fields.stream()
                .anyMatch(f -> CULPRITS.contains(f.key()) && !f.value().isBlank());
        boolean says = find("Report-Type").isPresent()
                || find("Category").isPresent()
                || find("signature").isPresent();
        return marks >= 3 && culprit && says;
    }

    Optional<MailField> find(String... names) {
        for (String name : names) {
            Optional<MailField> found = fields.stream()
                    .filter(f -> f.is(name) && !bare(f).isEmpty())
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    String text(String... names) {
        return find(names).map(YamlReport::bare).orElse("");
    }

    /// In lower case with underscores, as kinds are written.
    String word(String... names) {
        return text(names)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_|_$", "");
    }

    /// The value without quotes and types.
    static String bare(MailField field) {
        String value = field.value().strip().replaceFirst("^!\\S+\\s+", "");
        if (value.length() > 1 && (value.startsWith("'") || value.startsWith("\""))) {
            int close = value.indexOf(value.charAt(0), 1);
            value = close < 0 ? value.substring(1) : value.substring(1, close);
        }
        return value.equals("~") || value.equalsIgnoreCase("null") ? "" : value.strip();
    }

    static Span span(String what, MailField field) {
        return field.span(what, bare(field));
    }
}
