package dev.reeve.core.backtest;

import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.ids.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What conditions ask about a client's past, kept for a replay as the tables keep it in production.
final class ReplayBooks {
    private static final Duration HISTORY = Duration.ofDays(30);

    private record Key(AccountId account, ServiceId service, String family) {}

    private record Joined(ReporterId reporter, Kind kind, Instant at, boolean duplicate) {}

    private final Map<CaseId, Key> keys = new HashMap<>();
    private final Map<Key, CaseId> open = new HashMap<>();
    private final Map<Key, Integer> counts = new HashMap<>();
    private final Map<AccountId, List<Joined>> joined = new HashMap<>();

    void take(CaseId id, CaseEvent event, Instant at) {
        switch (event) {
            case CaseEvent.Opened e -> {
                Key key = new Key(e.account(), e.service(), e.family());
                keys.put(id, key);
                open.put(key, id);
                counts.merge(key, 1, Integer::sum);
            }
            case CaseEvent.EvidenceJoined e ->
                joined.computeIfAbsent(key(id).account, a -> new ArrayList<>())
                        .add(new Joined(e.reporter(), e.kind(), at, e.duplicateOf() != null));
            case CaseEvent.Closed e -> open.remove(key(id));
            case CaseEvent.Reopened e -> open.put(key(id), id);
            default -> {}
        }
    }

    private Key key(CaseId id) {
        return java.util.Objects.requireNonNull(keys.get(id), () -> "there is no case " + id);
    }

    private static Key key(HeldBy holder, String family) {
        return new Key(holder.account(), holder.service(), family);
    }

    Optional<CaseId> openCase(HeldBy holder, String family) {
        return Optional.ofNullable(open.get(key(holder, family)));
    }

    int casesBefore(HeldBy holder, String family) {
        return counts.getOrDefault(key(holder, family), 0);
    }

    int reports(HeldBy holder, Observation o, Instant now) {
        return (int) recent(holder, o, now).filter(j -> !j.duplicate).count() + 1;
    }

    int reporters(HeldBy holder, Observation o, Instant now) {
        return (int) recent(holder, o, now)
                        .map(Joined::reporter)
                        .filter(r -> !r.equals(o.reporter()))
                        .distinct()
                        .count()
                + 1;
    }

    private Stream<Joined> recent(HeldBy holder, Observation o, Instant now) {
        return joined.getOrDefault(holder.account(), List.of()).stream()
                .filter(j -> j.kind.equals(o.kind()) && j.at.isAfter(now.minus(HISTORY)));
    }
}
