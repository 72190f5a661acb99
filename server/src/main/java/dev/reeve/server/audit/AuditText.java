package dev.reeve.server.audit;

import dev.reeve.server.audit.Audit.Count;
import dev.reeve.server.reading.PlainText;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The page for a terminal. Nothing of a mail reaches it but as printable text.
public final class AuditText {
    private final StringBuilder page = new StringBuilder();

    private AuditText() {}

    public static String page(Audit audit) {
        AuditText text = new AuditText();
        text.head(audit);
        text.culprits(audit);
        text.counts("What was reported", audit.kinds());
        text.counts("Who reports most", audit.reporters());
        text.deeds(audit);
        text.times(audit);
        text.counts("Held by nobody", audit.nobodys());
        text.counts("To be confirmed, by who sent it", audit.doubters());
        text.counts("No report", audit.notReports());
        text.counts("Couldn't be read", audit.quarantined());
        text.page.append("\nNothing was sent, stored or acted on.\n");
        return text.page.toString();
    }

    private void head(Audit audit) {
        line("%,d messages%s", audit.messages(), between(audit));
        line("  %,d reports, accusing %,d things", audit.reports(), audit.observations());
        line("  %,d more %s", audit.doubtful(), doubt(audit));
        line(
                "  %,d no reports, %,d couldn't be read, %,d copies of others",
                audit.notReportsCount(), audit.quarantinedCount(), audit.copies());
        if (audit.attributed()) {
            line(
                    "  of what was accused: %,d held by a client then, %,d in doubt, %,d held by nobody",
                    audit.heldCount(), audit.ambiguousCount(), audit.nobodysCount());
        } else {
            line(
                    "  No inventory was given: who held what is not known, and what the policy would have done can't be said.");
        }
    }

    /// What would have become of reports that were not read surely.
    static String doubt(Audit audit) {
        String read = (audit.doubtful() == 1 ? "was" : "were") + " read with less than " + audit.surePercent()
                + " % certainty and would have begun nothing";
        if (audit.doubtful() == 0) {
            return read;
        }
        if (!audit.attributed()) {
            return read + ": those that lead to a client wait for a person";
        }
        int others = audit.doubtful() - audit.waiting();
        return read
                + (audit.waiting() == 0
                        ? ": no case comes of them"
                        : others == 0
                                ? ": a person would have been asked first"
                                : String.format(
                                        Locale.ENGLISH,
                                        ": a person would have been asked about %,d, no case comes of the other %,d",
                                        audit.waiting(),
                                        others));
    }

    static String between(Audit audit) {
        if (audit.from() == null || audit.to() == null) {
            return "";
        }
        return ", " + LocalDate.ofInstant(audit.from(), ZoneOffset.UTC) + " to "
                + LocalDate.ofInstant(audit.to(), ZoneOffset.UTC);
    }

    private void culprits(Audit audit) {
        if (audit.culprits().isEmpty()) {
            return;
        }
        line("%n%s", audit.attributed() ? "Clients most reported" : "Most reported");
        line("  %-32s %7s %9s %5s  %s", "", "reports", "reporters", "days", "for");
        for (Audit.Culprit culprit : audit.culprits()) {
            line(
                    "  %-32s %,7d %,9d %,5d  %s%s",
                    shortened(culprit.who(), 32),
                    culprit.reports(),
                    culprit.reporters(),
                    culprit.days(),
                    String.join(", ", culprit.kinds()),
                    more(culprit));
        }
        int more = audit.culpritsCount() - audit.culprits().size();
        if (more > 0) {
            line("  and %,d more", more);
        }
    }

    static String more(Audit.Culprit culprit) {
        return (culprit.repeated() ? ", again over " + words(culprit.lasted()) : "")
                + (culprit.toConfirm() > 0 ? ", and " + culprit.toConfirm() + " to be confirmed" : "");
    }

    private void deeds(Audit audit) {
        if (audit.deeds().isEmpty()) {
            return;
        }
        line("%nWhat the policy would have begun (how clients would have answered is not known)");
        for (Audit.Deed deed : audit.deeds()) {
            line(
                    "  %-44s %,5d cases of %,6d reports: %s",
                    shortened(deed.title(), 44), deed.cases(), deed.reports(), begun(deed));
        }
    }

    static String begun(Audit.Deed deed) {
        List<String> parts = new java.util.ArrayList<>();
        if (deed.notices() > 0) {
            parts.add(deed.notices() + (deed.notices() == 1 ? " notice" : " notices") + ", then " + deed.next());
        }
        deed.immediate().forEach(c -> parts.add(c.count() + " " + c.what() + " at once"));
        if (deed.persons() > 0) {
            parts.add(deed.persons() + " for a person to judge");
        }
        if (deed.waiting() > 0) {
            parts.add((deed.cases() > 0 ? deed.waiting() + " more" : deed.waiting()) + " to be confirmed first");
        }
        return String.join("; ", parts);
    }

    private void times(Audit audit) {
        if (audit.spans().isEmpty()) {
            return;
        }
        line("%nHow long things took");
        audit.spans()
                .forEach(t -> line(
                        "  %s: half within %s, nine of ten within %s (%,d)",
                        t.what(), words(t.median()), words(t.most()), t.count()));
    }

    private void counts(String title, List<Count> counts) {
        if (!counts.isEmpty()) {
            line("%n%s", title);
            page.append(counts.stream()
                    .map(c -> String.format(Locale.ROOT, "  %,7d  %s%n", c.count(), shortened(c.what(), 100)))
                    .collect(Collectors.joining()));
        }
    }

    private static String shortened(String text, int length) {
        String plain = PlainText.of(text);
        return plain.length() <= length ? plain : plain.substring(0, length - 1) + "…";
    }

    static String words(Duration length) {
        if (length.compareTo(Duration.ofMinutes(2)) < 0) {
            return length.toSeconds() + " s";
        }
        if (length.compareTo(Duration.ofHours(2)) < 0) {
            return length.toMinutes() + " min";
        }
        return length.compareTo(Duration.ofDays(2)) < 0 ? length.toHours() + " h" : length.toDays() + " days";
    }

    private void line(String format, Object... values) {
        page.append(String.format(Locale.ROOT, format + "%n", values));
    }
}
