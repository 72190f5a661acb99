package dev.reeve.core.simulation;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState.ActionStatus;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The projections of the simulated desk: which cases are open, what the outbox has to do. They follow the journal
/// and
/// survive a crash as tables do.
final class Books {
    private record Key(ServiceId service, String family) {}

    private record Placed(Key key, ObservationId observation) {}

    private final World world;
    final Map<CaseId, CaseBook> cases = new LinkedHashMap<>();

    /// Not closed, or being taken back.
    final Set<CaseId> open = new LinkedHashSet<>();

    private final Map<Key, List<CaseId>> byKey = new HashMap<>();
    private final Map<Key, Integer> reports = new HashMap<>();
    private final Map<Placed, CaseId> withEvidence = new HashMap<>();
    private final Map<Key, Set<ReporterId>> reporters = new HashMap<>();
    final Map<NoticeId, NoticeRunner.Duty> queued = new LinkedHashMap<>();
    final Map<NoticeId, NoticeRunner.Duty> started = new LinkedHashMap<>();
    final Map<ActionId, CaseId> pending = new LinkedHashMap<>();
    final Map<ActionId, CaseId> unverified = new LinkedHashMap<>();
    final Map<ActionId, CaseId> inForce = new LinkedHashMap<>();
    double caseDays;

    Books(World world) {
        this.world = world;
    }

    CaseBook book(CaseId id) {
        return Objects.requireNonNull(cases.get(id), "a case that is not in the books");
    }

    Optional<CaseId> caseWith(ServiceId service, String family, ObservationId observation) {
        return Optional.ofNullable(withEvidence.get(new Placed(new Key(service, family), observation)));
    }

    Optional<CaseId> openCase(ServiceId service, String family) {
        List<CaseId> all = byKey.getOrDefault(new Key(service, family), List.of());
        for (CaseId id : all) {
            if (!book(id).closed) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    int casesBefore(ServiceId service, String family) {
        return byKey.getOrDefault(new Key(service, family), List.of()).size();
    }

    int reports(ServiceId service, String family) {
        return reports.getOrDefault(new Key(service, family), 0);
    }

    int reporters(ServiceId service, String family, ReporterId but) {
        Set<ReporterId> known = reporters.getOrDefault(new Key(service, family), Set.of());
        return known.size() - (known.contains(but) ? 1 : 0);
    }

    void take(CaseId id, CaseEvent event, Instant at, ActorId by) {
        if (event instanceof CaseEvent.Opened opened) {
            CaseBook book = new CaseBook(
                    opened, world.town.client(opened.service()), at, world.agenda.trueTime(), world.doubtful);
            cases.put(id, book);
            byKey.computeIfAbsent(new Key(opened.service(), opened.family()), k -> new ArrayList<>())
                    .add(id);
            open.add(id);
            return;
        }
        CaseBook book = cases.get(id);
        if (book == null) {
            return;
        }
        book.take(event, at, by);
        index(book, event);
        listOpen(book);
    }

    private void listOpen(CaseBook book) {
        boolean isOpen = !book.closed || book.reversing;
        if (isOpen && open.add(book.id)) {
            book.since = world.agenda.trueTime();
        } else if (!isOpen && open.remove(book.id)) {
            countDays(book);
        }
    }

    void countDays(CaseBook book) {
        caseDays += Duration.between(book.since, world.agenda.trueTime()).toMillis() / 86_400_000.0;
        book.since = world.agenda.trueTime();
    }

    private void index(CaseBook book, CaseEvent event) {
        switch (event) {
            case CaseEvent.EvidenceJoined e -> {
                Key key = new Key(book.client.service, book.family);
                withEvidence.putIfAbsent(new Placed(key, e.observation()), book.id);
                reports.merge(key, 1, Integer::sum);
                reporters.computeIfAbsent(key, k -> new HashSet<>()).add(e.reporter());
            }
            case CaseEvent.NoticeQueued e -> {
                queued.put(e.notice(), new NoticeRunner.Duty(book.id, e.notice()));
                world.server.wakeOutbox();
            }
            case CaseEvent.NoticeStarted e -> {
                NoticeRunner.Duty duty = queued.remove(e.notice());
                started.put(e.notice(), duty == null ? new NoticeRunner.Duty(book.id, e.notice()) : duty);
            }
            case CaseEvent.NoticeDeferred e -> {
                started.remove(e.notice());
                world.server.tryAgain(new NoticeRunner.Duty(book.id, e.notice()));
            }
            case CaseEvent.NoticeAccepted e -> started.remove(e.notice());
            case CaseEvent.NoticeFailed e -> {
                started.remove(e.notice());
                queued.remove(e.notice());
            }
            case CaseEvent.NoticeUncertain e -> started.remove(e.notice());
            case CaseEvent.ClockStarted e -> world.server.alarm(book.id, e.clock(), e.due());
            case CaseEvent.ClockResumed e -> world.server.alarm(book.id, e.clock(), e.due());
            case CaseEvent.ActionOrdered e -> reindex(book, e.action());
            case CaseEvent.ActionStarted e -> reindex(book, e.action());
            case CaseEvent.ActionSettled e -> reindex(book, e.action());
            case CaseEvent.ActionWithdrawn e -> reindex(book, e.action());
            case CaseEvent.ActionDrifted e -> reindex(book, e.action());
            case CaseEvent.UndoOrdered e -> reindex(book, e.action());
            case CaseEvent.UndoStarted e -> reindex(book, e.action());
            case CaseEvent.UndoSettled e -> reindex(book, e.action());
            case CaseEvent.TaskOpened e -> world.staff.hearsOf(book.id, e);
            case CaseEvent other -> {}
        }
    }

    private void reindex(CaseBook book, ActionId id) {
        ActionStatus status = book.act(id).status;
        pending.remove(id);
        unverified.remove(id);
        inForce.remove(id);
        if (status.pending()) {
            pending.put(id, book.id);
            world.server.wakeOutbox();
        } else if (status == ActionStatus.UNVERIFIED) {
            unverified.put(id, book.id);
        } else if (status == ActionStatus.IN_FORCE) {
            inForce.put(id, book.id);
        }
    }
}
