package dev.reeve.server.desk;

import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Trigger;
import dev.reeve.core.safety.DeskEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says whether a changed policy may take force. A trigger or a step at once that was not live before goes live only
/// when a back-test of this very file stands in the journal; or, where there is no history to test by, when it was in
/// shadow for days. The first policy of an installation has nothing before it, and is taken as it is.
public final class GoingLive {
    /// How a back-test is noted in the journal.
    public static final String BACKTEST = "policy-backtest";

    /// The detail of the note that holds the hash of the tested file.
    public static final String POLICY = "policy";

    /// The detail that says how much evidence it was tested by.
    public static final String OBSERVATIONS = "observations";

    /// Days in shadow where there is no history: a week has each of its days once.
    public static final Duration SHADOW_MIN = Duration.ofDays(7);

    private GoingLive() {}

    /// @param desk the desk's own events
    /// @param history whether evidence with a known holder is on record
    /// @return why not, and what to do; empty when it may
    static Optional<String> objection(
            Policy fresh, PolicyHistory versions, List<Recorded<Event>> desk, boolean history, Instant now) {
        if (versions.versions().isEmpty()) {
            return Optional.empty();
        }
        Policy running = versions.versions().get(versions.versions().size() - 1);
        Set<String> news = new LinkedHashSet<>(rules(fresh, RuleState.LIVE));
        news.removeAll(rules(running, RuleState.LIVE));
        if (news.isEmpty() || history && tested(fresh.hash(), desk)) {
            return Optional.empty();
        }
        if (!history) {
            news.removeAll(shadowed(versions, now));
            if (news.isEmpty()) {
                return Optional.empty();
            }
        }
        String names = String.join(", ", names(fresh, news));
        return Optional.of(
                history
                        ? "these rules would go live without a back-test of this file on record: " + names
                                + "\n  run: ./reeve policy backtest FILE, look at whom it names; then the file is taken"
                        : "these rules would go live untried, and there is no history to test by: " + names
                                + "\n  write: state: shadow, and live after " + SHADOW_MIN.toDays() + " days");
    }

    private static boolean tested(String hash, List<Recorded<Event>> desk) {
        return desk.stream()
                .anyMatch(r -> r.event() instanceof DeskEvent.Noted noted
                        && noted.what().equals(BACKTEST)
                        && hash.equals(noted.details().get(POLICY))
                        && !"0".equals(noted.details().get(OBSERVATIONS)));
    }

    /// Rules that every version since long enough ago had at least in shadow.
    private static Set<String> shadowed(PolicyHistory versions, Instant now) {
        Instant since = now.minus(SHADOW_MIN);
        Optional<Policy> then = versions.inForce(since);
        if (then.isEmpty()) {
            return Set.of();
        }
        Set<String> kept = rules(then.get(), RuleState.SHADOW);
        versions.versions().stream()
                .filter(v -> v.effectiveFrom().isAfter(since))
                .forEach(v -> {
                    Set<String> there = rules(v, RuleState.SHADOW);
                    there.addAll(rules(v, RuleState.LIVE));
                    kept.retainAll(there);
                });
        return kept;
    }

    /// Triggers in a state, and steps at once: what they ask, not what they are called.
    private static Set<String> rules(Policy policy, RuleState state) {
        Set<String> rules = new LinkedHashSet<>();
        for (Clause clause : policy.clauses()) {
            for (Trigger trigger : clause.triggers()) {
                if (trigger.state() == state) {
                    rules.add(rule(clause, trigger));
                }
            }
            if (state == RuleState.LIVE) {
                clause.immediates()
                        .forEach(i ->
                                rules.add(clause.id() + " at once " + i.step().word() + " " + i.minimumStrength() + " "
                                        + i.condition().source()));
            }
        }
        return rules;
    }

    private static String rule(Clause clause, Trigger trigger) {
        return clause.id() + " " + trigger.severity() + " "
                + trigger.condition().source();
    }

    private static List<String> names(Policy policy, Set<String> rules) {
        List<String> names = new ArrayList<>();
        for (Clause clause : policy.clauses()) {
            clause.triggers().stream()
                    .filter(t -> t.state() == RuleState.LIVE && rules.contains(rule(clause, t)))
                    .forEach(t -> names.add(clause.id() + "/" + t.id()));
            if (rules.stream().anyMatch(r -> r.startsWith(clause.id() + " at once "))) {
                names.add(clause.id() + "/immediate");
            }
        }
        return names;
    }
}
