package dev.reeve.server.backtest;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.backtest.ShadowRow;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.desk.DeskRecords;
import dev.reeve.server.desk.GoingLive;
import dev.reeve.server.desk.PolicyShelf;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Back-tests that a running desk makes, each of which stands in its journal. One at a time: each reads the whole
/// journal.
public final class PolicyTests {
    private final Backtests backtests;
    private final PolicyShelf policies;
    private final Journal journal;
    private final InstantSource time;

    public PolicyTests(Backtests backtests, PolicyShelf policies, Journal journal, InstantSource time) {
        this.backtests = backtests;
        this.policies = policies;
        this.journal = journal;
        this.time = time;
    }

    /// @throws IllegalArgumentException when there is no policy or no history to test by
    public synchronized BacktestReport run(Policy fresh, @Nullable Instant from, @Nullable Instant to, ActorId by) {
        Policy running = policies.history()
                .inForce(time.instant())
                .orElseThrow(() -> new IllegalArgumentException("no policy is in force yet"));
        BacktestReport report = backtests.run(running, fresh, from, to);
        DeskRecords.append(
                journal, time.instant(), by, new DeskEvent.Noted(GoingLive.BACKTEST, Backtests.details(report)));
        return report;
    }

    public synchronized List<ShadowRow> shadow() {
        return backtests.shadow();
    }
}
