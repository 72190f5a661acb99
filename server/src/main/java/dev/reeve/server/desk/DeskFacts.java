package dev.reeve.server.desk;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.clocks.FederalCalendar;
import dev.reeve.core.desk.EvidenceSources;
import dev.reeve.core.desk.FactsSource;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.Limits;
import dev.reeve.server.settings.Settings;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Gathers from the database what decisions stand on.
public final class DeskFacts implements FactsSource, EvidenceSources {
    private static final Duration HISTORY = Duration.ofDays(30);
    private static final Duration PRIOR_CASES = Duration.ofDays(365);

    private final JdbcClient jdbc;
    private final Clients clients;
    private final LeverMap levers;
    private final Supplier<PolicyHistory> policies;
    private final Settings settings;
    private final BooleanSupplier deskOfOne;

    /// @param deskOfOne whether there is no second person who could approve
    public DeskFacts(
            JdbcClient jdbc,
            Clients clients,
            LeverMap levers,
            Supplier<PolicyHistory> policies,
            Settings settings,
            BooleanSupplier deskOfOne) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.levers = levers;
        this.policies = policies;
        this.settings = settings;
        this.deskOfOne = deskOfOne;
    }

    @Override
    public CaseFacts gather(
            AccountId account,
            ServiceId serviceId,
            Resource resource,
            AccountState state,
            DeskState desk,
            Instant now) {
        PolicyHistory history = policies.get();
        Optional<Service> service = clients.service(serviceId);
        Interval at = Interval.at(now);
        Attribution holder = Attributor.attribute(resource, at, at, now, clients.covering(resource, at));
        Map<Step, CaseFacts.Lever> offered =
                service.map(s -> levers.choose(s, resource, now)).orElse(Map.of());
        return new CaseFacts(
                history,
                history.inForce(now).orElseThrow(() -> new IllegalStateException("no policy is in force yet")),
                state,
                clients.contacts(account),
                clients.client(account)
                        .map(Clients.Client::language)
                        .orElse(settings.desk().language()),
                service.map(Service::node).orElse(null),
                service.map(Service::reseller).orElse(null),
                desk,
                limits(desk),
                holder,
                clients.newest().orElse(null),
                offered,
                deskOfOne.getAsBoolean(),
                settings.desk().timeZone(),
                new FederalCalendar(Set.copyOf(settings.desk().closures())));
    }

    /// The limits in force: the settings', with what was changed since.
    public Limits limits(DeskState desk) {
        Map<String, String> limits = new HashMap<>();
        settings.limits().describe().forEach((name, value) -> limits.put(name, value.toString()));
        limits.putAll(desk.limits());
        return Limits.of(limits);
    }

    @Override
    public List<Holding> holdings(Resource resource, Interval window) {
        return clients.covering(resource, window);
    }

    @Override
    public PolicyHistory policies() {
        return policies.get();
    }

    @Override
    public Question question(Observation observation, HeldBy holder, String family, Instant now) {
        return new Question(observation, accountFacts(holder, now), history(observation, holder, family, now));
    }

    /// What conditions may ask about the client itself.
    public Question.AccountFacts accountFacts(HeldBy holder, Instant now) {
        Optional<Clients.Client> client = clients.client(holder.account());
        int age = client.map(Clients.Client::createdAt)
                .map(created -> (int) Duration.between(created, now).toDays())
                .orElse(-1);
        return new Question.AccountFacts(
                age,
                client.map(Clients.Client::paymentVerified).orElse(false),
                false,
                client.map(Clients.Client::plan).orElse(""),
                clients.service(holder.service()).map(Service::kind).orElse(""));
    }

    private Question.History history(Observation observation, HeldBy holder, String family, Instant now) {
        return jdbc.sql("""
                select
                    (select count(distinct observation_id) from case_evidence where account_id = :account and kind = :kind
                        and duplicate_of is null and joined_at > :recent and observation_id <> :observation) as reports,
                    (select count(distinct reporter_id) from case_evidence where account_id = :account and kind = :kind
                        and joined_at > :recent and reporter_id <> :reporter) as reporters,
                    (select count(*) from case_file where account_id = :account and family = :family and breach
                        and closed_at > :year) as prior,
                    (select coalesce(sum(weight), 0) from strike where account_id = :account and voided is null
                        and expires_at > :now) as strikes,
                    (select max(closed_at) from case_file where account_id = :account and family = :family and breach) as last
                """)
                .param("account", holder.account().value())
                .param("kind", observation.kind().toString())
                .param("observation", observation.id().value())
                .param("reporter", observation.reporter().value())
                .param("family", family)
                .param("recent", Timestamp.from(now.minus(HISTORY)))
                .param("year", Timestamp.from(now.minus(PRIOR_CASES)))
                .param("now", Timestamp.from(now))
                .query((row, n) -> {
                    Timestamp last = row.getTimestamp("last");
                    int days = last == null
                            ? -1
                            : (int) Duration.between(last.toInstant(), now).toDays();
                    return new Question.History(
                            row.getInt("reports") + 1,
                            row.getInt("reporters") + 1,
                            row.getInt("prior"),
                            row.getInt("strikes"),
                            days);
                })
                .single();
    }

    @Override
    public Optional<CaseId> caseWith(ObservationId observation, HeldBy holder, String family) {
        return jdbc
                .sql("select case_id from case_evidence where observation_id = :observation and family = :family")
                .param("observation", observation.value())
                .param("family", family)
                .query((row, n) -> new CaseId(row.getString(1)))
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public Optional<CaseId> openCase(HeldBy holder, String family) {
        return jdbc.sql("""
                select case_id from case_file
                where account_id = :account and service_id = :service and family = :family and open
                order by opened_at limit 1
                """)
                .param("account", holder.account().value())
                .param("service", holder.service().value())
                .param("family", family)
                .query((row, n) -> new CaseId(row.getString(1)))
                .optional();
    }

    @Override
    public int casesBefore(HeldBy holder, String family) {
        return jdbc.sql("""
                select count(*) from case_file
                where account_id = :account and service_id = :service and family = :family
                """)
                .param("account", holder.account().value())
                .param("service", holder.service().value())
                .param("family", family)
                .query(Integer.class)
                .single();
    }
}
