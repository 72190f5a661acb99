package dev.reeve.server.network;

import dev.reeve.core.ids.MessageId;
import dev.reeve.network.detection.Detection;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One detection as the desk knows it. A sensor that was started anew may have another name for it.
final class Track {
    /// Says why a detection ended where it isn't that it was seen no more.
    private static final String ENDED = "ended";

    /// Words of one detection's growth that the desk takes in a minute: an attack's numbers double some twenty times in
    /// its first seconds, each of them at another moment.
    static final int GROWTH_A_MINUTE = 12;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    final String id;

    /// As last handed over; null before the first.
    @Nullable
    Detection told;

    @Nullable
    MessageId message;

    /// What it was made of, as last said; of what was told before the start, by its document.
    Origin origin = Origin.FLOWS;

    /// Where the last cut ended, by where it was cut from.
    final Map<Origin, Long> ends = new EnumMap<>(Origin.class);

    /// Nobody said that it has ended; it may be going on.
    boolean endedBySilence;

    private Instant minute = Instant.EPOCH;
    private int grown;

    Track(String id) {
        this.id = id;
    }

    /// Counts one more word of mere growth.
    ///
    /// @return false where there were {@link #GROWTH_A_MINUTE} lately
    boolean mayGrow(Instant now) {
        if (now.isAfter(minute.plus(MINUTE)) || minute.isAfter(now)) {
            minute = now;
            grown = 0;
        }
        return grown++ < GROWTH_A_MINUTE;
    }

    /// What is known with this word: the largest of each number, the latest of each fact, the surest.
    Detection with(Detection said) {
        Detection told = this.told;
        if (told == null) {
            return said;
        }
        Map<String, Double> numbers = new HashMap<>(told.numbers());
        said.numbers().forEach((name, value) -> numbers.merge(name, value, Math::max));
        Map<String, String> facts = new HashMap<>(told.facts());
        facts.remove(ENDED);
        facts.putAll(said.facts());
        return new Detection(
                id,
                told.revision(),
                said.state(),
                said.detector(),
                said.kind(),
                said.client(),
                said.port(),
                Math.min(told.fromMillis(), said.fromMillis()),
                Math.max(told.toMillis(), said.toMillis()),
                said.strength().compareTo(told.strength()) > 0 ? said.strength() : told.strength(),
                numbers,
                facts);
    }

    /// Its next revision. The first opens it, and none opens it again.
    Detection next(Detection now) {
        int revision = told == null ? 1 : told.revision() + 1;
        boolean closes = now.state() == Detection.State.CLOSED;
        Detection.State goesOn = revision == 1 ? Detection.State.OPENED : Detection.State.UPDATED;
        return now.revised(id, revision, closes ? Detection.State.CLOSED : goesOn, now.facts());
    }

    /// What was told last, as its end.
    Detection end(String why) {
        Detection last = Objects.requireNonNull(told);
        Map<String, String> facts = new HashMap<>(last.facts());
        facts.put(ENDED, why);
        return last.revised(id, last.revision(), Detection.State.CLOSED, facts);
    }
}
