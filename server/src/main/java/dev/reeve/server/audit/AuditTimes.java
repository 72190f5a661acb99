package dev.reeve.server.audit;

import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.formats.StatedTime;
import dev.reeve.server.audit.Audit.Took;
import dev.reeve.server.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long things took, where the mail shows it: from the deed to the report, from a report to the first answer in its
/// thread. Answers are only there when the desk's sent mail is among what was read.
final class AuditTimes {
    /// Longer than this is a wrong date, not a delay.
    private static final Duration SANE = Duration.ofDays(400);

    /// Reports whose threads are followed, and deeds whose time is known.
    private static final int THREADS_MAX = 500_000;

    private final List<Duration> toReport = new ArrayList<>();
    private final Map<String, Instant> reported = new HashMap<>();
    private final Map<String, Instant> answered = new HashMap<>();

    void observation(ObservationDraft draft, @Nullable Instant date) {
        if (date != null && toReport.size() < THREADS_MAX && StatedTime.isStated(draft)) {
            add(toReport, draft.seen().to(), date);
        }
    }

    void mail(Reading reading, MailFacts mail) {
        Instant date = mail.date();
        if (date == null) {
            return;
        }
        if (reading.outcome().equals("report") && !mail.id().isEmpty() && reported.size() < THREADS_MAX) {
            reported.put(mail.id(), date);
        }
        answer(mail);
    }

    /// A mail in the thread of another one.
    void answer(MailFacts mail) {
        Instant date = mail.date();
        if (date == null) {
            return;
        }
        for (String id : mail.answers()) {
            if (answered.size() < THREADS_MAX) {
                answered.merge(id, date, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
    }

    private static void add(List<Duration> to, Instant from, Instant until) {
        Duration took = Duration.between(from, until);
        if (!took.isNegative() && took.compareTo(SANE) < 0) {
            to.add(took);
        }
    }

    List<Took> close() {
        List<Duration> toAnswer = new ArrayList<>();
        reported.forEach((id, at) -> {
            Instant answer = answered.get(id);
            if (answer != null) {
                add(toAnswer, at, answer);
            }
        });
        List<Took> all = new ArrayList<>();
        took("from what happened to the report", toReport, all);
        took("from a report to the first answer in its thread", toAnswer, all);
        return all;
    }

    private static void took(String what, List<Duration> each, List<Took> all) {
        if (!each.isEmpty()) {
            List<Duration> sorted = each.stream().sorted().toList();
            all.add(new Took(what, sorted.size(), at(sorted, 0.5), at(sorted, 0.9)));
        }
    }

    private static Duration at(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
    }
}
