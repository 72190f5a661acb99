package dev.reeve.server.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.database.TestDatabase;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// In which order messages are worked on, and whom a slow one holds up.
final class MessageQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-10T10:00:00Z");
    private static final ReporterId FLOOD = new ReporterId("r-flood");
    private static final ReporterId TRUSTED = new ReporterId("r-trusted");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final WaitingMessages waiting = new WaitingMessages(MessageQueue.WORKERS_OF_ONE_MAX);

    private static MessageId message(String name, int number) {
        return new MessageId("m-" + name + "-" + number);
    }

    private void offer(String name, int count, ReporterId reporter, boolean trusted) {
        IntStream.rangeClosed(1, count).forEach(i -> waiting.offer(message(name, i), reporter, trusted));
    }

    /// One hand, which is done with each before it takes the next.
    private List<String> work(int count) throws InterruptedException {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            WaitingMessages.Waiting next = waiting.take();
            assertThat(next).isNotNull();
            order.add(next.message().value());
            waiting.done(next);
        }
        return order;
    }

    @Test
    void theTrustedGoFirstAndEveryFourthTurnIsAnothers() throws InterruptedException {
        offer("flood", 200, FLOOD, false);
        offer("trusted", 6, TRUSTED, true);
        assertThat(work(9))
                .containsExactly(
                        "m-trusted-1",
                        "m-trusted-2",
                        "m-trusted-3",
                        "m-flood-1",
                        "m-trusted-4",
                        "m-trusted-5",
                        "m-trusted-6",
                        "m-flood-2",
                        "m-flood-3");
    }

    @Test
    void whoPretendsToBeTrustedInAFloodLeavesOthersTheirShare() throws InterruptedException {
        offer("trusted", 200, TRUSTED, true);
        offer("other", 10, new ReporterId("r-other"), false);
        assertThat(work(40)).filteredOn(id -> id.startsWith("m-other")).hasSize(10);
    }

    @Test
    void reportersTakeTurnsSoThatAFloodDelaysOnlyItself() throws InterruptedException {
        offer("flood", 200, FLOOD, false);
        offer("other", 2, new ReporterId("r-other"), false);
        assertThat(work(4)).containsExactly("m-flood-1", "m-other-1", "m-flood-2", "m-other-2");
    }

    @Test
    void aMessageWaitsOnceAndAFloodFillsNobodyElsesPlaces() {
        offer("flood", WaitingMessages.OF_ONE_MAX, FLOOD, false);
        assertThat(waiting.offer(message("flood", 1), FLOOD, false)).isFalse();
        assertThat(waiting.offer(message("more", 1), FLOOD, false)).isFalse();
        assertThat(waiting.offer(message("other", 1), new ReporterId("r-other"), false))
                .isTrue();
    }

    /// What is slow here never ends by itself; nobody else's message waits for it.
    @Test
    void messagesOfOneReporterThatTakeForEverHoldUpNobodyElse() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(50);
        CountDownLatch all = new CountDownLatch(70);
        try (MessageQueue queue = new MessageQueue()) {
            IntStream.rangeClosed(1, 20).forEach(i -> queue.received(message("slow", i), FLOOD));
            queue.start(id -> {
                if (id.value().startsWith("m-slow")) {
                    awaited(slow);
                } else {
                    others.countDown();
                }
                all.countDown();
            });
            IntStream.rangeClosed(1, 50).forEach(i -> queue.received(message("other", i), new ReporterId("r-" + i)));
            assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(queue.idle()).isFalse();
            slow.countDown();
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void came(String id, ReporterId reporter, int second) {
        DATABASE.jdbc()
                .sql("""
                        insert into message (message_id, door, sha256, size, reporter_id, received_at, state)
                        values (:id, 'smtp', :id, 1, :reporter, :at, 'received')
                        """)
                .param("id", id)
                .param("reporter", reporter.value())
                .param("at", Timestamp.from(NOW.plusSeconds(second)))
                .update();
    }

    @Test
    void afterARestartABacklogIsTakenUpInTheSameOrder() throws InterruptedException {
        IntStream.rangeClosed(1, 200).forEach(i -> came("m-flood-" + i, FLOOD, i));
        came("m-other-1", new ReporterId("r-other"), 300);
        IntStream.rangeClosed(1, 20).forEach(i -> came("m-trusted-" + i, TRUSTED, 400 + i));
        DATABASE.jdbc().sql("""
                        insert into reporter (reporter_id, bad_faith, trust_way, trust_name, changed_at, changed_by)
                        values ('r-trusted', false, 'dkim', 'cert.example', now(), 'ann')
                        """).update();
        List<String> order = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(221);
        try (MessageQueue queue = new MessageQueue()) {
            queue.sweep(DATABASE.jdbc());
            queue.start(id -> {
                synchronized (order) {
                    order.add(id.value());
                }
                all.countDown();
            });
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
        // As many may have been taken before the last of them as there are other hands.
        int hands = MessageQueue.WORKERS;
        assertThat(order.subList(0, 27 + hands))
                .filteredOn(id -> id.startsWith("m-trusted"))
                .hasSize(20);
        assertThat(order.subList(0, 8 + hands)).contains("m-other-1");
        assertThat(order).doesNotHaveDuplicates();
    }
}
