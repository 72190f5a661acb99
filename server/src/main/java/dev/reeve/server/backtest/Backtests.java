package dev.reeve.server.backtest;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.backtest.Backtest;
import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.backtest.KnownClients;
import dev.reeve.core.backtest.Recording;
import dev.reeve.core.backtest.ShadowRow;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.Clients;
import dev.reeve.server.desk.DeskFacts;
import dev.reeve.server.desk.GoingLive;
import dev.reeve.server.desk.LeverMap;
import dev.reeve.server.journal.Entries;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Back-tests over the journal of this installation. Reads only.
public final class Backtests {
    private static final PolicyHistory NONE = new PolicyHistory(List.of());

    private final Database database;
    private final EventCodec codec;
    private final Clients clients;
    private final LeverMap levers;
    private final Settings settings;

    public Backtests(Database database, EventCodec codec, Clients clients, LeverMap levers, Settings settings) {
        this.database = database;
        this.codec = codec;
        this.clients = clients;
        this.levers = levers;
        this.settings = settings;
    }

    /// @param old the version in force
    /// @param from null for the first evidence
    /// @param to null for the end of the record
    /// @throws IllegalArgumentException when there is nothing to go by
    public BacktestReport run(Policy old, Policy fresh, @Nullable Instant from, @Nullable Instant to) {
        Recording recording = recording();
        Instant first = recording.first();
        Instant last = recording.last();
        if (first == null || last == null) {
            throw new IllegalArgumentException("nothing whose holder was known is on record here: there is no history"
                    + " to test by; let new rules run as state: shadow for " + GoingLive.SHADOW_MIN.toDays() + " days");
        }
        return new Backtest(recording, new Inventory())
                .compare(old, fresh, from == null ? first : from, to == null ? last.plusMillis(1) : to);
    }

    /// What shadow rules would have done, beside what was done.
    public List<ShadowRow> shadow() {
        return recording().shadow();
    }

    private Recording recording() {
        Recording recording = new Recording();
        Entries.each(
                database,
                codec,
                decoded -> recording.add(
                        decoded.entry().stream(),
                        new Recorded<>(
                                decoded.event(),
                                decoded.entry().at(),
                                decoded.entry().by())));
        return recording;
    }

    /// What stands in the journal of a back-test.
    public static Map<String, String> details(BacktestReport report) {
        Map<String, String> details = new TreeMap<>();
        details.put(GoingLive.POLICY, report.newHash());
        details.put("version", report.newVersion());
        details.put("old-policy", report.oldHash());
        details.put("from", report.from().toString());
        details.put("to", report.to().toString());
        details.put(GoingLive.OBSERVATIONS, Integer.toString(report.observations()));
        details.put("harsher", Integer.toString(report.harsher().size()));
        details.put("milder", Integer.toString(report.milder().size()));
        return details;
    }

    private final class Inventory implements KnownClients {
        private final Map<String, DeskFacts> facts = new HashMap<>();

        /// One for each policy: what decides stands on what production's decisions stand on.
        private DeskFacts of(PolicyHistory policy) {
            String hash =
                    policy.versions().isEmpty() ? "" : policy.versions().get(0).hash();
            return facts.computeIfAbsent(
                    hash, h -> new DeskFacts(database.jdbc(), clients, levers, () -> policy, settings, () -> false));
        }

        @Override
        public CaseFacts facts(
                PolicyHistory policy,
                AccountId account,
                ServiceId service,
                Resource resource,
                AccountState state,
                DeskState desk,
                Instant now) {
            return of(policy).gather(account, service, resource, state, desk, now);
        }

        @Override
        public Question.AccountFacts account(HeldBy holder, boolean isProtected, Instant now) {
            return of(NONE).accountFacts(holder, isProtected, now);
        }
    }
}
