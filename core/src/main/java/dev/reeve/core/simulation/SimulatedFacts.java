package dev.reeve.core.simulation;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.attribution.Holding;
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
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.Limits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the simulated desk stands on: the policies, the town as its inventory knows it, and its own books.
final class SimulatedFacts implements FactsSource, EvidenceSources {
    private static final ZoneId ZONE = ZoneId.of("America/New_York");

    private final World world;
    private Map<String, String> limitWords = Map.of();
    private Limits limits = Limits.DEFAULTS;

    SimulatedFacts(World world) {
        this.world = world;
    }

    Limits limits(DeskState desk) {
        if (!limitWords.equals(desk.limits())) {
            limitWords = desk.limits();
            limits = Limits.of(limitWords);
        }
        return limits;
    }

    @Override
    public CaseFacts gather(
            AccountId account, ServiceId service, Resource resource, AccountState state, DeskState desk, Instant now) {
        Town.Client client = world.town.client(service);
        Interval at = Interval.at(now);
        Attribution holder = Attributor.attribute(resource, at, at, now, world.town.known(resource));
        CaseFacts facts = new CaseFacts(
                world.policies,
                procedure(now),
                state,
                client.contacts,
                "en",
                client.node,
                client.reseller,
                desk,
                limits(desk),
                holder,
                world.town.inventoryAt(),
                client.levers,
                world.deskOfOne,
                ZONE,
                FederalCalendar.PLAIN);
        return world.sabotage.facts(facts, client);
    }

    private Policy procedure(Instant now) {
        return world.policies
                .inForce(now)
                .orElseThrow(() -> new IllegalStateException("no policy is in force at " + now));
    }

    @Override
    public List<Holding> holdings(Resource resource, Interval window) {
        return world.town.known(resource);
    }

    @Override
    public PolicyHistory policies() {
        return world.sabotage.policies(world.policies);
    }

    @Override
    public Function<String, Question> questions(
            Observation observation, HeldBy holder, AccountState account, Instant now) {
        return family -> question(observation, holder, account, family, now);
    }

    private Question question(
            Observation observation, HeldBy holder, AccountState account, String family, Instant now) {
        int days = account.lastBreach(family)
                .map(at -> (int) Duration.between(at, now).toDays())
                .orElse(-1);
        return new Question(
                observation,
                new Question.AccountFacts(400, true, account.isProtected(), "basic", "vps"),
                new Question.History(
                        world.books.reports(holder.service(), family) + 1,
                        world.books.reporters(holder.service(), family, observation.reporter()) + 1,
                        account.breachesWithin(family, now, Duration.ofDays(365)),
                        account.strikeWeight(now),
                        days));
    }

    @Override
    public Optional<CaseId> caseWith(ObservationId observation, HeldBy holder, String family) {
        return world.books.caseWith(holder.service(), family, observation);
    }

    @Override
    public Optional<CaseId> openCase(HeldBy holder, String family) {
        return world.books.openCase(holder.service(), family);
    }

    @Override
    public int casesBefore(HeldBy holder, String family) {
        return world.books.casesBefore(holder.service(), family);
    }
}
