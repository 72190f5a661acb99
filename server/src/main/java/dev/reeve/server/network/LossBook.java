package dev.reeve.server.network;

import dev.reeve.collector.UdpCollector;
import dev.reeve.server.doors.DoorBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Puts down in the book of doors what the kernel had no room for, so that it is seen from beside the desk too:
/// as a door that fails, until an hour has passed without loss.
final class LossBook {
    private static final Duration MENDED = Duration.ofHours(1);

    private final DoorBook book;
    private final String door;
    private final InstantSource time;
    private long datagrams;
    private long dropped;
    private boolean fails;
    private Instant lastLoss = Instant.MIN;

    LossBook(DoorBook book, String door, InstantSource time) {
        this.book = book;
        this.door = door;
        this.time = time;
        this.fails = book.find(door).map(line -> line.why() != null).orElse(false);
    }

    /// @param datagramsNow that were taken since the start
    /// @param droppedNow that were lost since the start
    void look(long datagramsNow, long droppedNow) {
        Instant now = time.instant();
        if (droppedNow > dropped) {
            book.bad(door, UdpCollector.loss(droppedNow));
            dropped = droppedNow;
            lastLoss = now;
            fails = true;
        } else if (datagramsNow > datagrams && (!fails || lastLoss.isBefore(now.minus(MENDED)))) {
            book.good(door, "", (int) Math.min(Integer.MAX_VALUE, datagramsNow - datagrams));
            datagrams = datagramsNow;
            fails = false;
        }
    }
}
