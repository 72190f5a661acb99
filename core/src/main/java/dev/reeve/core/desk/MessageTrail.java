package dev.reeve.core.desk;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a message's stream says of its observations, as far as it was read: a message of ten thousand rows is not read
/// again for each of them. Safe for many threads.
final class MessageTrail {
    private final Map<ObservationId, List<Attribution>> attributed = new HashMap<>();
    private final Set<MessageEvent.Judged> judged = new HashSet<>();
    private long version;
    private @Nullable Integer doubtPercent;

    synchronized long version() {
        return version;
    }

    /// @param since what came after that version; what another thread has read meanwhile is passed over
    synchronized void read(long from, List<Recorded<Event>> since) {
        int known = (int) Math.min(version - from, since.size());
        for (Recorded<Event> recorded : since.subList(known, since.size())) {
            version++;
            take((MessageEvent) recorded.event());
        }
    }

    private void take(MessageEvent event) {
        switch (event) {
            case MessageEvent.Attributed e ->
                attributed
                        .computeIfAbsent(e.observation(), o -> new ArrayList<>(1))
                        .add(e.attribution());
            case MessageEvent.Judged e -> judged.add(e);
            case MessageEvent.Parsed e -> doubtPercent = null;
            case MessageEvent.Doubted e -> doubtPercent = e.percent();
            case MessageEvent.Confirmed e -> doubtPercent = null;
            case MessageEvent.Rejected e -> {}
            case MessageEvent.Received e -> {}
            case MessageEvent.SenderKnown e -> {}
            case MessageEvent.Routed e -> {}
            case MessageEvent.SetAside e -> {}
            case MessageEvent.Quarantined e -> {}
            case MessageEvent.Held e -> {}
            case MessageEvent.LetIn e -> {}
            case MessageEvent.AssignedByPerson e -> {}
            case MessageEvent.OutcomeKnown e -> {}
        }
    }

    /// How surely it was read, where that is too little to act on; null where it is enough, or a person has
    /// confirmed it.
    synchronized @Nullable Integer doubtPercent() {
        return doubtPercent;
    }

    /// Whether the same was recorded already.
    synchronized boolean says(MessageEvent event) {
        if (event instanceof MessageEvent.Attributed a) {
            return attributed.getOrDefault(a.observation(), List.of()).stream()
                    .anyMatch(before -> same(before, a.attribution()));
        }
        return event instanceof MessageEvent.Judged j && judged.contains(j);
    }

    private static boolean same(Attribution a, Attribution b) {
        return switch (a) {
            case HeldBy x ->
                b instanceof HeldBy y
                        && x.account().equals(y.account())
                        && x.service().equals(y.service());
            case Attribution.Ambiguous x ->
                b instanceof Attribution.Ambiguous y && x.candidates().equals(y.candidates());
            case Attribution.Unknown x -> b instanceof Attribution.Unknown;
        };
    }
}
