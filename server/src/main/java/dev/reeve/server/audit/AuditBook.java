package dev.reeve.server.audit;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.formats.StatedTime;
import dev.reeve.server.audit.Audit.Count;
import dev.reeve.server.audit.Audit.Culprit;
import dev.reeve.server.holdings.InventoryHoldings;
import dev.reeve.server.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Adds up one reading after the other.
final class AuditBook {
    /// Names kept apart; more of a kind add up as `others`. Past mail is as hostile as new mail.
    private static final int NAMES_MAX = 200_000;

    private static final PolicyForecast.Forecast NOTHING = new PolicyForecast.Forecast(List.of(), 0);

    private final @Nullable InventoryHoldings inventory;
    private final @Nullable PolicyForecast forecast;
    private final int surePercent;
    private final Instant now;
    private final AuditTimes times = new AuditTimes();
    private final Map<String, Tally> culprits = new HashMap<>();
    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<String, Integer> reporters = new HashMap<>();
    private final Map<String, Integer> formats = new TreeMap<>();
    private final Map<String, Integer> notReports = new TreeMap<>();
    private final Map<String, Integer> quarantined = new TreeMap<>();
    private final Map<String, Integer> nobodys = new HashMap<>();
    private int messages;
    private final Map<String, Integer> doubters = new HashMap<>();
    private final Map<String, Integer> doubts = new HashMap<>();
    private int reports;
    private int doubtful;
    private int copies;
    private int observations;
    private int held;
    private int ambiguous;
    private @Nullable Instant from;
    private @Nullable Instant to;

    /// @param inventory null where nobody knows who held what
    /// @param forecast null where there is no inventory: a policy is about clients
    /// @param surePercent how surely a report must be read to begin anything
    AuditBook(@Nullable InventoryHoldings inventory, @Nullable PolicyForecast forecast, int surePercent, Instant now) {
        this.surePercent = surePercent;
        this.inventory = inventory;
        this.forecast = forecast;
        this.now = now;
    }

    private static final class Tally {
        final Set<String> reporters = new HashSet<>();
        final Set<LocalDate> days = new HashSet<>();
        final Map<String, Integer> kinds = new HashMap<>();
        int reports;
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
    }

    void copy() {
        messages++;
        copies++;
    }

    void unopened(String why) {
        messages++;
        count(quarantined, why);
    }

    /// Mail that the desk itself wrote: it tells when a report was answered, and reports nothing.
    void ownAnswer(MailFacts mail) {
        messages++;
        times.answer(mail);
        seen(mail.date());
        count(notReports, "an answer of the desk");
    }

    private void seen(@Nullable Instant date) {
        if (date != null) {
            from = from == null || date.isBefore(from) ? date : from;
            to = to == null || date.isAfter(to) ? date : to;
        }
    }

    void add(Reading reading, MailFacts mail) {
        messages++;
        times.mail(reading, mail);
        Instant date = mail.date();
        seen(date);
        switch (reading.outcome()) {
            case "report" -> {
                if (reading.percent() < surePercent) {
                    doubt(reading, date);
                } else {
                    report(reading, date);
                }
            }
            case "not-a-report" -> count(notReports, reading.reason());
            default -> count(quarantined, reading.reason());
        }
    }

    private void report(Reading reading, @Nullable Instant date) {
        reports++;
        count(formats, reading.format());
        String reporter = reporter(reading);
        count(reporters, reporter);
        PolicyForecast.Report report = new PolicyForecast.Report(messages, reporter, false);
        Set<String> blamed = new HashSet<>();
        Set<String> incidents = new HashSet<>();
        for (ObservationDraft draft : reading.observations()) {
            observations++;
            count(kinds, draft.kind().toString());
            times.observation(draft, date);
            Instant when = when(draft, date);
            String who = who(draft, report, incidents, when);
            if (!who.isEmpty()) {
                tally(who, draft, reporter, when, blamed.add(who));
            }
        }
    }

    /// Nothing begins because of it, and it stands on nobody's record.
    private void doubt(Reading reading, @Nullable Instant date) {
        doubtful++;
        String reporter = reporter(reading);
        count(doubters, reporter);
        PolicyForecast.Report report = new PolicyForecast.Report(messages, reporter, true);
        Set<String> incidents = new HashSet<>();
        reading.observations().stream()
                .map(draft -> suspected(draft, report, incidents, when(draft, date)))
                .filter(who -> !who.isEmpty())
                .distinct()
                .forEach(who -> count(doubts, who));
    }

    private static String reporter(Reading reading) {
        String domain = reading.reporter().substring(reading.reporter().lastIndexOf('@') + 1);
        return domain.isEmpty() ? "nobody named" : domain;
    }

