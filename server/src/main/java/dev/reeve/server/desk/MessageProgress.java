package dev.reeve.server.desk;

import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far a message has come, as its stream tells.
///
/// @param at when it was received
/// @param parsed the reading that stands; null before, and after a person rejected it
/// @param readings observations that were ever read from it: the next reading's are numbered on
/// @param toConfirm whether a person is to say what it is
/// @param waits whether it is in quarantine or set aside: a person may read it
/// @param over whether nothing is left to do, or a person is needed first
/// @param version how many events there are
record MessageProgress(
        MessageEvent.@Nullable Received received,
        Instant at,
        MessageEvent.@Nullable Parsed parsed,
        Set<ObservationId> judged,
        int readings,
        boolean toConfirm,
        boolean waits,
        boolean over,
        long version) {
    /// The note that says why a message was sent by a machine.
    static final String MACHINE = "machine";

    static MessageProgress of(List<Recorded<Event>> events) {
        MessageEvent.Received received = null;
        Instant at = Instant.EPOCH;
        MessageEvent.Parsed parsed = null;
        Set<ObservationId> judged = new HashSet<>();
        int readings = 0;
        boolean toConfirm = false;
        boolean waits = false;
        boolean over = false;
        for (Recorded<Event> recorded : events) {
            switch ((MessageEvent) recorded.event()) {
                case MessageEvent.Received e -> {
                    received = e;
                    at = recorded.at();
                }
                case MessageEvent.SenderKnown e -> {}
                case MessageEvent.Parsed e -> {
                    parsed = e;
                    readings += e.observations().size();
                    // A person may have marked what no format could read.
                    over = false;
                }
                case MessageEvent.Doubted e -> toConfirm = true;
                case MessageEvent.Confirmed e -> toConfirm = false;
                case MessageEvent.Rejected e -> {
                    toConfirm = false;
                    parsed = null;
                    over = true;
                }
                case MessageEvent.Judged e -> judged.add(e.observation());
                case MessageEvent.Routed e -> over = true;
                case MessageEvent.SetAside e -> over = true;
                case MessageEvent.Quarantined e -> over = true;
                case MessageEvent.Held e -> over = true;
                case MessageEvent.LetIn e -> over = false;
                case MessageEvent.Attributed e -> {}
                case MessageEvent.AssignedByPerson e -> {}
                case MessageEvent.OutcomeKnown e -> {}
            }
            waits = recorded.event() instanceof MessageEvent.SetAside
                    || recorded.event() instanceof MessageEvent.Quarantined
                    || recorded.event() instanceof MessageEvent.Rejected;
        }
        return new MessageProgress(received, at, parsed, judged, readings, toConfirm, waits, over, events.size());
    }

    /// What was read from it, as far as that stands.
    List<Observation> observations() {
        return parsed == null ? List.of() : parsed.observations();
    }

    /// The name of the next observation that is read from it.
    ObservationId next(dev.reeve.core.ids.MessageId id, int before) {
        return new ObservationId(id + ".o" + (readings + before + 1));
    }

    /// Where the reporter wants to hear back. Machines are not answered by a machine.
    @Nullable
    Personal answersTo() {
        boolean machine = parsed != null && parsed.notes().containsKey(MACHINE);
        return machine || received == null ? null : received.reporterAddress();
    }
}
