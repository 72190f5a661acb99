package dev.reeve.server.desk;

import dev.reeve.core.ids.MessageId;
import dev.reeve.server.intake.IntakeListener;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Hands received messages to workers. What is queued is only a hint: the sweep finds every message that is not
/// done, also
/// after a restart.
final class MessageQueue implements IntakeListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageQueue.class);
    private static final int WORKERS = 8;
    private static final int QUEUE_MAX = 50_000;

    private final BlockingQueue<MessageId> queue = new LinkedBlockingQueue<>(QUEUE_MAX);
    private final Set<MessageId> known = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Override
    public void received(MessageId message) {
        // A full queue loses only the hint.
        if (known.add(message) && !queue.offer(message)) {
            known.remove(message);
        }
    }

    void start(MessageWorker worker) {
        for (int i = 0; i < WORKERS; i++) {
            Thread.ofVirtual().name("message-worker-" + i).start(() -> work(worker));
        }
    }

    private void work(MessageWorker worker) {
        while (!stopping) {
            try {
                MessageId next = queue.take();
                try {
                    worker.process(next);
                } finally {
                    known.remove(next);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failed) {
                LOG.warn("a message could not be processed now and is tried again: {}", failed.toString());
            }
        }
    }

    /// Queues what is not done. Evidence whose holder is unknown is done for now: it is asked about again when
    /// holdings change.
    void sweep(JdbcClient jdbc) {
        jdbc.sql("""
                        select message_id from message m
                        where state = 'received'
                            or (state = 'parsed' and exists (
                                select 1 from observation o
                                where o.message_id = m.message_id and o.result is null
                                    and o.attribution in ('pending', 'held')))
                        order by received_at limit 1000
                        """).query((row, n) -> new MessageId(row.getString(1))).list().forEach(this::received);
    }

    boolean idle() {
        return known.isEmpty();
    }

    @Override
    public void close() {
        stopping = true;
    }
}
