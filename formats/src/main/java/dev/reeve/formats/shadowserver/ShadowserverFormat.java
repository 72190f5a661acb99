package dev.reeve.formats.shadowserver;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.About;
import dev.reeve.formats.ClaimantReader;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.ParseOutcome.Reports;
import dev.reeve.formats.ParseOutcome.Unreadable;
import dev.reeve.formats.ReportFormat;
import dev.reeve.formats.csv.CsvTable;
import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.RawMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Tables of the Shadowserver Foundation, by mail or bare, zipped or not: every type of report by a line of
/// its data file, and unknown ones by a rule. One row is one incident, or a bad row that is named.
///
/// What fools it: victims of amplification stand in the column of sources (the data file says so), and a
/// table that somebody else writes in the same columns.
public final class ShadowserverFormat implements ReportFormat {
    /// Any of these beside a time makes a table one of network reports.
    private static final Set<String> CULPRITS = Set.of("ip", "src_ip", "dst_ip", "http_referer_ip", "url", "network");

    private static final Pattern FILE = Pattern.compile("\\.(?:csv|zip|gz|tsv)\\b");
    private static final Pattern TYPE = Pattern.compile("text/(?:csv|comma-separated-values|tab-separated-values)|"
            + "application/(?:csv|zip|gzip|x-zip.*|x-gzip)");

    private final ReportTypes types = ReportTypes.installed();

    @Override
    public String name() {
        return "shadowserver/1";
    }

    @Override
    public Turn turn() {
        return Turn.STRUCTURED;
    }

    @Override
    public About about() {
        return new About(
                "tables of the Shadowserver Foundation, by every type of report in its data file and by rules "
                        + "for others; zipped, gzipped, bare",
                "a header with a time column, and an address, a URL or a name in each row",
                "victims of amplification, who stand in the column of sources; tables of others with the same "
                        + "columns");
    }

    @Override
    public boolean recognises(RawMessage message) {
        return message.bare()
                ? !tables(message).isEmpty()
                : maybe(message) && !tables(message).isEmpty();
    }

    /// Looks at names and types only, so that no archive is opened for a mail that holds none.
    private static boolean maybe(RawMessage message) {
        return message.mail()
                .own()
                .anyMatch(p -> FILE.matcher(p.fileName()).find()
                        || TYPE.matcher(p.type().mimeType()).matches());
    }

    private record Table(String name, CsvTable rows, boolean passedOn) {}

    private List<Table> tables(RawMessage message) {
        return contents(message).files().stream()
                .flatMap(file -> table(file).stream())
                .toList();
    }

    private static Attachments.Contents contents(RawMessage message) {
        return message.files();
    }

    private Optional<Table> table(Attachments.Opened file) {
        String name = file.name();
        ByteSource content = file.content();
        if (name.endsWith(".xlsx") || name.endsWith(".pdf") || content.length() == 0) {
            return Optional.empty();
        }
        return CsvTable.open(content, file.part())
                .filter(rows -> isNetworkReport(rows)
                        || rows.has("timestamp") && types.findByFileName(name).isPresent())
                .map(rows -> new Table(name, rows, rows.has("event_date")));
    }

    private static boolean isNetworkReport(CsvTable rows) {
        boolean culprit = CULPRITS.stream().anyMatch(rows::has);
        boolean own = rows.has("timestamp")
                        && Stream.of("asn", "src_asn", "dst_asn", "geo", "naics", "tag")
                                .anyMatch(rows::has)
                || rows.has("timestamp") && rows.width() <= 12 && rows.has("ip");
        boolean passedOn = rows.has("event_date") && rows.has("event_time") && rows.has("report_type");
        return culprit && (own || passedOn) || rows.has("timestamp") && rows.has("md5") && rows.has("request");
    }

    @Override
    public ParseOutcome parse(RawMessage message) {
        Map<String, String> notes = new LinkedHashMap<>();
        List<ObservationDraft> drafts = new ArrayList<>();
        List<Table> tables = tables(message);
        boolean original = tables.stream().anyMatch(t -> !t.passedOn());
        int rows = 0;
        int bad = 0;
        for (Table table : tables) {
            if (table.passedOn() && original) {
                notes.put(table.name(), "left out: the same rows stand in the original table beside it");
                continue;
            }
            Typed typed = type(message, table);
            Map<String, String> named = new LinkedHashMap<>();
            TableReader reader = new TableReader(typed.type(), typed.name(), table.rows(), named);
            drafts.addAll(reader.read(TableReader.ROWS_MAX - rows));
            rows += reader.rows();
            bad += reader.badRows();
            named.forEach((row, why) -> notes.put(tables.size() == 1 ? row : table.name() + " " + row, why));
        }
        contents(message).problems().forEach(p -> notes.put("attachment", p));
        if (drafts.isEmpty()) {
            return new Unreadable(
                    rows == 0 ? "the table has no rows" : "none of the " + rows + " rows of the table can be read",
                    notes.entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .toList());
        }
        notes.put("rows", rows + ", " + bad + " of them bad");
        return new Reports(
                List.of(new Report(name(), ClaimantReader.of(message.mail()), drafts, notes, List.of(), false)));
    }

    private record Typed(ReportType type, String name) {}

    /// By the name of the file, else by the subject, else by a rule over what there is of either.
    private Typed type(RawMessage message, Table table) {
        if (table.passedOn()) {
            return types.findByFileName("abusehubcsv")
                    .map(t -> new Typed(t, t.name()))
                    .orElseThrow();
        }
        Optional<ReportType> known =
                types.findByFileName(table.name()).or(() -> types.findBySubject(message.subject()));
        if (known.isPresent()) {
            return new Typed(known.get(), known.get().name());
        }
        String words = table.name().isEmpty() || table.name().matches("[0-9a-f-]{30,}.*")
                ? byColumns(table.rows())
                : table.name();
        ReportType rule = types.findRule(words).orElseThrow();
        if (rule.name().equals("*")) {
            rule = types.findRule(byColumns(table.rows())).orElseThrow();
        }
        String plain = words.replaceFirst("^\\d{4}-\\d{2}-\\d{2}-", "").replaceFirst("\\.csv.*$|\\.txt$", "");
        return new Typed(rule, plain.length() > 60 ? plain.substring(0, 60) : plain);
    }

    /// What a table is that has no name that says so.
    private static String byColumns(CsvTable rows) {
        if (rows.has("http_referer_ip")) {
            return "referer";
        }
        if (rows.has("src_ip")) {
            return rows.has("username") || rows.has("client_version") ? "brute_force" : "event";
        }
        if (rows.has("infection")) {
            return "drone";
        }
        if (rows.has("url")) {
            return rows.has("http_host") ? "compromised" : "url";
        }
        return rows.has("ip") && rows.has("port") && rows.has("protocol") ? "scan" : "unknown";
    }
}
