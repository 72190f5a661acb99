package dev.reeve.network.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The templates of one exporter, each within its observation domain, and the sets that came before theirs.
///
/// Who forges an exporter's address can announce templates for ever. What is new is taken nevertheless, or the real
/// exporter's next template would be refused; what goes for it was used longest ago: first of those that no record
/// has used yet, then of the domain that has more than any line card, then of all. So a template that records use
/// outlives announcements without end.
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

    /// Templates of one domain beyond which it is no line card's.
    private static final int DOMAIN_MAX = 256;

    /// In the order of use.
    private final LinkedHashMap<Key, Entry> templates = new LinkedHashMap<>(64, 0.75f, true);

    private final Map<Domain, Integer> sizes = new HashMap<>();
    private final ArrayDeque<Parked> parked = new ArrayDeque<>();
    private int fields;
    private int parkedBytes;

    private record Domain(int version, long number) {}

    private record Key(Domain domain, int id) {
        static Key of(Header header, int id) {
            return new Key(new Domain(header.version(), header.domain()), id);
        }
    }

    private static final class Entry {
        final Template template;
        boolean used;

        Entry(Template template, boolean used) {
            this.template = template;
            this.used = used;
        }
    }

    /// @param bytes of the set with what stands before it, {@link #SET_HEAD} of them
    record Parked(Header header, int id, byte[] bytes) {}

    @Nullable
    Template find(Header header, int id) {
        Entry entry = templates.get(Key.of(header, id));
        if (entry == null) {
            return null;
        }
        entry.used = true;
        return entry.template;
    }

    /// @return false where another had to go for it
    boolean put(Header header, Template template) {
        Key key = Key.of(header, template.id());
        Entry before = templates.get(key);
        if (before != null && before.template.sameAs(template)) {
            return true;
        }
        if (before != null) {
            templates.remove(key);
            removed(key, before);
        }
        boolean room = true;
        while (templates.size() >= TEMPLATES_MAX || fields + template.fields().size() > FIELDS_MAX) {
            room = false;
            Key gone = leastUsed();
            removed(gone, Objects.requireNonNull(templates.remove(gone)));
        }
        templates.put(key, new Entry(template, before != null && before.used));
        sizes.merge(key.domain, 1, Integer::sum);
        fields += template.fields().size();
        return room;
    }

    private void removed(Key key, Entry entry) {
        fields -= entry.template.fields().size();
        sizes.computeIfPresent(key.domain, (domain, size) -> size > 1 ? size - 1 : null);
    }

    private Key leastUsed() {
        @Nullable
        Domain most = sizes.entrySet().stream()
                .filter(domain -> domain.getValue() > DOMAIN_MAX)
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
        @Nullable Key ofMost = null;
        for (Map.Entry<Key, Entry> entry : templates.entrySet()) {
            if (!entry.getValue().used) {
                return entry.getKey();
            }
            ofMost = ofMost == null && entry.getKey().domain.equals(most) ? entry.getKey() : ofMost;
        }
        return ofMost == null ? templates.firstEntry().getKey() : ofMost;
    }

    /// Forgets one template, or all of its kind in that domain where the id is that of a template set (RFC 7011
    /// §8.1).
    void withdraw(Header header, int id) {
        Domain domain = new Domain(header.version(), header.domain());
        Iterator<Map.Entry<Key, Entry>> all = templates.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<Key, Entry> entry = all.next();
            Key key = entry.getKey();
            boolean options = entry.getValue().template.options();
            boolean meant = id == 2 ? !options : id == 3 ? options : key.id == id;
            if (meant && key.domain.equals(domain)) {
                all.remove();
                removed(key, entry.getValue());
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
