package dev.reeve.core.desk;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attributor;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.HashChain;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Finding;
import dev.reeve.core.policy.Judge;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.safety.DeskEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes an observation to its case: asks whose it was, judges it by the policy in force then, and joins or opens the
/// case.
/// Doing it twice is doing it once.
public final class EvidenceDesk {
    /// Incidents of one message that are recorded together.
    private static final int TOGETHER = 100;

    /// Messages under way at one time, or nearly.
    private static final int TRAILS_MAX = 64;

    private final Journal journal;
    private final CaseDesk cases;
    private final EvidenceSources sources;
    private final InstantSource time;
    private final Kept<MessageId, MessageTrail> trails = new Kept<>(TRAILS_MAX);

    public EvidenceDesk(Journal journal, CaseDesk cases, EvidenceSources sources, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.sources = sources;
        this.time = time;
    }

    /// What became of an observation.
    public sealed interface Taken {
        record Unattributed(Attribution attribution) implements Taken {}

        /// Held, but nothing in the policy forbids it.
        record NothingForbidden() implements Taken {}

        record InCases(List<CaseId> cases) implements Taken {}
    }

    /// Takes what one message reports. A table of ten thousand rows is not ten thousand times three entries one after
    /// another: some rows are attributed together, then each goes to its case, then what became of them is recorded
    /// together. After a crash in between they go to their cases again, which changes nothing there.
    ///
    /// @param incidents names of one thing each, of which the first that leads to a client is enough
    /// @param reporterAddress where the reporter wants to hear back; null when unknown
    public void takeAll(List<List<Observation>> incidents, @Nullable Personal reporterAddress) {
        for (int from = 0; from < incidents.size(); from += TOGETHER) {
            takeTogether(incidents.subList(from, Math.min(from + TOGETHER, incidents.size())), reporterAddress);
        }
    }

    private void takeTogether(List<List<Observation>> incidents, @Nullable Personal reporterAddress) {
        Map<Observation, HeldBy> held = new LinkedHashMap<>();
        List<MessageEvent> attributed = new ArrayList<>();
        List<MessageEvent> judged = new ArrayList<>();
        for (List<Observation> names : incidents) {
            boolean found = false;
            for (Observation name : names) {
                if (found) {
                    judged.add(new MessageEvent.Judged(name.id(), null, List.of(), "the same thing by another name"));
                    continue;
                }
                Attribution attribution = attribute(name);
                attributed.add(new MessageEvent.Attributed(name.id(), attribution));
                if (attribution instanceof HeldBy holder) {
                    held.put(name, holder);
                    found = true;
                }
            }
        }
        MessageId message = incidents.get(0).get(0).message();
        record(message, attributed);
        Integer doubt = trail(message).doubtPercent();
        held.forEach((name, holder) ->
                judged.addAll(toCases(name, holder, reporterAddress, doubt).events()));
        record(message, judged);
    }

    /// @param reporterAddress where the reporter wants to hear back; null when unknown
    public Taken take(Observation observation, @Nullable Personal reporterAddress) {
        Attribution attribution = attribute(observation);
        record(observation.message(), List.of(new MessageEvent.Attributed(observation.id(), attribution)));
        return attribution instanceof HeldBy holder
                ? judge(observation, holder, reporterAddress)
                : new Taken.Unattributed(attribution);
    }

    private Attribution attribute(Observation observation) {
        return Attributor.attribute(
                observation.resource(),
                observation.seen(),
                observation.window(),
                time.instant(),
                sources.holdings(observation.resource(), observation.window()));
    }

    /// Judges an observation whose holder is known, from the records or from a person.
    public Taken judge(Observation observation, HeldBy holder, @Nullable Personal reporterAddress) {
        Integer doubt = trail(observation.message()).doubtPercent();
        Judgement judgement = toCases(observation, holder, reporterAddress, doubt);
        record(observation.message(), judgement.events);
        return judgement.joined.isEmpty() ? new Taken.NothingForbidden() : new Taken.InCases(judgement.joined);
    }

    /// @param events what is to be recorded of it
    private record Judgement(List<CaseId> joined, List<MessageEvent> events) {}

    private Judgement toCases(
            Observation observation,
            HeldBy holder,
            @Nullable Personal reporterAddress,
            @Nullable Integer doubtPercent) {
        List<CaseId> joined = new ArrayList<>();
        List<MessageEvent> events = new ArrayList<>();
        for (Finding finding : leading(findings(observation, holder, time.instant()))) {
            CaseId id = sources.caseWith(observation.id(), holder, finding.family())
                    .or(() -> sources.openCase(holder, finding.family()))
                    .or(() -> caseOfSuperseded(observation, holder, finding.family()))
                    .orElseGet(() -> newCaseId(holder, finding.family()));
            cases.handle(
                    id,
                    new CaseCommand.TakeEvidence(id, observation, finding, holder, reporterAddress, doubtPercent),
                    Actor.MACHINE);
            joined.add(id);
            events.add(new MessageEvent.Judged(
                    observation.id(), id, List.of(finding.clause().value()), "case"));
        }
        if (joined.isEmpty()) {
            events.add(new MessageEvent.Judged(observation.id(), null, List.of(), "nothing forbidden"));
        }
        return new Judgement(List.copyOf(joined), events);
    }

