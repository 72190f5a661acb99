package dev.reeve.network.flow;

import dev.reeve.network.detection.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Flows, packets and bytes of every address, at whichever end of a flow it is: what carriers call top talkers.
///
/// Millions of addresses lie in no cache, so what counts is how often a line of memory is fetched, and how many
/// fetches are under way at once. Those of IPv4 wait until their part of the table is worth fetching ({@link
/// V4Totals}). Those of IPv6 have 32 bytes in an open hash table, and the places of some rows are read before any of
/// them is changed, so that their fetches overlap. Sums that outgrow their bits go to a table beside.
public final class AddressTotals implements FlowBatchSink {
    /// Rows whose places are fetched at once: about as many as a core can wait for.
    private static final int ROWS = 32;

    private final Outgrown outgrown = new Outgrown();
    private final V4Totals v4 = new V4Totals(outgrown);
    private final V6Totals v6 = new V6Totals(outgrown);
    private final int[] places = new int[ROWS * 2];
    private long touched;

    /// @param flows where both ends are one address it has two
    public record Total(Endpoint address, long flows, long packets, long bytes) {}

    @Override
    public void flows(FlowBatch batch) {
        for (int from = 0; from < batch.rows(); from += ROWS) {
            some(batch, from, Math.min(from + ROWS, batch.rows()));
        }
    }

    private void some(FlowBatch batch, int from, int to) {
        v6.reserve(ROWS * 2);
        long sum = 0;
        int place = 0;
        for (int row = from; row < to; row++) {
            if (batch.v6[row]) {
                places[place] = v6.place(batch.sourceHigh[row], batch.sourceLow[row]);
                places[place + 1] = v6.place(batch.targetHigh[row], batch.targetLow[row]);
                sum += v6.touch(places[place]) + v6.touch(places[place + 1]);
                place += 2;
            } else {
                long packets = batch.packets[row] * batch.sampling[row];
                long bytes = batch.bytes[row] * batch.sampling[row];
                v4.add(batch.sourceLow[row], packets, bytes);
                v4.add(batch.targetLow[row], packets, bytes);
            }
        }
        if (place > 0) {
            touched = sum;
            v6(batch, from, to);
        }
    }

    private void v6(FlowBatch batch, int from, int to) {
        int place = 0;
        for (int row = from; row < to; row++) {
            if (batch.v6[row]) {
                long packets = batch.packets[row] * batch.sampling[row];
                long bytes = batch.bytes[row] * batch.sampling[row];
                v6.add(places[place], batch.sourceHigh[row], batch.sourceLow[row], packets, bytes);
                v6.add(places[place + 1], batch.targetHigh[row], batch.targetLow[row], packets, bytes);
                place += 2;
            }
        }
    }

    /// What the touching read; of no meaning, but it keeps the reads from being optimised away.
    long touched() {
        return touched;
    }

    public int addresses() {
        v4.settle();
        return v4.used() + v6.used();
    }

    /// The greatest, the greatest first.
    public List<Total> top(int most, Comparator<Total> by) {
        PriorityQueue<Total> greatest = new PriorityQueue<>(by);
        Visitor visitor = (address, flows, packets, bytes) -> {
            greatest.add(outgrown.plus(address, flows, packets, bytes));
            if (greatest.size() > most) {
                greatest.poll();
            }
        };
        v4.settle();
        v4.visit(visitor);
        v6.visit(visitor);
        List<Total> top = new ArrayList<>(greatest);
        top.sort(by.reversed());
        return List.copyOf(top);
    }

    interface Visitor {
        void total(Endpoint address, long flows, long packets, long bytes);
    }
}
