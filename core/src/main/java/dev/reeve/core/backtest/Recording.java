package dev.reeve.core.backtest;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What came from outside, as the journal recorded it, and what the desk made of it then. Filled entry by entry, in the
/// journal's order. Not thread-safe.
public final class Recording {
    private final List<Moment> moments = new ArrayList<>();
    private final Map<ObservationId, Observation> parsed = new HashMap<>();
    private final Map<String, Personal> reporters = new HashMap<>();
    private final Set<ObservationId> seen = new HashSet<>();

    /// What each message said that nobody has confirmed yet: it began nothing.
    private final Map<String, List<Moment.Seen>> doubtful = new HashMap<>();

    private final Map<CaseId, Set<ObservationId>> evidence = new HashMap<>();
    private final Map<CaseId, Instant> toldAt = new HashMap<>();
    private final Map<CaseId, Instant> wroteAt = new HashMap<>();
    private final Map<CaseId, AccountId> accounts = new HashMap<>();
    private final Set<NoticeId> toReporters = new HashSet<>();
    private final Set<NoticeId> windows = new HashSet<>();
    private final Set<AccountId> reversed = new HashSet<>();
    private final Set<AccountId> protectedNow = new HashSet<>();
    private final Fates fates = new Fates();
    private final List<DeskEvent.ShadowMatched> matches = new ArrayList<>();
    private Map<String, String> limits = Map.of();
    private @Nullable Instant last;

    public void add(StreamId stream, Recorded<Event> recorded) {
        last = recorded.at();
        switch (recorded.event()) {
            case MessageEvent e -> message(stream, e, recorded);
            case CaseEvent e -> inCase(new CaseId(stream.id()), e, recorded);
            case AccountEvent e -> account(new AccountId(stream.id()), e, recorded);
            case DeskEvent.LimitsApproved e -> limits = e.limits();
            case DeskEvent.ShadowMatched e -> matches.add(e);
            default -> {}
        }
    }

    private void message(StreamId stream, MessageEvent event, Recorded<Event> recorded) {
        switch (event) {
            case MessageEvent.Received e -> {
                Personal address = e.reporterAddress();
                if (address != null) {
                    reporters.put(stream.id(), address);
                }
            }
            case MessageEvent.Parsed e -> e.observations().forEach(o -> parsed.put(o.id(), o));
            case MessageEvent.Attributed e -> {
                if (e.attribution() instanceof HeldBy holder) {
                    seen(e.observation(), holder, recorded.at());
                }
            }
            case MessageEvent.AssignedByPerson e ->
                seen(
                        e.observation(),
                        new HeldBy(
                                e.account(), e.service(), new HoldingId("by-person." + e.observation()), recorded.at()),
                        recorded.at());
            case MessageEvent.Routed e -> {}
            case MessageEvent.SenderKnown e -> {}
            case MessageEvent.Held e -> {}
            case MessageEvent.LetIn e -> {}
            case MessageEvent.Doubted e -> doubtful.put(stream.id(), new ArrayList<>());
            case MessageEvent.Confirmed e -> {
                List<Moment.Seen> waited = doubtful.remove(stream.id());
                if (waited != null) {
                    waited.forEach(s -> moments.add(
                            new Moment.Seen(recorded.at(), s.observation(), s.holder(), s.reporterAddress())));
                }
            }
            case MessageEvent.Rejected e -> {
                List<Moment.Seen> waited = doubtful.remove(stream.id());
                if (waited != null) {
                    waited.forEach(s -> seen.remove(s.observation().id()));
                }
            }
            case MessageEvent.SetAside e -> {}
            case MessageEvent.Quarantined e -> {}
            case MessageEvent.Judged e -> {}
            case MessageEvent.OutcomeKnown e -> {}
        }
    }

    private void seen(ObservationId id, HeldBy holder, Instant at) {
        Observation observation = parsed.get(id);
        if (observation != null && seen.add(id)) {
            Moment.Seen moment = new Moment.Seen(
                    at, observation, holder, reporters.get(observation.message().value()));
            List<Moment.Seen> waits = doubtful.get(observation.message().value());
            if (waits == null) {
                moments.add(moment);
            } else {
                waits.add(moment);
            }
        }
    }

