package dev.reeve.server.desk;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which of the messages that wait is worked on next, so that nobody is held up by what somebody else sends.
///
/// Reporters take turns: one who sent ten thousand delays his own, and another's is next but one. Of one reporter only
/// so many are under way at once, so that slow ones leave hands free. Those of trusted reporters go first, but after
/// {@value #TRUSTED_IN_A_ROW_MAX} of them one of the others does, where one waits.
///
/// By whom a message is, is at this point what its door knows: by the API a token proves it; by mail it is the
/// address of the envelope, which anybody can make up. So the lane gives a forger no more than a place in the row, and
/// never the whole of it: how much a word weighs is decided when it is read, by what was proved.
final class WaitingMessages {
    /// Out of four turns the fourth is another's, also when the trusted have a flood or are impersonated by one.
    static final int TRUSTED_IN_A_ROW_MAX = 3;

    /// Messages that wait in one lane. They are only hints, and all are found again in the tables.
    static final int LANE_MAX = 50_000;

    /// Messages of one reporter that wait: the rest of the lane is for others.
    static final int OF_ONE_MAX = 20_000;

    private final int underWayOfOneMax;
    private final Lane trusted = new Lane();
    private final Lane others = new Lane();
    private final Set<MessageId> known = new HashSet<>();
    private final Map<ReporterId, Integer> underWay = new HashMap<>();
    private int trustedInARow;
    private boolean closed;

    /// @param underWayOfOneMax messages of one reporter that are worked on at once
    WaitingMessages(int underWayOfOneMax) {
        this.underWayOfOneMax = underWayOfOneMax;
    }

    record Waiting(MessageId message, ReporterId reporter) {}

    /// Reporters in the order of their turns, each with what it sent.
    private final class Lane {
        private final LinkedHashMap<ReporterId, Deque<Waiting>> turns = new LinkedHashMap<>();
        private int size;

        boolean offer(Waiting next) {
            Deque<Waiting> his = turns.get(next.reporter);
            if (size >= LANE_MAX || his != null && his.size() >= OF_ONE_MAX) {
                return false;
            }
            turns.computeIfAbsent(next.reporter, r -> new ArrayDeque<>()).add(next);
            size++;
            return true;
        }

        /// Few are passed over: as many as have all their hands full.
        @Nullable
        Waiting poll() {
            for (ReporterId reporter : turns.keySet()) {
                if (underWay.getOrDefault(reporter, 0) < underWayOfOneMax) {
                    Deque<Waiting> his = turns.remove(reporter);
                    Waiting next = his.remove();
                    if (!his.isEmpty()) {
                        turns.put(reporter, his);
                    }
                    size--;
                    return next;
                }
            }
            return null;
        }
    }

    /// @return whether it waits now; not when it did already, is under way, or there are too many
    synchronized boolean offer(MessageId message, ReporterId reporter, boolean isTrusted) {
        if (known.contains(message) || !(isTrusted ? trusted : others).offer(new Waiting(message, reporter))) {
            return false;
        }
        known.add(message);
        notifyAll();
        return true;
    }

    /// Waits for the next, which is under way until {@link #done}.
    ///
    /// @return null when no more is to be begun
    synchronized @Nullable Waiting take() throws InterruptedException {
        Waiting next = next();
        while (next == null && !closed) {
            wait();
            next = next();
        }
        if (closed || next == null) {
            return null;
        }
        underWay.merge(next.reporter, 1, Integer::sum);
        return next;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private @Nullable Waiting next() {
        boolean othersTurn = trustedInARow >= TRUSTED_IN_A_ROW_MAX;
        Waiting first = (othersTurn ? others : trusted).poll();
        if (first != null) {
            trustedInARow = othersTurn ? 0 : trustedInARow + 1;
            return first;
        }
        Waiting second = (othersTurn ? trusted : others).poll();
        if (second != null && !othersTurn) {
            trustedInARow = 0;
        }
        return second;
    }

    synchronized void done(Waiting over) {
        known.remove(over.message);
        underWay.computeIfPresent(over.reporter, (r, n) -> n > 1 ? n - 1 : null);
        notifyAll();
    }

    /// Whether nothing waits and nothing is under way.
    synchronized boolean isEmpty() {
        return known.isEmpty();
    }
}
