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

/// What the policy would have begun, had these reports come in under it. It judges as the desk does, but nobody
/// answers:
/// how a client would have reacted, and so which later steps would have come, past mail can't tell. Nobody is
/// authenticated either, so that steps which want stronger evidence are not counted.
final class PolicyForecast {
    /// The time in which the desk counts reports of a kind.
    private static final Duration RECENT = Duration.ofDays(30);

    private final Policy policy;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(
            ObservationDraft draft, HeldBy holder, Question.AccountFacts account, String reporter, Instant at) {}

    private static final class Tally {
        final Set<String> cases = new HashSet<>();
        final Set<String> notices = new HashSet<>();
        final Set<String> persons = new HashSet<>();
        final Map<String, Set<String>> immediate = new LinkedHashMap<>();
        int reports;
    }

    PolicyForecast(Policy policy) {
        this.policy = policy;
    }

    void add(ObservationDraft draft, HeldBy holder, InventoryHoldings inventory, String reporter, Instant at) {
        Optional<HoldingLine> line = inventory.service(holder.service());
        Instant created = line.map(HoldingLine::created).orElse(null);
        Question.AccountFacts account = new Question.AccountFacts(
                created == null ? -1 : (int) Duration.between(created, at).toDays(),
                Boolean.TRUE.equals(line.map(HoldingLine::paymentVerified).orElse(false)),
                false,
                line.map(HoldingLine::plan).orElse(""),
                line.map(HoldingLine::serviceKind).orElse(""));
        entries.add(new Entry(draft, holder, account, reporter, at));
    }

    List<Deed> close() {
        entries.sort(Comparator.comparing(Entry::at));
        Map<String, List<Entry>> earlier = new HashMap<>();
        Map<ClauseId, Tally> tallies = new LinkedHashMap<>();
        int number = 0;
        for (Entry entry : entries) {
            number++;
            List<Entry> same =
                    earlier.computeIfAbsent(entry.holder.account() + " " + entry.draft.kind(), k -> new ArrayList<>());
            same.removeIf(e -> e.at.isBefore(entry.at.minus(RECENT)));
            same.add(entry);
            judge(entry, history(same), number).forEach(finding -> count(finding, entry, tallies));
        }
        return policy.clauses().stream()
                .flatMap(c -> Optional.ofNullable(tallies.get(c.id())).map(t -> deed(c, t)).stream())
                .sorted(Comparator.comparingInt(Deed::cases).reversed())
                .toList();
    }

    private static Question.History history(List<Entry> same) {
        int reporters = (int) same.stream().map(Entry::reporter).distinct().count();
        return new Question.History(same.size(), reporters, 0, 0, -1);
    }

    private List<Finding> judge(Entry entry, Question.History history, int number) {
        Observation observation = entry.draft.observation(
                new ObservationId("o-" + number),
                new MessageId("m-" + number),
                new ReporterId("r-" + Integer.toHexString(entry.reporter.hashCode())),
                entry.draft.strength(false, false),
                "audit/1");
        return Judge.judge(policy, new Question(observation, entry.account, history)).stream()
                .filter(f -> f.state() == RuleState.LIVE)
                .toList();
    }

    private static void count(Finding finding, Entry entry, Map<ClauseId, Tally> tallies) {
        Tally tally = tallies.computeIfAbsent(finding.clause(), c -> new Tally());
        String name = entry.holder.account() + "/" + entry.holder.service() + "/" + finding.family();
        tally.reports++;
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
        return new Deed(
                clause.id().value(),
                clause.title(),
                tally.cases.size(),
                tally.reports,
                tally.notices.size(),
                immediate,
                tally.persons.size(),
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
