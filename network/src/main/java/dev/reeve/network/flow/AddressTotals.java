package dev.reeve.network.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Flows, packets and bytes of every address, at whichever end of a flow it is. One open hash table for each
/// family, with all of one address in one place: a row costs one fetch from memory for each end. The places of
/// a whole batch are touched before anything is looked up, so that these fetches overlap.
public final class AddressTotals implements FlowBatchSink {
    private static final int FLOWS = 0;
    private static final int PACKETS = 1;
    private static final int BYTES = 2;

    private final Table v4 = new Table(1);
    private final Table v6 = new Table(2);
    private long touched;
    private final int[] places = new int[FlowBatch.ROWS * 2];

    /// @param high of the address, 0 for IPv4
    public record Total(long high, long low, boolean v6, long flows, long packets, long bytes) {
        public dev.reeve.network.detection.Endpoint address() {
            return new dev.reeve.network.detection.Endpoint(high, low, v6);
        }
    }

    @Override
    public void flows(FlowBatch batch) {
        int rows = batch.rows();
        v4.reserve(rows * 2);
        v6.reserve(rows * 2);
        long sum = 0;
        for (int row = 0; row < rows; row++) {
            Table table = batch.v6[row] ? v6 : v4;
            long mark = batch.v6[row] ? 0 : Table.V4;
            sum += table.touch(batch.sourceHigh[row], batch.sourceLow[row] | mark);
            sum += table.touch(batch.targetHigh[row], batch.targetLow[row] | mark);
        }
        touched = sum;
        for (int row = 0; row < rows; row++) {
            if (batch.v6[row]) {
                places[row * 2] = v6.place(batch.sourceHigh[row], batch.sourceLow[row]);
                places[row * 2 + 1] = v6.place(batch.targetHigh[row], batch.targetLow[row]);
            } else {
                places[row * 2] = v4.place(0, batch.sourceLow[row] | Table.V4);
                places[row * 2 + 1] = v4.place(0, batch.targetLow[row] | Table.V4);
            }
        }
        for (int row = 0; row < rows; row++) {
            Table table = batch.v6[row] ? v6 : v4;
            long packets = batch.packets[row] * batch.sampling[row];
            long bytes = batch.bytes[row] * batch.sampling[row];
            table.add(places[row * 2], packets, bytes);
            table.add(places[row * 2 + 1], packets, bytes);
        }
    }

    /// What the touching read; of no meaning, but it keeps the reads from being optimised away.
    long touched() {
        return touched;
    }

    public int addresses() {
        return v4.used + v6.used;
    }

    /// The addresses with most flows.
    public List<Total> top(int most) {
        List<Total> all = new ArrayList<>();
        v4.list(all);
        v6.list(all);
        all.sort(Comparator.comparingLong(Total::flows).reversed());
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /// Longs side by side: the key, then flows, packets and bytes.
    private static final class Table {
        /// Makes an address of IPv4 differ from an empty place.
        static final long V4 = 1L << 32;

        /// Where an address of IPv6, which may be all zeros, is marked as there.
        static final int TAKEN = 5;

        private final int key;
        private final int width;
        private long[] slots;
        private int used;

        Table(int key) {
            this.key = key;
            this.width = key == 1 ? 4 : 8;
            this.slots = new long[(1 << 14) * width];
        }

        /// Makes room for so many new addresses.
        void reserve(int more) {
            if ((used + more) * 4L > slots.length / width * 3L) {
                long[] old = slots;
                // Twice as large, so that what moves goes to two places in order: memory likes that.
                slots = new long[old.length * 2];
                for (int at = 0; at < old.length; at += width) {
                    if (taken(old, at)) {
                        int place = key == 1 ? find(0, old[at]) : find(old[at], old[at + 1]);
                        System.arraycopy(old, at, slots, place, width);
                    }
                }
            }
        }

        private boolean taken(long[] in, int at) {
            return in[key == 1 ? at : at + TAKEN] != 0;
        }

        /// Reads where the address lies as a rule, so that it is fetched.
        long touch(long high, long low) {
            return slots[(int) (Flow.hash(high, low) & slots.length / width - 1) * width];
        }

        int place(long high, long low) {
            int place = find(high, low);
            if (!taken(slots, place)) {
                used++;
                if (key == 1) {
                    slots[place] = low;
                } else {
                    slots[place] = high;
                    slots[place + 1] = low;
                    slots[place + TAKEN] = 1;
                }
            }
            return place;
        }

        private int find(long high, long low) {
            int mask = slots.length / width - 1;
            int slot = (int) (Flow.hash(high, low) & mask);
            while (true) {
                int at = slot * width;
                boolean same = key == 1 ? slots[at] == low : slots[at] == high && slots[at + 1] == low;
                if (same || !taken(slots, at)) {
                    return at;
                }
                slot = slot + 1 & mask;
            }
        }

        void add(int place, long packets, long bytes) {
            int at = place + key;
            slots[at + FLOWS]++;
            slots[at + PACKETS] += packets;
            slots[at + BYTES] += bytes;
        }

        void list(List<Total> to) {
            for (int at = 0; at < slots.length; at += width) {
                if (slots[at + key + FLOWS] > 0) {
                    long[] s = Arrays.copyOfRange(slots, at, at + width);
                    to.add(new Total(
                            key == 1 ? 0 : s[0],
                            key == 1 ? s[0] & 0xFFFF_FFFFL : s[1],
                            key == 2,
                            s[key + FLOWS],
                            s[key + PACKETS],
                            s[key + BYTES]));
                }
            }
        }
    }
}
