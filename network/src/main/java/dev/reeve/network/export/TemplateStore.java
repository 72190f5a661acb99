package dev.reeve.network.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The templates of one exporter, each within its observation domain, and the sets that came before theirs.
///
/// A hostile exporter can announce templates for ever: beyond the limits the oldest knowledge is kept and the
/// new is refused, so that it harms only itself.
final class TemplateStore {
    /// A large router has some hundred.
    static final int TEMPLATES_MAX = 4_096;

    /// Fields of all templates together: those of a real exporter number some thousand.
    static final int FIELDS_MAX = 200_000;

    /// Sets that wait: exporters repeat templates every few minutes at the latest.
    static final int PARKED_SETS_MAX = 2_000;

    static final int PARKED_BYTES_MAX = 2_000_000;

    /// Bytes that are kept from before a set's records: its own head, and four of the datagram's or of another
    /// set.
    static final int SET_HEAD = 8;

    private final Map<Key, Template> templates = new HashMap<>();
    private final ArrayDeque<Parked> parked = new ArrayDeque<>();
    private int fields;
    private int parkedBytes;

    private record Key(int version, long domain, int id) {}

    /// @param bytes of the set with what stands before it, {@link #SET_HEAD} of them
    record Parked(Header header, int id, byte[] bytes) {}

    @Nullable
    Template find(Header header, int id) {
        return templates.get(new Key(header.version(), header.domain(), id));
    }

    /// @return false when there is no room
    boolean put(Header header, Template template) {
        Key key = new Key(header.version(), header.domain(), template.id());
        Template before = templates.get(key);
        if (before != null && before.sameAs(template)) {
            return true;
        }
        int more =
                template.fields().size() - (before == null ? 0 : before.fields().size());
        if (fields + more > FIELDS_MAX || (before == null && templates.size() >= TEMPLATES_MAX)) {
            return false;
        }
        fields += more;
        templates.put(key, template);
        return true;
    }

    /// Forgets one template, or all of its kind in that domain where the id is that of a template set (RFC 7011
    /// §8.1).
    void withdraw(Header header, int id) {
        Iterator<Map.Entry<Key, Template>> all = templates.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Template> entry = all.next();
            Key key = entry.getKey();
            boolean here = key.version == header.version() && key.domain == header.domain();
            boolean meant = id == 2
                    ? !entry.getValue().options()
                    : id == 3 ? entry.getValue().options() : key.id == id;
            if (here && meant) {
                fields -= entry.getValue().fields().size();
                all.remove();
            }
        }
    }

    /// @return false when too much waits already
    boolean park(Header header, int id, byte[] bytes, int from, int to) {
        if (parked.size() >= PARKED_SETS_MAX || parkedBytes + to - from > PARKED_BYTES_MAX) {
            return false;
        }
        parked.add(new Parked(header, id, Arrays.copyOfRange(bytes, from - SET_HEAD, to)));
        parkedBytes += to - from;
        return true;
    }

    int parked() {
        return parked.size();
    }

    /// Takes out what waited for this template.
    List<Parked> release(Header header, int id) {
        List<Parked> released = new ArrayList<>();
        parked.removeIf(p -> {
            boolean meant =
                    p.id == id && p.header.version() == header.version() && p.header.domain() == header.domain();
            if (meant) {
                released.add(p);
                parkedBytes -= p.bytes.length - SET_HEAD;
            }
            return meant;
        });
        return released;
    }
}
