package dev.reeve.formats.shadowserver;

import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.csv.CsvRow;
import dev.reeve.formats.csv.CsvTable;
import dev.reeve.formats.mail.Addresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the rows of one table: each becomes observations, or is named with its number and what is wrong with
/// it.
final class TableReader {
    /// Most rows of one message: a network of a million addresses gets some tens of thousands a day.
    static final int ROWS_MAX = 100_000;

    /// Most bad rows that are named one by one.
    static final int BAD_ROWS_NAMED_MAX = 200;

    /// Clocks of scanners and sinkholes.
    private static final Duration DOUBT = Duration.ofMinutes(5);

    private static final int FACT_LENGTH_MAX = 300;

    /// Columns that conditions may ask for, and their names as facts. Nothing that names a person.
    private static final Map<String, String> FACTS = Map.ofEntries(
            Map.entry("tag", "tag"),
            Map.entry("infection", "infection"),
            Map.entry("type", "protocol"),
            Map.entry("protocol", "protocol"),
            Map.entry("application", "application"),
            Map.entry("family", "malware_family"),
            Map.entry("malware_family", "malware_family"),
            Map.entry("severity", "severity"),
            Map.entry("hostname", "hostname"),
            Map.entry("src_hostname", "hostname"),
            Map.entry("dst_port", "destination_port"),
            Map.entry("count", "count"),
            Map.entry("version", "version"),
            Map.entry("device_vendor", "device_vendor"),
            Map.entry("device_type", "device_type"),
            Map.entry("device_model", "device_model"),
            Map.entry("min_amplification", "amplification_factor"),
            Map.entry("amplification", "amplification_factor"),
            Map.entry("vulnerability_id", "cve_id"),
            Map.entry("reason", "reason"),
            Map.entry("category", "category"),
            Map.entry("source", "listed_by"),
            Map.entry("sha256", "sha256"),
            Map.entry("md5", "md5"),
            Map.entry("detected_since", "detected_since"));

    /// Where a culprit stands in tables that have none of the columns of their type.
    private static final List<ReportType.Place> ANYWHERE = java.util.stream.Stream.of(
                    "url:url",
                    "url:http_host+http_url",
                    "address:ip:port",
                    "address:src_ip:src_port",
                    "address:source_ip:source_port",
                    "address:http_referer_ip:http_referer_port",
                    "prefix:network",
                    "mailbox:account",
                    "mailbox:email",
                    "domain:domain",
                    "domain:request",
                    "domain:qname",
                    "domain:hostname",
                    "address:dst_ip:dst_port")
            .map(ReportType.Place::parse)
            .toList();

    private final ReportType type;
    private final List<ReportType.Place> places;
    private final String typeName;
    private final CsvTable table;
    private final Map<String, String> bad;
    private int badRows;
    private int rows;

    /// @param typeName as the sender has it, where only a rule takes it
    /// @param bad takes the bad rows by their names
    TableReader(ReportType type, String typeName, CsvTable table, Map<String, String> bad) {
        this.type = type;
        boolean fits =
                type.resources().stream().anyMatch(p -> table.has(p.columns().getFirst()));
        this.places = fits
                ? type.resources()
                : ANYWHERE.stream()
                        .filter(p -> table.has(p.columns().getFirst()))
                        .limit(1)
                        .toList();
        this.typeName = typeName;
        this.table = table;
        this.bad = bad;
    }

    int rows() {
        return rows;
    }

    int badRows() {
        return badRows;
    }

    List<ObservationDraft> read(int rowsLeft) {
        List<ObservationDraft> drafts = new ArrayList<>();
        for (Optional<CsvRow> row = table.next(); row.isPresent(); row = table.next()) {
            rows++;
            if (rows > rowsLeft) {
                bad.putIfAbsent(
                        "rows from " + row.get().number(),
                        "not read: more than " + ROWS_MAX + " in one message; split the table");
                badRows++;
                continue;
            }
            row(row.get(), drafts);
        }
        return drafts;
    }

    private void row(CsvRow row, List<ObservationDraft> drafts) {
        if (row.broken()) {
            reject(row, "a quoted cell never ends");
            return;
        }
        Optional<RowTime> time = RowTime.of(table, row);
        if (time.isEmpty()) {
            reject(row, "no column holds a time such as 2026-01-14 02:11:07");
            return;
        }
        List<Located> located = new ArrayList<>();
        for (ReportType.Place place : places) {
            locate(place, row)
                    .filter(l -> located.stream().noneMatch(o -> o.resource().equals(l.resource())))
                    .ifPresent(located::add);
        }
        if (located.isEmpty()) {
            reject(row, "none of its columns holds " + wanted());
            return;
        }
        drafts.addAll(drafts(row, time.get(), located));
    }

    private String wanted() {
        return String.join(
                " or ",
                places.stream()
                        .map(p -> p.type() + " (" + String.join(", ", p.columns()) + ")")
                        .toList());
    }

    private void reject(CsvRow row, String why) {
        badRows++;
        if (badRows <= BAD_ROWS_NAMED_MAX) {
            bad.put("row " + row.number(), why);
        } else {
            bad.put("further bad rows", Integer.toString(badRows - BAD_ROWS_NAMED_MAX));
        }
    }

