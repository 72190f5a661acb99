package dev.reeve.collector.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Keeps the datagrams that announced templates (RFC 7011 §3.4, RFC 3954 §5.2), for the ring may have forgotten
/// them when records that need them become evidence. Of each announcement the two latest wordings are kept,
/// with the time from which on they held: repetitions change nothing.
final class TemplateShelf {
    /// Announcements that are remembered; more are those of a hostile exporter: the one of the exporter that has most
    /// goes that was repeated longest ago, so that none silences another.
    static final int ANNOUNCEMENTS_MAX = 4_000;

    private static final int WORDINGS_MAX = 2;

    /// In the order in which they were last repeated.
    private final LinkedHashMap<Announcement, List<Kept>> shelf = new LinkedHashMap<>(64, 0.75f, true);

    private final Map<String, Integer> sizes = new HashMap<>();

    private record Announcement(String exporter, int version, long domain, int firstTemplate) {}

    /// @param wording hash of the template sets alone: the header counts on with every repetition
    record Kept(String exporter, long millis, byte[] datagram, int wording) {}

    /// Whether a datagram announces templates.
    static boolean announces(byte[] bytes, int from, int to) {
        return firstTemplateSet(bytes, from, to) >= 0;
    }

    private static int firstTemplateSet(byte[] bytes, int from, int to) {
        int version = to - from < 20 ? 0 : u16(bytes, from);
        if (version != 9 && version != 10) {
            return -1;
        }
        int at = from + (version == 9 ? 20 : 16);
        while (at + 8 <= to) {
            if (u16(bytes, at) < 4) {
                return at;
            }
            int length = u16(bytes, at + 2);
            if (length < 4) {
                return -1;
            }
            at += length;
        }
        return -1;
    }

    /// For the receiving thread; nearly all datagrams announce nothing and cost a look at their sets' heads.
    void look(String exporter, byte[] bytes, int from, int to, long millis) {
        int set = firstTemplateSet(bytes, from, to);
        if (set >= 0) {
            keep(exporter, bytes, from, to, millis, set);
        }
    }

    private synchronized void keep(String exporter, byte[] bytes, int from, int to, long millis, int set) {
        int version = u16(bytes, from);
        int at = from + (version == 9 ? 16 : 12);
        long domain = (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
        Announcement key = new Announcement(exporter, version, domain, u16(bytes, set + 4));
        List<Kept> wordings = shelf.get(key);
        if (wordings == null) {
            if (shelf.size() >= ANNOUNCEMENTS_MAX) {
                forget();
            }
            wordings = new ArrayList<>();
            shelf.put(key, wordings);
            sizes.merge(exporter, 1, Integer::sum);
        }
        int wording = wording(bytes, set, to);
        if (wordings.isEmpty() || wordings.getLast().wording != wording) {
            wordings.add(new Kept(exporter, millis, Arrays.copyOfRange(bytes, from, to), wording));
            if (wordings.size() > WORDINGS_MAX) {
                wordings.removeFirst();
            }
        }
    }

    private void forget() {
        String most =
                Collections.max(sizes.entrySet(), Map.Entry.comparingByValue()).getKey();
        Iterator<Announcement> all = shelf.keySet().iterator();
        while (all.hasNext()) {
            if (all.next().exporter.equals(most)) {
                all.remove();
                sizes.computeIfPresent(most, (exporter, size) -> size > 1 ? size - 1 : null);
                return;
            }
        }
    }

    private static int wording(byte[] bytes, int set, int to) {
        int hash = 1;
        int at = set;
        while (at + 4 <= to && u16(bytes, at + 2) >= 4) {
            int end = Math.min(to, at + u16(bytes, at + 2));
            for (int i = at; i < end && u16(bytes, at) < 4; i++) {
                hash = 31 * hash + bytes[i];
            }
            at = end;
        }
        return hash;
    }

    /// What was announced before a time, and where nothing was, the first that came after it: an exporter that
    /// has just been set up sends records before their template.
    synchronized List<Kept> before(long millis) {
        List<Kept> all = new ArrayList<>();
        shelf.values().forEach(wordings -> {
            Kept best = wordings.getFirst();
            for (Kept kept : wordings) {
                best = kept.millis <= millis ? kept : best;
            }
            all.add(best);
        });
        return all;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
