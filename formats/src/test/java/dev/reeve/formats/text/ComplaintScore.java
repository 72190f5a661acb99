package dev.reeve.formats.text;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Resource;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.StatedTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How well a folder of labelled mails is read: pairs `name.eml` and `name.json`, a label with `outcome`, `category`,
/// `observations` with their `resource`, `from` and `to`, and `reporter`.
final class ComplaintScore {
    private static final Pattern OBSERVATION = Pattern.compile("\"type\": \"(\\w+)\",\\s*\"value\": \"([^\"]*)\""
            + "(?:,\\s*\"port\": (?:\\w+))?\\s*\\},\\s*\"from\": (null|\"[^\"]*\"),\\s*\"to\": (null|\"[^\"]*\")");

    private final Formats formats = Formats.installed();

    final List<String> wrong = new ArrayList<>();
    int reports;
    int addressesRight;
    int resourcesRight;
    int kindsRight;
    int reportersRight;
    int times;
    int timesRight;
    int others;
    int falseReports;

    private record Label(boolean report, String kind, String reporter, List<Wanted> wanted) {}

    private record Wanted(String type, String value, String from, String to) {}

    static ComplaintScore of(Path folder, Predicate<String> chosen) throws IOException {
        ComplaintScore score = new ComplaintScore();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path mail :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                String name = mail.getFileName().toString().replaceFirst("\\.eml$", "");
                if (chosen.test(name)) {
                    score.add(name, Files.readAllBytes(mail), label(folder.resolve(name + ".json")));
                }
            }
        }
        return score;
    }

    private static Label label(Path file) throws IOException {
        String json = Files.readString(file, StandardCharsets.UTF_8);
        List<Wanted> wanted = new ArrayList<>();
        int from = json.indexOf("\"observations\"");
        int to = json.indexOf("\"others\"");
        Matcher matcher = OBSERVATION.matcher(to > from ? json.substring(from, to) : json.substring(from));
        while (matcher.find()) {
            wanted.add(new Wanted(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return new Label(
                text(json, "outcome").equals("report"), text(json, "category"), text(json, "reporter"), wanted);
    }

    private static String text(String json, String field) {
        Matcher matcher = Pattern.compile('"' + field + "\": \"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void add(String name, byte[] raw, Label label) {
        List<Report> read = formats.parse(raw).outcome() instanceof ParseOutcome.Reports(List<Report> all)
                ? all.stream().filter(r -> !r.observations().isEmpty()).toList()
                : List.of();
        List<ObservationDraft> drafts =
                read.stream().flatMap(r -> r.observations().stream()).toList();
        if (!label.report()) {
            others++;
            falseReports += read.isEmpty() ? 0 : 1;
            if (!read.isEmpty()) {
                wrong.add(name + ": is no report");
            }
            return;
        }
        reports++;
        boolean addresses = keys(drafts, true).equals(wanted(label, true));
        boolean resources = keys(drafts, false).equals(wanted(label, false));
        addressesRight += addresses ? 1 : 0;
        resourcesRight += resources ? 1 : 0;
        kindsRight += drafts.stream().anyMatch(d -> d.kind().toString().equals(label.kind())) ? 1 : 0;
        reportersRight +=
                read.stream().anyMatch(r -> r.claimant().address().equalsIgnoreCase(label.reporter())) ? 1 : 0;
        if (!addresses) {
            wrong.add(name + ": accuses " + keys(drafts, true) + " and not " + wanted(label, true));
        }
        drafts.forEach(d -> times(d, label));
    }

    private void times(ObservationDraft draft, Label label) {
        for (Wanted wanted : label.wanted()) {
            if (key(wanted.type(), wanted.value()).equals(key(draft))) {
                boolean stated = StatedTime.isStated(draft);
                String from = instant(wanted.from().equals("null") ? wanted.to() : wanted.from());
                String to = instant(wanted.to().equals("null") ? wanted.from() : wanted.to());
                times++;
                timesRight += from.equals(stated ? seconds(draft.seen().from()) : "")
                                && to.equals(stated ? seconds(draft.seen().to()) : "")
                        ? 1
                        : 0;
            }
        }
    }

    private static String instant(String quoted) {
        return quoted.equals("null")
                ? ""
                : seconds(OffsetDateTime.parse(quoted.replace("\"", "")).toInstant());
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    private static Set<String> keys(List<ObservationDraft> drafts, boolean addresses) {
        Set<String> keys = new TreeSet<>();
        drafts.stream()
                .filter(d -> !addresses
                        || d.resource() instanceof Resource.Address
                        || d.resource() instanceof Resource.Prefix)
                .forEach(d -> keys.add(key(d)));
        return keys;
    }

    private static Set<String> wanted(Label label, boolean addresses) {
        Set<String> keys = new TreeSet<>();
        label.wanted().stream()
                .filter(w -> !addresses || w.type().equals("address"))
                .forEach(w -> keys.add(key(w.type(), w.value())));
        return keys;
    }

    private static String key(ObservationDraft draft) {
        return draft.resource() instanceof Resource.Address address
                ? address.ip().toString()
                : draft.facts().getOrDefault("written", draft.resource().text());
    }

    private static String key(String type, String value) {
        return type.equals("address") ? Resource.Address.of(value).ip().toString() : value;
    }

    double addressShare() {
        return reports == 0 ? 1 : (double) addressesRight / reports;
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "exact culprit addresses %d of %d (%.1f %%), all resources %d, kinds %d, times %d of %d, reporters %d; "
                        + "taken for a report %d of %d that are none",
                addressesRight,
                reports,
                100 * addressShare(),
                resourcesRight,
                kindsRight,
                timesRight,
                times,
                reportersRight,
                falseReports,
                others);
    }
}
