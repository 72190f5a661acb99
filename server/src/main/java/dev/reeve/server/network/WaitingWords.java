package dev.reeve.server.network;

import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.DetectionBook;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What the sensor has said and the desk has not yet on record. Of one detection only the latest word waits.
final class WaitingWords {
    /// Detections that wait while the database is away; more are those of a broken sensor. Ends are taken
    /// nevertheless: there are as many as {@link DetectionBook} opens.
    private static final int WAITING_MAX = 10_000;

    private final SequencedMap<String, Said> waiting = new LinkedHashMap<>();
    private boolean busy;
    private volatile long dropped;

    record Said(Detection detection, Origin origin) {}

    /// For the receiving threads: it never waits for the database.
    synchronized void add(Said said) {
        String id = said.detection.id();
        boolean more = waiting.size() >= WAITING_MAX && !waiting.containsKey(id);
        if (more && said.detection.state() != Detection.State.CLOSED) {
            dropped++;
            return;
        }
        waiting.remove(id);
        waiting.put(id, said);
        notifyAll();
    }

    /// Before all others, as it was: what ends must not come after what begins anew.
    synchronized void putBack(Said said) {
        if (!waiting.containsKey(said.detection.id())) {
            waiting.putFirst(said.detection.id(), said);
        }
    }

    /// The next one, which is under way from then on until it is asked again.
    ///
    /// @return null where none comes in that time
    synchronized @Nullable Said next(Duration patience) throws InterruptedException {
        busy = false;
        if (waiting.isEmpty()) {
            wait(patience.toMillis());
        }
        Said next = waiting.isEmpty() ? null : waiting.pollFirstEntry().getValue();
        busy = next != null;
        return next;
    }

    /// Whether nothing waits and nothing is under way.
    synchronized boolean idle() {
        return waiting.isEmpty() && !busy;
    }

    /// Detections that were let go because too many waited.
    long dropped() {
        return dropped;
    }
}
