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
import java.util.function.Function;
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
    public Function<String, Question> questions(
            Observation observation, HeldBy holder, AccountState state, Instant now) {
        Question.AccountFacts account = accountFacts(holder, state.isProtected(), now);
        Reports reports = reports(observation, holder, now);
        return family -> new Question(
                observation,
                account,
                new Question.History(
                        reports.count,
                        reports.reporters,
                        state.breachesWithin(family, now, PRIOR_CASES),
                        state.strikeWeight(now),
                        state.lastBreach(family)
                                .map(at -> (int) Duration.between(at, now).toDays())
                                .orElse(-1)));
    }

    /// What conditions may ask about the client itself.
    public Question.AccountFacts accountFacts(HeldBy holder, boolean isProtected, Instant now) {
        Optional<Clients.Client> client = clients.client(holder.account());
        int age = client.map(Clients.Client::createdAt)
                .map(created -> (int) Duration.between(created, now).toDays())
                .orElse(-1);
        return new Question.AccountFacts(
                age,
                client.map(Clients.Client::paymentVerified).orElse(false),
                isProtected,
                client.map(Clients.Client::plan).orElse(""),
                clients.service(holder.service()).map(Service::kind).orElse(""));
    }

    /// Of this kind on this account of late, with the one that is being judged.
    private record Reports(int count, int reporters) {}

    private Reports reports(Observation observation, HeldBy holder, Instant now) {
        return jdbc.sql("""
                select
                    count(distinct observation_id) filter
                        (where duplicate_of is null and observation_id <> :observation) as reports,
                    count(distinct reporter_id) filter (where reporter_id <> :reporter) as reporters
                from case_evidence
                where account_id = :account and kind = :kind and joined_at > :recent and doubt is null
                """)
                .param("account", holder.account().value())
                .param("kind", observation.kind().toString())
                .param("observation", observation.id().value())
                .param("reporter", observation.reporter().value())
                .param("recent", Timestamp.from(now.minus(HISTORY)))
                .query((row, n) -> new Reports(row.getInt("reports") + 1, row.getInt("reporters") + 1))
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
