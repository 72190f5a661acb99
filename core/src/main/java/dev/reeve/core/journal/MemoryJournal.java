package dev.reeve.core.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A journal that lasts as long as the process. Each append is shown to a listener, as a projection would see it.
public final class MemoryJournal implements Journal {
    private final Map<StreamId, List<Recorded<Event>>> streams = new HashMap<>();
    private final Consumer<StreamAppend> listener;

    public MemoryJournal(Consumer<StreamAppend> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized List<Recorded<Event>> read(StreamId stream) {
        return List.copyOf(streams.getOrDefault(stream, List.of()));
    }

    @Override
    public synchronized List<Recorded<Event>> readFrom(StreamId stream, long version) {
        List<Recorded<Event>> all = streams.getOrDefault(stream, List.of());
        return version >= all.size() ? List.of() : List.copyOf(all.subList((int) version, all.size()));
    }

    @Override
    public synchronized long version(StreamId stream) {
        return streams.getOrDefault(stream, List.of()).size();
    }

    @Override
    public synchronized void append(List<StreamAppend> appends) {
        for (StreamAppend append : appends) {
            long actual = version(append.stream());
            if (actual != append.expectedVersion()) {
                throw new VersionConflictException(append.stream(), append.expectedVersion(), actual);
            }
        }
        for (StreamAppend append : appends) {
            List<Recorded<Event>> stream = streams.computeIfAbsent(append.stream(), s -> new ArrayList<>());
            append.events().forEach(e -> stream.add(new Recorded<>(e, append.at(), append.by())));
        }
        appends.forEach(listener);
    }
}
