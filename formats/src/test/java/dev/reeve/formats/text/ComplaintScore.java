package dev.reeve.formats.text;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Resource;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.StatedTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How well a folder of labelled mails is read: pairs `name.eml` and `name.json`, a label with `outcome`, `category`,
/// `observations` with their `resource`, `from` and `to`, and `reporter`.
final class ComplaintScore {
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

    static ComplaintScore of(Path folder, Predicate<String> chosen) throws IOException {
        ComplaintScore score = new ComplaintScore();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path mail :
                    files.filter(f -> f.toString().endsWith(".eml")).sorted().toList()) {
                String name = mail.getFileName().toString().replaceFirst("\\.eml$", "");
                if (chosen.test(name)) {
                    score.add(name, Files.readAllBytes(mail), ComplaintLabel.read(folder.resolve(name + ".json")));
                }
            }
        }
        return score;
    }

    private void add(String name, byte[] raw, ComplaintLabel label) {
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

    private void times(ObservationDraft draft, ComplaintLabel label) {
        for (ComplaintLabel.Wanted wanted : label.wanted()) {
            if (wanted.key().equals(key(draft))) {
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

    private static Set<String> wanted(ComplaintLabel label, boolean addresses) {
        Set<String> keys = new TreeSet<>();
        label.wanted().stream()
                .filter(w -> !addresses || w.type().equals("address"))
                .forEach(w -> keys.add(w.key()));
        return keys;
    }

    private static String key(ObservationDraft draft) {
        return draft.resource() instanceof Resource.Address address
                ? address.ip().toString()
                : draft.facts().getOrDefault("written", draft.resource().text());
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
