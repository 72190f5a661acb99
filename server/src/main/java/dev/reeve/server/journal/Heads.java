package dev.reeve.server.journal;

import dev.reeve.core.journal.HashChain;
import dev.reeve.core.journal.StreamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where the journal and its streams end, as the appender last knew it.
final class Heads {
    /// Streams whose version is remembered; others are asked for.
    private static final int STREAMS_MAX = 100_000;

    private long seq;
    private String hash = HashChain.GENESIS;
    private final Map<StreamId, Long> versions = new LinkedHashMap<>(1024, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, Long> eldest) {
            return size() > STREAMS_MAX;
        }
    };

    static Heads load(JdbcClient jdbc) {
        Heads heads = new Heads();
        jdbc.sql("select seq, hash from journal order by seq desc limit 1").query(row -> {
            heads.seq = row.getLong("seq");
            heads.hash = row.getString("hash");
        });
        return heads;
    }

    long seq() {
        return seq;
    }

    String hash() {
        return hash;
    }

    /// The versions of these streams; 0 for one that has no entry.
    Map<StreamId, Long> versions(Collection<StreamId> streams, JdbcClient jdbc) {
        Map<StreamId, Long> found = new HashMap<>();
        List<StreamId> unknown = streams.stream()
                .distinct()
                .filter(s -> !versions.containsKey(s))
                .toList();
        if (!unknown.isEmpty()) {
            unknown.forEach(stream -> found.put(stream, 0L));
            jdbc.sql("""
                            select s.type, s.id, last.version
                            from unnest(:types::text[], :ids::text[]) as s (type, id)
                            cross join lateral (
                                select version from journal j
                                where j.stream_type = s.type and j.stream_id = s.id
                                order by version desc limit 1) last
                            """)
                    .param(
                            "types",
                            unknown.stream().map(s -> EventCodec.word(s.type())).toArray(String[]::new))
                    .param("ids", unknown.stream().map(StreamId::id).toArray(String[]::new))
                    .query(row -> {
                        found.put(
                                EventCodec.stream(row.getString("type"), row.getString("id")), row.getLong("version"));
                    });
        }
        for (StreamId stream : streams) {
            Long known = versions.get(stream);
            if (known != null) {
                found.put(stream, known);
            }
        }
        return found;
    }

    void moveTo(Plan plan) {
        seq = plan.seq();
        hash = plan.hash();
        versions.putAll(plan.versions());
    }
}
