package dev.reeve.server.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes an anchor when one is due: at the first entry after a start, then at most every so often, and at the end.
final class Anchoring {
    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

    private final Anchors anchors;
    private final Duration every;
    private final InstantSource clock;
    private Instant due = Instant.MIN;
    private long anchored;

    Anchoring(Anchors anchors, Duration every, InstantSource clock) {
        this.anchors = anchors;
        this.every = every;
        this.clock = clock;
    }

    /// @param last whether this is the end, so that waiting is no use
    void now(Heads heads, boolean last) {
        Instant now = clock.instant();
        if (heads.seq() == anchored || (!last && now.isBefore(due))) {
            return;
        }
        due = now.plus(every);
        try {
            anchors.add(new Anchors.Anchor(heads.seq(), heads.hash(), now));
            anchored = heads.seq();
        } catch (IOException e) {
            LOG.error("the anchor of entry {} can't be written; check anchor.file", heads.seq(), e);
        }
    }
}