    private void inCase(CaseId id, CaseEvent event, Recorded<Event> recorded) {
        fates.take(id, event, recorded.at());
        switch (event) {
            case CaseEvent.Opened e -> accounts.put(id, e.account());
            case CaseEvent.EvidenceJoined e ->
                evidence.computeIfAbsent(id, c -> new LinkedHashSet<>()).add(e.observation());
            case CaseEvent.NoticeQueued e -> {
                if (e.kind().party == NoticeKind.Party.REPORTER) {
                    toReporters.add(e.notice());
                } else if (e.kind().startsWindow()) {
                    windows.add(e.notice());
                }
            }
            case CaseEvent.NoticeAccepted e -> told(id, e.notice(), recorded.at());
            case CaseEvent.ToldByPerson e -> told(id, e.notice(), recorded.at());
            case CaseEvent.ClientWrote e -> wroteAt.putIfAbsent(id, recorded.at());
            case CaseEvent.ReversalBegun e -> reversed.add(accounts.getOrDefault(id, new AccountId("unknown")));
            default -> {}
        }
        if (isAnswer(event, recorded.by())) {
            moments.add(new Moment.Said(recorded.at(), id, event, recorded.by()));
        }
    }

    private void told(CaseId id, NoticeId notice, Instant at) {
        if (windows.contains(notice)) {
            toldAt.putIfAbsent(id, at);
        }
    }

    /// Whether it came from a party or a person, and not from the policy.
    private boolean isAnswer(CaseEvent event, ActorId by) {
        return switch (event) {
            case CaseEvent.ClientWrote e -> true;
            case CaseEvent.NoticeBounced e -> !toReporters.contains(e.notice());
            default -> !by.equals(Actor.MACHINE.id()) && Answers.decides(event);
        };
    }

    private void account(AccountId id, AccountEvent event, Recorded<Event> recorded) {
        boolean is;
        if (event instanceof AccountEvent.ProtectionSet set) {
            is = set.isProtected();
        } else if (event instanceof AccountEvent.UnprotectApproved) {
            is = false;
        } else {
            return;
        }
        if (is) {
            protectedNow.add(id);
        } else {
            protectedNow.remove(id);
        }
        moments.add(new Moment.Protection(id, new Recorded<>(event, recorded.at(), recorded.by())));
    }

    List<Moment> moments() {
        return List.copyOf(moments);
    }

    Set<ObservationId> evidenceOf(CaseId id) {
        return evidence.getOrDefault(id, Set.of());
    }

    /// Recorded cases that this evidence was in.
    List<CaseId> casesWith(Set<ObservationId> observations) {
        return evidence.entrySet().stream()
                .filter(e -> e.getValue().stream().anyMatch(observations::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Whether the client of a recorded case had been told by then, and had not written.
    boolean wasSilent(CaseId id, Instant at) {
        Instant told = toldAt.get(id);
        Instant wrote = wroteAt.get(id);
        return told != null && told.isBefore(at) && (wrote == null || wrote.isAfter(at));
    }

    boolean reversed(AccountId id) {
        return reversed.contains(id);
    }

    boolean isProtected(AccountId id) {
        return protectedNow.contains(id);
    }

    /// What the desk made of it then.
    Fates fates() {
        return fates;
    }

    /// What each shadow trigger would have begun, beside what the live rules did about the same evidence.
    public List<ShadowRow> shadow() {
        Map<String, List<DeskEvent.ShadowMatched>> byTrigger = new TreeMap<>();
        matches.forEach(m -> byTrigger
                .computeIfAbsent(m.clause() + "/" + m.trigger() + "/" + m.wouldHave(), t -> new ArrayList<>())
                .add(m));
        return byTrigger.values().stream()
                .map(of -> ShadowRow.of(of, fates::reached))
                .toList();
    }

    Map<String, String> limits() {
        return limits;
    }

    /// How much evidence there is to judge by.
    public int observations() {
        return seen.size();
    }

    /// When the last entry was recorded; null when there is none.
    public @Nullable Instant last() {
        return last;
    }

    /// When the first evidence came in; null when there is none.
    public @Nullable Instant first() {
        return moments.stream()
                .filter(Moment.Seen.class::isInstance)
                .map(Moment::at)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