    private static Instant when(ObservationDraft draft, @Nullable Instant date) {
        return StatedTime.isStated(draft) || date == null ? draft.seen().to() : date;
    }

    /// Whom it counts against; empty for what nobody is known to hold.
    private String who(ObservationDraft draft, PolicyForecast.Report report, Set<String> incidents, Instant when) {
        if (inventory == null) {
            return name(draft);
        }
        return switch (attribute(inventory, draft)) {
            case Attribution.HeldBy by -> {
                held++;
                forecast(draft, by, report, incidents, when);
                yield by.account().value();
            }
            case Attribution.Ambiguous doubt -> {
                ambiguous++;
                yield "";
            }
            case Attribution.Unknown nobody -> {
                count(nobodys, name(draft));
                yield "";
            }
        };
    }

    /// Whom it would count against, were it confirmed.
    private String suspected(
            ObservationDraft draft, PolicyForecast.Report report, Set<String> incidents, Instant when) {
        if (inventory == null) {
            return name(draft);
        }
        if (attribute(inventory, draft) instanceof Attribution.HeldBy by) {
            forecast(draft, by, report, incidents, when);
            return by.account().value();
        }
        return "";
    }

    private Attribution attribute(InventoryHoldings holdings, ObservationDraft draft) {
        return holdings.attribute(draft.resource(), draft.seen(), draft.seen().widened(draft.clockDoubt()), now);
    }

    /// Of an incident by several names the first that leads to a client is enough, as at the desk.
    private void forecast(
            ObservationDraft draft,
            Attribution.HeldBy by,
            PolicyForecast.Report report,
            Set<String> incidents,
            Instant when) {
        boolean first = draft.incident() == null || incidents.add(draft.incident());
        if (first && forecast != null && inventory != null) {
            forecast.add(draft, by, inventory, report, when);
        }
    }

    private static String name(ObservationDraft draft) {
        Resource resource = draft.resource();
        if (draft.kind().withheld() && !(resource instanceof Resource.Address)) {
            return resource.type() + ":(withheld)";
        }
        return resource instanceof Resource.Address address
                ? address.ip().toString()
                : resource instanceof Resource.Url url && !url.host().isEmpty() ? url.host() : resource.text();
    }

    private void tally(String who, ObservationDraft draft, String reporter, Instant when, boolean first) {
        Tally tally = culprits.size() < NAMES_MAX || culprits.containsKey(who)
                ? culprits.computeIfAbsent(who, w -> new Tally())
                : culprits.computeIfAbsent("others", w -> new Tally());
        tally.reports += first ? 1 : 0;
        tally.reporters.add(reporter);
        tally.days.add(LocalDate.ofInstant(when, ZoneOffset.UTC));
        tally.kinds.merge(draft.kind().toString(), 1, Integer::sum);
        tally.first = when.isBefore(tally.first) ? when : tally.first;
        tally.last = when.isAfter(tally.last) ? when : tally.last;
    }

    private static void count(Map<String, Integer> counts, String what) {
        counts.merge(counts.size() < NAMES_MAX || counts.containsKey(what) ? what : "others", 1, Integer::sum);
    }

    /// @param top most entries of a list
    Audit close(int top, List<String> problems) {
        List<Culprit> ranked = new ArrayList<>();
        culprits.forEach((who, tally) -> ranked.add(new Culprit(
                who,
                tally.reports,
                tally.reporters.size(),
                tally.days.size(),
                most(tally.kinds, 3).stream().map(Count::what).toList(),
                tally.first,
                tally.last,
                Duration.between(tally.first, tally.last),
                doubts.getOrDefault(who, 0))));
        ranked.sort(Comparator.comparingInt(Culprit::reports)
                .thenComparingInt(Culprit::days)
                .reversed()
                .thenComparing(Culprit::who));
        PolicyForecast.Forecast begun = forecast == null ? NOTHING : forecast.close();
        return new Audit(
                messages,
                reports,
                doubtful,
                copies,
                sum(notReports),
                sum(quarantined),
                from,
                to,
                observations,
                held,
                ambiguous,
                sum(nobodys),
                ranked.subList(0, Math.min(top, ranked.size())),
                ranked.size(),
                most(kinds, top),
                most(reporters, top),
                most(formats, top),
                most(notReports, top),
                most(quarantined, top),
                most(nobodys, top),
                times.close(),
                begun.deeds(),
                surePercent,
                begun.waiting(),
                most(doubters, top),
                inventory != null,
                problems);
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Count> most(Map<String, Integer> counts, int top) {
        return counts.entrySet().stream()
                .map(e -> new Count(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt(Count::count).reversed().thenComparing(Count::what))
                .limit(top)
                .toList();
    }
}