    /// A later word of a detection whose case was closed meanwhile opens none, unless it tells of something after that.
    private Optional<CaseId> caseOfSuperseded(Observation observation, HeldBy holder, String family) {
        ObservationId before = observation.supersedes();
        return before == null
                ? Optional.empty()
                : sources.caseWith(before, holder, family)
                        .filter(id -> !closedBefore(id, observation.seen().to()));
    }

    private boolean closedBefore(CaseId id, Instant seen) {
        return journal.read(StreamId.of(id)).stream()
                .anyMatch(r -> r.event() instanceof CaseEvent.Closed && r.at().isBefore(seen));
    }

    private List<Finding> findings(Observation observation, HeldBy holder, Instant now) {
        Optional<Policy> then = sources.policies().inForce(observation.seen().to());
        if (then.isEmpty()) {
            return List.of();
        }
        List<Finding> live = new ArrayList<>();
        for (Finding finding : Judge.judge(then.get(), questions(observation, holder, now))) {
            if (finding.state() == RuleState.LIVE) {
                live.add(finding);
            } else {
                recordShadow(finding, holder);
            }
        }
        return live;
    }

    private Function<String, Question> questions(Observation observation, HeldBy holder, Instant now) {
        return sources.questions(observation, holder, cases.account(holder.account()), now);
    }

    /// The gravest finding of each family: one observation breaks one clause of a family.
    private static List<Finding> leading(List<Finding> findings) {
        Map<String, Finding> byFamily = new TreeMap<>();
        Comparator<Finding> graver = Comparator.comparing((Finding f) -> f.judgement())
                .thenComparing(Finding::severity)
                .thenComparing(f -> f.clause().value());
        findings.forEach(f -> byFamily.merge(f.family(), f, (a, b) -> graver.compare(a, b) <= 0 ? a : b));
        return List.copyOf(byFamily.values());
    }

    private CaseId newCaseId(HeldBy holder, String family) {
        String key =
                holder.account() + "|" + holder.service() + "|" + family + "|" + sources.casesBefore(holder, family);
        String hash = HashChain.hash(key.getBytes(StandardCharsets.UTF_8));
        return new CaseId("C-" + hash.substring(0, 10).toUpperCase(Locale.ROOT));
    }

    private void recordShadow(Finding finding, HeldBy holder) {
        String wouldHave = finding.immediate() == null
                ? "notice"
                : finding.immediate().step().word();
        recordOnDesk(new DeskEvent.ShadowMatched(
                finding.clause().value(),
                finding.trigger().value(),
                holder.account().value(),
                finding.observation().value(),
                wouldHave,
                finding.policyHash()));
    }

    /// Records what was not recorded before.
    private void record(MessageId message, List<MessageEvent> events) {
        StreamId stream = StreamId.of(message);
        for (int tries = 1; ; tries++) {
            MessageTrail trail = trail(message);
            List<MessageEvent> fresh =
                    events.stream().filter(e -> !trail.says(e)).toList();
            if (fresh.isEmpty()) {
                return;
            }
            try {
                append(stream, trail.version(), fresh);
                return;
            } catch (VersionConflictException conflict) {
                giveUpAfter(tries, conflict);
            }
        }
    }

    /// What the message's stream says by now.
    private MessageTrail trail(MessageId message) {
        MessageTrail trail = trails.get(message, MessageTrail::new);
        trails.put(message, trail);
        long version = trail.version();
        trail.read(version, journal.readFrom(StreamId.of(message), version));
        return trail;
    }

    private void recordOnDesk(DeskEvent event) {
        for (int tries = 1; ; tries++) {
            try {
                append(StreamId.DESK, cases.desk().version(), List.of(event));
                return;
            } catch (VersionConflictException conflict) {
                giveUpAfter(tries, conflict);
            }
        }
    }

    private void append(StreamId stream, long version, List<? extends Event> events) {
        journal.append(List.of(new StreamAppend(stream, version, time.instant(), Actor.MACHINE.id(), events)));
    }

    private static void giveUpAfter(int tries, VersionConflictException conflict) {
        if (tries == CaseDesk.TRIES_MAX) {
            throw conflict;
        }
    }
}
