package dev.reeve.server.reading;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What was read from one message, in the words that are printed.
///
/// @param outcome `report`, `not-a-report` or `quarantined`
/// @param reason of the latter two; empty for a report
/// @param format what read it, or empty
/// @param reporter where an answer would go, or empty
/// @param drifted templates of its sender that don't read it any more
/// @param percent how surely a report was read; 100 for what is none
public record Reading(
        String file,
        String outcome,
        String reason,
        String format,
        String reporter,
        List<ObservationDraft> observations,
        Optional<LegalNotice> notice,
        Map<String, String> notes,
        List<String> drifted,
        int percent) {
    /// What a machine wrote for machines is read so, and so is what is no report.
    private static final int SURE = 100;

    public Reading {
        drifted = List.copyOf(drifted);
        observations = List.copyOf(observations);
        notes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    public static Reading unopened(MessageFiles.Unopened unopened) {
        return new Reading(
                unopened.name(),
                "quarantined",
                unopened.why(),
                "",
                "",
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                SURE);
    }

    /// What was given up.
    public static Reading unread(String file, TimedReading.TookTooLongException gaveUp) {
        return new Reading(
                file,
                "quarantined",
                String.valueOf(gaveUp.getMessage()),
                "",
                "",
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                SURE);
    }

    /// Reads one within the time that a message may take.
    public static Reading within(TimedReading timed, MessageFiles.Message message, Formats formats, Provider provider) {
        try {
            return timed.within(() -> of(message.name(), formats.parse(message.fileName(), message.bytes(), provider)));
        } catch (TimedReading.TookTooLongException gaveUp) {
            return unread(message.name(), gaveUp);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading was stopped", stopped);
        }
    }

    public static Reading of(String file, Formats.Read read) {
        return switch (read.outcome()) {
            case ParseOutcome.Reports reports -> reports(file, read, reports.reports());
            case ParseOutcome.NotAReport not ->
                new Reading(
                        file,
                        "not-a-report",
                        not.what().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        read.format(),
                        "",
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        read.drifted(),
                        SURE);
            case ParseOutcome.Unreadable unreadable ->
                new Reading(
                        file,
                        "quarantined",
                        unreadable.reason(),
                        read.format(),
                        "",
                        List.of(),
                        Optional.empty(),
                        Map.of(),
                        read.drifted(),
                        SURE);
        };
    }

    private static Reading reports(String file, Formats.Read read, List<Report> reports) {
        List<ObservationDraft> observations = new ArrayList<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (Report report : reports) {
            observations.addAll(report.observations());
            notes.putAll(report.notes());
        }
        Report.Claimant claimant = reports.getFirst().claimant();
        String reporter = claimant.address().isEmpty() ? claimant.domain() : claimant.address();
        Optional<LegalNotice> notice =
                reports.stream().flatMap(r -> r.findNotice().stream()).findFirst();
        // What takes a notice back, or answers one, accuses nobody.
        boolean accuses = !observations.isEmpty()
                || notice.filter(n ->
                                n.kind() == LegalNotice.Kind.RETRACTION || n.kind() == LegalNotice.Kind.COUNTER_NOTICE)
                        .isEmpty();
        return new Reading(
                file,
                accuses ? "report" : "not-a-report",
                accuses ? "" : notice.orElseThrow().kind().word(),
                read.format(),
                reporter,
                observations,
                notice,
                notes,
                read.drifted(),
                percent(reports));
    }

    /// How surely the least sure of them was read, rounded down: what is below stays below.
    public static int percent(List<Report> reports) {
        return (int) reports.stream()
                .mapToDouble(r -> Math.floor(100 * r.confidence() + 1e-9))
                .min()
                .orElse(SURE);
    }

    /// Without what only the page of one message shows.
    public Reading inShort() {
        return new Reading(
                file, outcome, reason, format, reporter, observations, Optional.empty(), Map.of(), List.of(), percent);
    }
}
