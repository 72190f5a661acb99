package dev.reeve.server.journal;

import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.HashChain;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What one transaction will write: the entries of all requests whose streams are where they should be, chained.
final class Plan {
    private record Line(Entry entry, Event event, byte[] bytes, String hash) {}

    private final EventCodec codec;
    private final HashChain chain;
    private final Map<StreamId, Long> versions;
    private final List<Line> lines = new ArrayList<>();
    private final List<AppendRequest> accepted = new ArrayList<>();
    private final Map<AppendRequest, VersionConflictException> conflicts = new LinkedHashMap<>();
    private long seq;

    Plan(List<AppendRequest> requests, Heads heads, EventCodec codec, JdbcClient jdbc) {
        this.codec = codec;
        this.seq = heads.seq();
        this.chain = new HashChain(heads.hash());
        this.versions = new HashMap<>(heads.versions(
                requests.stream()
                        .flatMap(request -> request.parts.stream())
                        .map(part -> part.append().stream())
                        .toList(),
                jdbc));
        for (AppendRequest request : requests) {
            try {
                check(request);
                request.parts.forEach(this::add);
                accepted.add(request);
            } catch (VersionConflictException e) {
                conflicts.put(request, e);
            }
        }
    }

    private void check(AppendRequest request) {
        Map<StreamId, Long> ahead = new HashMap<>();
        for (AppendRequest.Part part : request.parts) {
            StreamAppend append = part.append();
            long actual = ahead.getOrDefault(append.stream(), version(append.stream()));
            if (actual != append.expectedVersion()) {
                throw new VersionConflictException(append.stream(), append.expectedVersion(), actual);
            }
            ahead.put(append.stream(), actual + append.events().size());
        }
    }

    private long version(StreamId stream) {
        return versions.getOrDefault(stream, 0L);
    }

    private void add(AppendRequest.Part part) {
        StreamAppend append = part.append();
        for (int i = 0; i < part.events().size(); i++) {
            Event event = part.events().get(i);
            long version = version(append.stream()) + 1;
            seq++;
            Entry entry = new Entry(seq, append.at(), append.stream(), version, codec.type(event), append.by());
            byte[] bytes = codec.entry(entry, part.data().get(i));
            lines.add(new Line(entry, event, bytes, chain.add(bytes)));
            versions.put(append.stream(), version);
        }
    }

    void write(JdbcClient jdbc, List<Projection> projections) {
        if (lines.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into journal (seq, stream_type, stream_id, version, bytes, hash)
                        select * from unnest(:seqs::bigint[], :types::text[], :ids::text[], :versions::bigint[],
                                             :bytes::bytea[], :hashes::text[])
                        """)
                .param("seqs", lines.stream().map(l -> l.entry().seq()).toArray(Long[]::new))
                .param(
                        "types",
                        lines.stream()
                                .map(l -> EventCodec.word(l.entry().stream().type()))
                                .toArray(String[]::new))
                .param("ids", lines.stream().map(l -> l.entry().stream().id()).toArray(String[]::new))
                .param("versions", lines.stream().map(l -> l.entry().version()).toArray(Long[]::new))
                .param("bytes", lines.stream().map(Line::bytes).toArray(byte[][]::new))
                .param("hashes", lines.stream().map(Line::hash).toArray(String[]::new))
                .update();
        for (AppendRequest request : accepted) {
            request.beside.forEach(rows -> rows.accept(jdbc));
        }
        for (Line line : lines) {
            for (Projection projection : projections) {
                projection.project(line.entry(), line.event(), jdbc);
            }
        }
    }

    /// Whether the database holds what this would have written: the answer after a connection was lost in a commit.
    boolean isWritten(JdbcClient jdbc) {
        return !lines.isEmpty()
                && jdbc.sql("select exists (select from journal where seq = :seq and hash = :hash)")
                        .param("seq", seq)
                        .param("hash", hash())
                        .query(Boolean.class)
                        .single();
    }

    void answer() {
        accepted.forEach(request -> request.done.complete(null));
        conflicts.forEach((request, conflict) -> request.done.completeExceptionally(conflict));
    }

    long seq() {
        return seq;
    }

    String hash() {
        return chain.head();
    }

    Map<StreamId, Long> versions() {
        return versions;
    }
}
