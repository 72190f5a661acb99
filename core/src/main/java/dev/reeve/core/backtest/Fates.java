package dev.reeve.core.backtest;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.TaskKind;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.ids.ObservationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How far each case went, read from its events: the recorded ones and the replayed ones alike.
final class Fates {
    /// One case so far.
    static final class Fate {
        final CaseId id;
        final AccountId account;
        final String family;
        final ClauseId clause;
        final Instant openedAt;
        final Set<ObservationId> evidence = new LinkedHashSet<>();
        final List<Arrival> arrivals = new ArrayList<>();

        Fate(CaseId id, CaseEvent.Opened opened, Instant at) {
            this.id = id;
            this.account = opened.account();
            this.family = opened.family();
            this.clause = opened.clause();
            this.openedAt = at;
        }

        Reached reached() {
            return arrivals.stream().map(Arrival::reached).reduce(Reached.NOTHING, Reached::max);
        }

        /// The first time that it went so far.
        Optional<Arrival> arrival(Reached reached) {
            return arrivals.stream().filter(a -> a.reached == reached).findFirst();
        }
    }

    /// @param automatic whether the policy did it
    /// @param atOnce whether it followed from the evidence, not from a window that ran out
    record Arrival(Reached reached, Instant at, boolean automatic, boolean atOnce) {}

    private final Map<CaseId, Fate> cases = new LinkedHashMap<>();
    private final Map<ActionId, CaseEvent.ActionOrdered> ordered = new HashMap<>();
    private final Map<ObservationId, Set<CaseId>> byEvidence = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    record Task(TaskKind kind, Instant at) {}

    void take(CaseId id, CaseEvent event, Instant at) {
        if (event instanceof CaseEvent.Opened opened) {
            cases.put(id, new Fate(id, opened, at));
            return;
        }
        Fate fate = cases.get(id);
        if (fate == null) {
            return;
        }
        switch (event) {
            case CaseEvent.EvidenceJoined e -> {
                fate.evidence.add(e.observation());
                byEvidence
                        .computeIfAbsent(e.observation(), o -> new LinkedHashSet<>())
                        .add(id);
            }
            case CaseEvent.NoticeQueued e -> {
                if (e.kind().startsWindow()) {
                    fate.arrivals.add(new Arrival(Reached.NOTICED, at, true, true));
                }
            }
            case CaseEvent.ActionOrdered e -> ordered.put(e.action(), e);
            case CaseEvent.ActionSettled e -> {
                CaseEvent.ActionOrdered order = ordered.get(e.action());
                if (order != null && e.outcome().holds()) {
                    fate.arrivals.add(
                            new Arrival(Reached.by(order.step()), at, order.automatic(), order.necessity() != null));
                }
            }
            case CaseEvent.TaskOpened e -> tasks.add(new Task(e.kind(), at));
            default -> {}
        }
    }

    Set<CaseId> casesWith(ObservationId observation) {
        return byEvidence.getOrDefault(observation, Set.of());
    }

    Fate fate(CaseId id) {
        return java.util.Objects.requireNonNull(cases.get(id), () -> "there is no case " + id);
    }

    /// The case with this evidence that went furthest.
    Optional<Fate> furthest(ObservationId observation) {
        return casesWith(observation).stream().map(this::fate).max(java.util.Comparator.comparing(Fate::reached));
    }

    Reached reached(ObservationId observation) {
        return furthest(observation).map(Fate::reached).orElse(Reached.NOTHING);
    }

    List<Task> tasks() {
        return tasks;
    }

    /// Cases opened within a time.
    int opened(Instant from, Instant to) {
        return (int) cases.values().stream()
                .filter(f -> !f.openedAt.isBefore(from) && f.openedAt.isBefore(to))
                .count();
    }
}
