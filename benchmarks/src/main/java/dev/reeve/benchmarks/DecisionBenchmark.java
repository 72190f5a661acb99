package dev.reeve.benchmarks;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseDecider;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.clocks.FederalCalendar;
import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Judge;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.DeskState;
import dev.reeve.core.safety.Limits;
import dev.reeve.rules.PolicyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One piece of evidence, judged by all clauses of the policy that ships and decided into a new case: what the desk
/// does
/// with a report once it knows whose it was, without reading or writing anything.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");

    private Policy policy;
    private Question question;
    private Observation observation;
    private HeldBy holder;
    private CaseFacts facts;
    private Finding finding;

    @Setup
    public void setUp() {
        PolicyFile loaded =
                PolicyFile.load(Path.of(System.getProperty("reeve.home", ".")).resolve("policies/acceptable-use.yaml"));
        policy = ((PolicyFile.Accepted) loaded).policy();
        holder = new HeldBy(new AccountId("cl-1"), new ServiceId("vps-1"), new HoldingId("h1"), NOW);
        observation = new Observation(
                new ObservationId("m-1.o0"),
                new MessageId("m-1"),
                Resource.parseKey("address:203.0.113.10:40000"),
                Interval.at(NOW.minusSeconds(60)),
                Duration.ZERO,
                Kind.parse("connection/login_attack"),
                Direction.SOURCE,
                Strength.TRUSTED,
                new ReporterId("watch"),
                "incident-1",
                Map.of("service", "ssh", "attempts", "310"),
                List.of(new Span("0".repeat(64), "1", 0, 10)),
                "benchmark 1",
                null);
        question = new Question(
                observation,
                new Question.AccountFacts(400, true, false, "vps-small", "vps"),
                new Question.History(3, 2, 1, 1, 200));
        facts = new CaseFacts(
                new PolicyHistory(List.of(policy)),
                policy,
                AccountState.NEW,
                List.of(new CaseFacts.Contact(new Personal("p-1", "0".repeat(64)), null)),
                "en",
                "node-1",
                null,
                DeskState.NEW,
                Limits.DEFAULTS,
                holder,
                NOW,
                Map.of(),
                false,
                ZoneId.of("UTC"),
                FederalCalendar.PLAIN);
        finding = Judge.judge(policy, question).get(0);
    }

    /// All triggers of all clauses.
    @Benchmark
    public List<Finding> judge() {
        return Judge.judge(policy, question);
    }

    /// From the finding to events.
    @Benchmark
    public Decision decide() {
        return CaseDecider.decide(
                CaseState.none(),
                new CaseCommand.TakeEvidence(new CaseId("C-1"), observation, finding, holder, null),
                facts,
                Actor.MACHINE,
                NOW);
    }

    /// Both: what one report costs.
    @Benchmark
    public Decision judgeAndDecide() {
        Finding leading = Judge.judge(policy, question).get(0);
        return CaseDecider.decide(
                CaseState.none(),
                new CaseCommand.TakeEvidence(new CaseId("C-1"), observation, leading, holder, null),
                facts,
                Actor.MACHINE,
                NOW);
    }
}
