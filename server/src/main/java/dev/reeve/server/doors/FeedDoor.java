package dev.reeve.server.doors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Fetches one configured feed when it is due. What has not changed since (RFC 9110 §13: ETag, Last-Modified) isn't
/// transferred again, and the same bytes are one message anyway.
final class FeedDoor {
    private static final Duration CONNECT_MAX = Duration.ofSeconds(15);

    /// For the whole answer: a feed that trickles must not hold its door for ever.
    private static final Duration TRANSFER_MAX = Duration.ofMinutes(5);

    private static final ScheduledExecutorService WATCH = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("feed-watch").factory());

    private final Feed feed;
    private final String name;
    private final Taking taking;
    private final DoorBook book;
    private final InstantSource time;
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_MAX)
            .build();

    FeedDoor(Feed feed, Taking taking, DoorBook book, InstantSource time) {
        this.feed = feed;
        this.name = "feed " + feed.name();
        this.taking = taking;
        this.book = book;
        this.time = time;
    }

    /// Fetches when it is due.
    void round() {
        DoorBook.Line line = book.find(name).orElse(null);
        Instant now = time.instant();
        Instant last = line == null ? null : latest(line.lastGood(), line.lastBad());
        if (last != null && now.isBefore(last.plus(feed.every()))) {
            return;
        }
        try {
            fetch(line == null ? "" : line.place());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            book.bad(name, feed.url().getHost() + ": " + failed.getMessage());
        }
    }

    private static @org.jspecify.annotations.Nullable Instant latest(
            @org.jspecify.annotations.Nullable Instant a, @org.jspecify.annotations.Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }

    private void fetch(String place) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(feed.url()).timeout(TRANSFER_MAX);
        request.header("User-Agent", "Reeve");
        if (feed.authorization() != null) {
            request.header(
                    "Authorization", Files.readString(feed.authorization()).strip());
        }
        Place before = Place.parse(place);
        if (!before.etag.isEmpty()) {
            request.header("If-None-Match", before.etag);
        }
        if (!before.modified.isEmpty()) {
            request.header("If-Modified-Since", before.modified);
        }
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> {
                    boolean fresh = keep(body);
                    book.good(name, Place.of(response).text(), fresh ? 1 : 0);
                }
                case 304 -> book.good(name, place, 0);
                default -> throw new IOException("it answered " + response.statusCode());
            }
        }
    }

    private boolean keep(InputStream body) throws IOException {
        var cutOff = WATCH.schedule(() -> close(body), TRANSFER_MAX.toMillis(), TimeUnit.MILLISECONDS);
        byte[] all;
        try {
            all = body.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, taking.sizeMax() + 1));
        } finally {
            cutOff.cancel(false);
        }
        if (all.length > taking.sizeMax()) {
            throw new IOException(
                    "it has more than " + taking.sizeMax() + " bytes; raise intake.message-size-max or ask for less");
        }
        return taking.take(
                "feed",
                new ByteArrayInputStream(all),
                all.length,
                Map.of("file-name", feed.fileName(), "source", name));
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException ended) {
            // It is over in any case.
        }
    }

    /// How the server named the last version that we have.
    private record Place(String etag, String modified) {
        static Place of(HttpResponse<?> response) {
            return new Place(
                    response.headers().firstValue("ETag").orElse(""),
                    response.headers().firstValue("Last-Modified").orElse(""));
        }

        static Place parse(String text) {
            int line = text.indexOf('\n');
            return line < 0 ? new Place("", "") : new Place(text.substring(0, line), text.substring(line + 1));
        }

        String text() {
            return etag + "\n" + modified;
        }
    }
}
