package dev.reeve.formats;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.evidence.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/// An outcome as text, each fact beside the bytes that it points at.
final class Shown {
    private Shown() {}

    static String of(Formats.Read read, byte[] raw) {
        List<String> lines = new ArrayList<>();
        lines.add("format: " + read.format());
        switch (read.outcome()) {
            case ParseOutcome.Reports(List<Report> reports) -> reports.forEach(r -> report(lines, r, raw));
            case ParseOutcome.NotAReport(NonReport what) -> nonReport(lines, what);
            case ParseOutcome.Unreadable unreadable -> {
                lines.add("unreadable: " + unreadable.reason());
                unreadable.problems().forEach(p -> lines.add("  problem: " + p));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static void report(List<String> lines, Report report, byte[] raw) {
        lines.add("report: " + report.claimant() + (report.sealed() ? " SEALED" : ""));
        new TreeMap<>(report.notes()).forEach((name, note) -> lines.add("  note " + name + ": " + note));
        report.personal()
                .forEach(p -> lines.add("  personal " + p.name() + ": " + p.value() + " @ " + bytes(p.span(), raw)));
        if (report.confidence() < 1) {
            lines.add("  confidence: " + report.confidence());
        }
        report.findNotice().ifPresent(n -> notice(lines, n, raw));
        report.observations().forEach(o -> observation(lines, o, raw));
    }

    private static void notice(List<String> lines, LegalNotice notice, byte[] raw) {
        lines.add("  notice: " + notice.kind().word() + ", " + notice.area().word() + ", missing "
                + notice.missing().stream().map(LegalNotice.Element::word).toList());
        notice.elements().forEach(f -> lines.add("    element " + f.element().word() + " @ " + bytes(f.span(), raw)));
        notice.works().forEach(w -> lines.add("    work " + w.title() + " @ " + bytes(w.span(), raw)));
        notice.locators().forEach(l -> lines.add("    locator " + l.value() + " @ " + bytes(l.span(), raw)));
        notice.parties()
                .forEach(p -> lines.add("    party " + p.role().word() + " " + p.name() + " <" + p.contact() + "> @ "
                        + bytes(p.span(), raw)));
    }

    private static void observation(List<String> lines, ObservationDraft draft, byte[] raw) {
        lines.add("  observation: " + draft.kind() + " " + draft.direction() + " "
                + draft.resource().key());
        lines.add("    seen: " + draft.seen().from() + " to " + draft.seen().to() + ", doubt " + draft.clockDoubt());
        lines.add("    strength: " + draft.strength(false, false) + " unauthenticated, " + draft.strength(true, false)
                + " authenticated, " + draft.strength(true, true) + " trusted");
        lines.add("    incident: " + draft.incident());
        new TreeMap<>(draft.facts()).forEach((name, value) -> lines.add("    fact " + name + ": " + value));
        draft.spans().stream()
                .sorted(Comparator.comparing(Span::what).thenComparing(Span::offset))
                .forEach(span ->
                        lines.add("    span " + span.what() + " in part \"" + span.part() + "\": " + bytes(span, raw)));
    }

    private static String bytes(Span span, byte[] raw) {
        String text = new String(raw, (int) span.offset(), Math.min(span.length(), 60), StandardCharsets.UTF_8);
        return span.offset() + "+" + span.length() + " \"" + text.replaceAll("\\s+", " ") + '"';
    }

    private static void nonReport(List<String> lines, NonReport what) {
        lines.add("not a report: " + what.kind());
        for (DeliveryStatus status : what.about()) {
            lines.add("  recipient: " + status.recipient() + ", " + status.action() + ", " + status.status()
                    + (status.permanent() ? ", permanent" : ""));
            lines.add("  diagnostic: " + status.diagnostic());
            lines.add("  original: " + status.originalMessageId() + " " + new TreeMap<>(status.originalHeaders()));
        }
    }
}
