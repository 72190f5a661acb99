package dev.reeve.server.journal;

import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.StreamAppend;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What one caller wants appended, all or nothing, with the events encoded by the caller's own thread.
final class AppendRequest {
    /// @param events as they will be read back
    record Part(StreamAppend append, List<Event> events, List<byte[]> data) {}

    final List<Part> parts;
    final CompletableFuture<Void> done = new CompletableFuture<>();
    final long bytes;

    /// Rows of other tables that belong to the same commit.
    final List<Consumer<JdbcClient>> beside;

    private AppendRequest(List<Part> parts, List<Consumer<JdbcClient>> beside) {
        this.parts = parts;
        this.beside = List.copyOf(beside);
        this.bytes = parts.stream()
                .flatMap(part -> part.data().stream())
                .mapToLong(data -> data.length)
                .sum();
    }

    static AppendRequest of(List<StreamAppend> appends, List<Consumer<JdbcClient>> beside, EventCodec codec) {
        List<Part> parts = new ArrayList<>();
        for (StreamAppend append : appends) {
            String family = EventCodec.word(append.stream().type()) + ".";
            EventCodec.name(append.stream());
            List<Event> events = new ArrayList<>();
            List<byte[]> data = new ArrayList<>();
            for (Event event : append.events()) {
                String type = codec.type(event);
                if (!type.startsWith(family)) {
                    throw new IllegalArgumentException(type + " doesn't belong on " + append.stream());
                }
                byte[] bytes = codec.encode(event);
                data.add(bytes);
                // What could not be stored as it is was replaced: projections must see what was stored.
                events.add(holdsReplacement(bytes) ? codec.decode(type, bytes) : event);
            }
            parts.add(new Part(append, events, data));
        }
        return new AppendRequest(parts, beside);
    }

    /// Looks for U+FFFD in UTF-8.
    private static boolean holdsReplacement(byte[] bytes) {
        for (int i = 0; i + 2 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xEF && bytes[i + 1] == (byte) 0xBF && bytes[i + 2] == (byte) 0xBD) {
                return true;
            }
        }
        return false;
    }
}
