package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.MassRevert;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.core.safety.DeskEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Takes back everything that a policy version or a time did. What was begun is on record and goes on after a
/// restart; cases that another person holds are tried again until that person's claim is over.
public final class MassReverts {
    /// Longer than any claim lasts; what is held for longer is named in the record and left to persons.
    private static final Duration TRYING_MAX = Duration.ofHours(1);

    private static final String BEGUN = "mass-revert";
    private static final String DONE = "mass-revert-done";

    private final Journal journal;
    private final CaseDesk cases;
    private final SafetyDesk safety;
    private final JdbcClient jdbc;
    private final InstantSource time;
    private final Queue<Running> running = new ConcurrentLinkedQueue<>();

    public MassReverts(Journal journal, CaseDesk cases, SafetyDesk safety, JdbcClient jdbc, InstantSource time) {
        this.journal = journal;
        this.cases = cases;
        this.safety = safety;
        this.jdbc = jdbc;
        this.time = time;
    }

    private record Running(MassRevert revert, Personal reasons, Actor by, Instant begun, Instant next) {}

    /// The actions that were wrong.
    ///
    /// @param policy a version as it is named, or its hash; null for any
    /// @throws IllegalArgumentException saying what to write instead
    public Selection selection(@Nullable String policy, @Nullable Instant from, @Nullable Instant to) {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("the time ends before it begins: " + from + " to " + to);
        }
        return new Selection(policy == null || policy.isBlank() ? null : hash(policy.strip()), from, to);
    }

    private String hash(String policy) {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Recorded<Event> recorded : journal.read(StreamId.DESK)) {
            if (recorded.event() instanceof DeskEvent.PolicyAdopted adopted) {
                versions.put(adopted.policyHash(), adopted.version());
            }
        }
        List<String> found = versions.entrySet().stream()
                .filter(v -> v.getKey().equals(policy) || v.getValue().equals(policy))
                .map(Map.Entry::getKey)
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new IllegalArgumentException(
                found.isEmpty()
                        ? "no policy version " + policy + " was ever in force here; write one of " + versions.values()
                        : "several policies were named " + policy + "; write the hash of one: " + found);
    }

    /// The cases that would be taken back, in that order.
    public List<CaseId> plan(Selection selection) {
        // The names are read to their end first: a query must not hold its connection while the cases are read.
        List<String> names = jdbc.sql("""
                        select distinct case_id from case_action where status not in ('UNDONE', 'WITHDRAWN', 'NOT_IN_FORCE')
                        """).query(String.class).list();
        List<CaseState> acted =
                names.stream().map(name -> cases.state(new CaseId(name))).toList();
        return MassRevert.plan(selection, acted);
    }

    /// @return cases that are being taken back, or why nobody may
    public Begun begin(Selection selection, Personal reasons, Actor by) {
        Instant now = time.instant();
        // The end is exclusive, and what was ordered at this very instant is meant.
        Selection ended = selection.to() == null ? selection.until(now.plusMillis(1)) : selection;
        List<CaseId> planned = plan(ended);
        Decision decision = safety.handle(new DeskCommand.PlanMassRevert(ended, planned.size(), reasons), by);
        if (decision instanceof Decision.Decided) {
            running.add(new Running(new MassRevert(cases, planned, reasons, by), reasons, by, now, now));
        }
        return new Begun(decision, planned);
    }

    public record Begun(Decision decision, List<CaseId> cases) {}

    /// Goes on with what was begun before a restart.
    public void start() {
        Map<String, Recorded<Event>> open = new LinkedHashMap<>();
        for (Recorded<Event> recorded : journal.read(StreamId.DESK)) {
            if (recorded.event() instanceof DeskEvent.Noted noted) {
                if (noted.what().equals(BEGUN)) {
                    open.put(String.valueOf(noted.details().get("reasons")), recorded);
                } else if (noted.what().equals(DONE)) {
                    open.remove(String.valueOf(noted.details().get("reasons")));
                }
            }
        }
        open.values().forEach(this::goOn);
    }

    private void goOn(Recorded<Event> recorded) {
        Map<String, String> details = ((DeskEvent.Noted) recorded.event()).details();
        String commitment = details.get("commitment");
        if (commitment == null) {
            return;
        }
        Personal reasons = new Personal(Objects.requireNonNull(details.get("reasons")), commitment);
        // Whether they may was asked when it was begun.
        Actor by = new Actor(recorded.by(), Set.of(Role.SENIOR), false);
        List<CaseId> left = plan(Selection.ofWords(details));
        Instant now = time.instant();
        running.add(new Running(new MassRevert(cases, left, reasons, by), reasons, by, now, now));
    }

    /// Takes the next batch back when it is its time. One thread only.
    public void step() {
        Instant now = time.instant();
        for (Running each : List.copyOf(running)) {
            if (now.isBefore(each.next)) {
                continue;
            }
            each.revert.step(now);
            if (each.revert.done()) {
                running.remove(each);
                finish(each, now);
            }
        }
    }

    private void finish(Running each, Instant now) {
        List<CaseId> held = new ArrayList<>(each.revert.refused());
        held.removeIf(id -> cases.state(id).reversing());
        if (held.isEmpty() || now.isAfter(each.begun.plus(TRYING_MAX))) {
            DeskRecords.append(
                    journal,
                    now,
                    new ActorId("reeve"),
                    new DeskEvent.Noted(
                            DONE,
                            Map.of(
                                    "reasons",
                                    each.reasons.ref(),
                                    "not-taken-back",
                                    held.stream().map(CaseId::value).collect(Collectors.joining(" ")))));
            return;
        }
        running.add(new Running(
                new MassRevert(cases, held, each.reasons, each.by),
                each.reasons,
                each.by,
                each.begun,
                now.plus(MassRevert.PAUSE)));
    }

    public boolean idle() {
        return running.isEmpty();
    }
}
