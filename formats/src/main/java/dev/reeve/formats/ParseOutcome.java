package dev.reeve.formats;

import dev.reeve.core.evidence.Report;
import java.util.List;

/// What a message turned out to be.
public sealed interface ParseOutcome {
    record Reports(List<Report> reports) implements ParseOutcome {
        public Reports {
            reports = List.copyOf(reports);
            if (reports.isEmpty()) {
                throw new IllegalArgumentException("no report is another outcome");
            }
        }
    }

    /// It reports nothing, and nothing is asked of the desk but perhaps to see what it says of our own mail.
    record NotAReport(NonReport what) implements ParseOutcome {}

    /// It should be a report, or may be one, but can't be read: it waits for a person with this reason.
    ///
    /// @param problems one sentence each, naming field and remedy; empty where there is only the reason
    record Unreadable(String reason, List<String> problems) implements ParseOutcome {
        public Unreadable {
            problems = List.copyOf(problems);
        }

        public static Unreadable because(String reason) {
            return new Unreadable(reason, List.of());
        }
    }
}
