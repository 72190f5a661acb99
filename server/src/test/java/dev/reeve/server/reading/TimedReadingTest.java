package dev.reeve.server.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.formats.Formats;
import dev.reeve.formats.Provider;
import dev.reeve.server.reading.TimedReading.TookTooLongException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TimedReadingTest {
    private final TimedReading timed = new TimedReading(Duration.ofMillis(200));
    private final SlowFormat slow = new SlowFormat();

    @AfterEach
    void end() {
        slow.mayEnd.countDown();
        timed.close();
    }

    private Reading read(String subject) {
        byte[] mail = ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(StandardCharsets.UTF_8);
        return Reading.within(
                timed, new MessageFiles.Message(subject, "", mail), new Formats(List.of(slow)), Provider.UNKNOWN);
    }

    /// Looks up for nobody.
    private String loop() {
        while (slow.mayEnd.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "read";
    }

    /// Tried again where this machine was too busy for one word in time.
    private void othersAreRead() {
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> timed.within(() -> "read").equals("read"));
    }

    private void comesToRest() {
        Awaitility.await().until(() -> timed.abandoned() == 0);
    }

    @Test
    void whatTakesTooLongIsQuarantinedAndTheNextIsRead() {
        Reading reading = read("sleeps");
        assertThat(reading.outcome()).isEqualTo("quarantined");
        assertThat(reading.reason()).isEqualTo("reading it took longer than 200 ms, and was given up");
        othersAreRead();
        comesToRest();
    }

    @Test
    void noMoreThanTheLimitAreLeftBehindAndTheNextHandStaysWithItsMessage() throws Exception {
        for (int i = 0; i < TimedReading.ABANDONED_MAX; i++) {
            assertThatThrownBy(() -> timed.within(this::loop)).isInstanceOf(TookTooLongException.class);
        }
        assertThat(timed.abandoned()).isEqualTo(TimedReading.ABANDONED_MAX);
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<String> waits = new CompletableFuture<>();
        try (ExecutorService hand = Executors.newSingleThreadExecutor()) {
            hand.execute(() -> {
                try {
                    asked.countDown();
                    waits.complete(timed.within(this::loop));
                } catch (InterruptedException | TookTooLongException gaveUp) {
                    waits.complete("given up");
                }
            });
            asked.await();
            othersAreRead();
            assertThat(timed.abandoned()).isEqualTo(TimedReading.ABANDONED_MAX);
            slow.mayEnd.countDown();
            assertThat(waits.get(20, TimeUnit.SECONDS)).isIn("read", "given up");
        }
        comesToRest();
    }

    @Test
    void whatFailsFailsHereToo() {
        assertThatThrownBy(() -> timed.within(() -> {
                    throw new IllegalArgumentException("no such thing");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> timed.within(() -> endless(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("StackOverflowError");
        assertThatThrownBy(() -> timed.within(() -> slow.mayEnd.await(1, TimeUnit.MINUTES)))
                .isInstanceOf(TookTooLongException.class);
    }

    private static int endless(int n) {
        return n == 0 ? 0 : 1 + endless(n + 1);
    }
}
