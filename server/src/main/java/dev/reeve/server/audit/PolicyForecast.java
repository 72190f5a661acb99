package dev.reeve.server.audit;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Judge;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Rung;
import dev.reeve.server.audit.Audit.Count;
import dev.reeve.server.audit.Audit.Deed;
import dev.reeve.server.holdings.HoldingLine;
import dev.reeve.server.holdings.InventoryHoldings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What the policy would have begun, had these reports come in under it. It judges as the desk does, but nobody
/// answers: how a client would have reacted, and so which later steps would have come, past mail can't tell. Nobody
/// is authenticated either, so that steps which want stronger evidence are not counted. And nobody confirms what
/// was not read surely: it begins nothing, and counts for nothing that conditions ask about.
final class PolicyForecast {
    /// The time in which the desk counts reports of a kind.
    private static final Duration RECENT = Duration.ofDays(30);

    /// Things held by clients that are judged; they are kept until the end, for a later mail may tell of an earlier
    /// day.
    private static final int ENTRIES_MAX = 500_000;

    private final Policy policy;
    private final List<Entry> entries = new ArrayList<>();
    private boolean full;

    /// @param message number of the report
    record Report(int message, String reporter, boolean doubtful) {}

    /// @param deeds by clause, most cases first
    /// @param waiting doubtful reports that a person would have been asked about
    record Forecast(List<Deed> deeds, int waiting) {}

    private record Entry(
            ObservationDraft draft, HeldBy holder, Question.AccountFacts account, Report report, Instant at) {}

    private static final class Tally {
        final Set<String> cases = new HashSet<>();
        final Set<String> notices = new HashSet<>();
        final Set<String> persons = new HashSet<>();
        final Map<String, Set<String>> immediate = new LinkedHashMap<>();
        final Set<String> doubtful = new HashSet<>();
        final Set<Integer> reports = new HashSet<>();
    }

    PolicyForecast(Policy policy) {
        this.policy = policy;
    }

    void add(ObservationDraft draft, HeldBy holder, InventoryHoldings inventory, Report report, Instant at) {
        if (entries.size() == ENTRIES_MAX) {
            full = true;
            return;
        }
        Optional<HoldingLine> line = inventory.service(holder.service());
        Instant created = line.map(HoldingLine::created).orElse(null);
        Question.AccountFacts account = new Question.AccountFacts(
                created == null ? -1 : (int) Duration.between(created, at).toDays(),
                Boolean.TRUE.equals(line.map(HoldingLine::paymentVerified).orElse(false)),
                false,
                line.map(HoldingLine::plan).orElse(""),
                line.map(HoldingLine::serviceKind).orElse(""));
        entries.add(new Entry(draft, holder, account, report, at));
    }

    /// Whether there was more than is judged.
    boolean full() {
        return full;
    }

    Forecast close() {
        entries.sort(Comparator.comparing(Entry::at));
        Map<String, List<Entry>> earlier = new HashMap<>();
        Map<ClauseId, Tally> tallies = new LinkedHashMap<>();
        Set<Integer> waiting = new HashSet<>();
        int number = 0;
        for (Entry entry : entries) {
            number++;
            List<Entry> same =
                    earlier.computeIfAbsent(entry.holder.account() + " " + entry.draft.kind(), k -> new ArrayList<>());
            same.removeIf(e -> e.at.isBefore(entry.at.minus(RECENT)));
            List<Finding> findings = judge(entry, history(same, entry), number);
            findings.forEach(finding -> count(finding, entry, tallies));
            if (!entry.report.doubtful) {
                same.add(entry);
            } else if (!findings.isEmpty()) {
                waiting.add(entry.report.message);
            }
        }
        return new Forecast(
                policy.clauses().stream()
                        .flatMap(c -> Optional.ofNullable(tallies.get(c.id())).map(t -> deed(c, t)).stream())
                        .sorted(Comparator.comparingInt(Deed::cases).reversed())
                        .toList(),
                waiting.size());
    }

    /// With the one that is being judged.
    private static Question.History history(List<Entry> before, Entry entry) {
        int reporters = (int) Stream.concat(before.stream(), Stream.of(entry))
                .map(e -> e.report.reporter)
                .distinct()
                .count();
        return new Question.History(before.size() + 1, reporters, 0, 0, -1);
    }

    private List<Finding> judge(Entry entry, Question.History history, int number) {
        Observation observation = entry.draft.observation(
                new ObservationId("o-" + number),
                new MessageId("m-" + number),
                new ReporterId("r-" + Integer.toHexString(entry.report.reporter.hashCode())),
                entry.draft.strength(false, false),
                "audit/1");
        return Judge.judge(policy, new Question(observation, entry.account, history)).stream()
                .filter(f -> f.state() == RuleState.LIVE)
                .toList();
    }

    private static void count(Finding finding, Entry entry, Map<ClauseId, Tally> tallies) {
        Tally tally = tallies.computeIfAbsent(finding.clause(), c -> new Tally());
        String name = entry.holder.account() + "/" + entry.holder.service() + "/" + finding.family();
        if (entry.report.doubtful) {
            tally.doubtful.add(name);
            return;
        }
        tally.reports.add(entry.report.message);
        tally.cases.add(name);
        if (finding.judgement()) {
            tally.persons.add(name);
        } else if (finding.immediate() != null) {
            tally.immediate
                    .computeIfAbsent(finding.immediate().step().word(), s -> new HashSet<>())
                    .add(name);
        } else {
            tally.notices.add(name);
        }
    }

    private static Deed deed(Clause clause, Tally tally) {
        List<Count> immediate = tally.immediate.entrySet().stream()
                .map(e -> new Count(e.getKey(), e.getValue().size()))
                .toList();
        tally.immediate.values().forEach(tally.notices::removeAll);
        tally.doubtful.removeAll(tally.cases);
        return new Deed(
                clause.id().value(),
                clause.title(),
                tally.cases.size(),
                tally.reports.size(),
                tally.notices.size(),
                immediate,
                tally.persons.size(),
                tally.doubtful.size(),
                next(clause));
    }

    private static String next(Clause clause) {
        List<Rung> rungs = clause.ladder().rungs();
        return rungs.size() < 2
                ? "a person decides"
                : rungs.get(1).step().word() + " after "
                        + AuditText.words(rungs.get(0).window());
    }
}