    private record Located(Resource resource, List<Span> spans) {}

    private Optional<Located> locate(ReportType.Place place, CsvRow row) {
        Optional<CsvRow.Cell> cell = table.cell(row, place.columns().getFirst());
        if (cell.isEmpty()) {
            return Optional.empty();
        }
        String text = cell.get().text().strip();
        List<Span> spans = new ArrayList<>(List.of(table.span("source", cell.get())));
        try {
            Optional<Resource> resource = switch (place.type()) {
                case "address" -> address(text, port(place, row, spans));
                case "prefix" -> Optional.of(new Resource.Prefix(IpPrefix.parse(text)));
                case "url" -> url(place, row, text);
                case "domain" -> Optional.of(new Resource.Domain(text));
                case "mailbox" -> Optional.of(new Resource.Mailbox(text));
                default -> throw new IllegalStateException(place.type());
            };
            return resource.map(r -> new Located(r, spans));
        } catch (IllegalArgumentException notOne) {
            return Optional.empty();
        }
    }

    private static Optional<Resource> address(String text, @Nullable Integer port) {
        return text.indexOf('/') > 0
                ? Optional.of(new Resource.Prefix(IpPrefix.parse(text)))
                : Addresses.parse(text).map(ip -> new Resource.Address(ip, port));
    }

    private @Nullable Integer port(ReportType.Place place, CsvRow row, List<Span> spans) {
        if (place.columns().size() < 2) {
            return null;
        }
        Optional<CsvRow.Cell> cell = table.cell(row, place.columns().getLast());
        String text = cell.map(c -> c.text().strip()).orElse("");
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (cell.isEmpty() || port < 1 || port > 65535) {
            return null;
        }
        spans.add(table.span("source_port", cell.get()));
        return port;
    }

    /// A whole URL, or a host and what was asked of it. Web servers are written down with their request line
    /// at times.
    private Optional<Resource> url(ReportType.Place place, CsvRow row, String first) {
        if (first.contains("://")) {
            return Optional.of(new Resource.Url(first.replace(" ", "%20")));
        }
        if (place.columns().size() < 2) {
            return Optional.empty();
        }
        String path = table.cell(row, place.columns().getLast())
                .map(c -> c.text().strip())
                .orElse("");
        String scheme = table.cell(row, "application")
                .map(c -> c.text().strip().toLowerCase(Locale.ROOT))
                .filter(s -> s.equals("https"))
                .orElse("http");
        if (path.contains("://")) {
            return Optional.of(new Resource.Url(path.replace(" ", "%20")));
        }
        String bare = path.replaceFirst("^[A-Z]{3,7} ", "").replaceFirst(" .*$", "");
        return Optional.of(
                new Resource.Url(scheme + "://" + first + (bare.startsWith("/") || bare.isEmpty() ? "" : "/") + bare));
    }

    private List<ObservationDraft> drafts(CsvRow row, RowTime time, List<Located> located) {
        List<Span> spans = new ArrayList<>(time.spans());
        Map<String, String> facts = facts(row, spans);
        String incident = table.cell(row, "event_id")
                .map(c -> c.text().strip())
                .filter(id -> id.length() <= 100)
                .orElseGet(() -> time.seen().from() + "/"
                        + located.getLast()
                                .resource()
                                .text()
                                .substring(
                                        0,
                                        Math.min(
                                                120,
                                                located.getLast()
                                                        .resource()
                                                        .text()
                                                        .length())));
        boolean datagram =
                facts.getOrDefault("protocol", "").toLowerCase(Locale.ROOT).startsWith("udp");
        boolean spoofable = switch (type.spoofing()) {
            case NEVER -> false;
            case UDP -> datagram;
            case ALWAYS -> true;
        };
        return located.stream()
                .map(l -> new ObservationDraft(
                        l.resource(),
                        time.seen(),
                        time.doubt().plus(DOUBT),
                        type.kind(),
                        type.direction(),
                        spoofable,
                        false,
                        typeName + "/" + incident,
                        facts,
                        java.util.stream.Stream.concat(l.spans().stream(), spans.stream())
                                .toList()))
                .toList();
    }

    private Map<String, String> facts(CsvRow row, List<Span> spans) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("report_type", typeName);
        if (type.kind().category().equals("vulnerability")) {
            facts.put("service", typeName.replaceFirst("^(?:scan6?|accessible|open|vulnerable)_", ""));
            table.cell(row, "port")
                    .filter(c -> c.text().strip().matches("\\d{1,5}"))
                    .ifPresent(c -> facts.put("service_port", c.text().strip()));
        }
        for (String column : table.columns()) {
            String name = FACTS.get(column);
            Optional<CsvRow.Cell> cell = name == null ? Optional.empty() : table.cell(row, column);
            if (name != null
                    && cell.isPresent()
                    && cell.get().text().length() <= FACT_LENGTH_MAX
                    && facts.putIfAbsent(name, cell.get().text().strip()) == null) {
                spans.add(table.span(name, cell.get()));
            }
        }
        return facts;
    }
}
