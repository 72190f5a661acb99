package dev.reeve.server.desk;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.intake.IntakeListener;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Hands received messages to workers, in the order of {@link WaitingMessages}. What is queued is only a hint: the
/// sweep finds every message that is not done, also after a restart.
///
/// Workers are threads of the system's: taking a message apart can keep a processor busy for long, and as many virtual
/// threads doing so as there are processors would stop every other one, of doors and levers too.
final class MessageQueue implements IntakeListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageQueue.class);
    static final int WORKERS = 8;

    /// Two hands are left for others, whatever one reporter sends.
    static final int WORKERS_OF_ONE_MAX = WORKERS - 2;

    /// Most messages that one sweep queues of those that came from trusted reporters, and of the others.
    private static final int SWEEP_TRUSTED_MAX = 5_000;

    private static final int SWEEP_OTHERS_MAX = 20_000;

    private final WaitingMessages waiting = new WaitingMessages(WORKERS_OF_ONE_MAX);
    private volatile Set<ReporterId> trusted = Set.of();

    /// Which reporters are trusted is known from the last sweep: nobody at a door waits for a look at the table.
    @Override
    public void received(MessageId message, ReporterId reporter) {
        waiting.offer(message, reporter, trusted.contains(reporter));
    }

    /// @param worker works on one message
    void start(Consumer<MessageId> worker) {
        for (int i = 0; i < WORKERS; i++) {
            Thread.ofPlatform().daemon().name("message-worker-" + i).start(() -> work(worker));
        }
    }

    private void work(Consumer<MessageId> worker) {
        while (true) {
            try {
                WaitingMessages.Waiting next = waiting.take();
                if (next == null) {
                    return;
                }
                try {
                    worker.accept(next.message());
                } finally {
                    waiting.done(next);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                LOG.warn("a message could not be processed now and is tried again: {}", failed.toString());
            }
        }
    }

    private record Found(MessageId message, ReporterId reporter, boolean trusted) {}

    /// Queues what is not done, a message of each reporter before the second of any. Evidence whose holder is unknown
    /// is done for now: it is asked about again when holdings change.
    void sweep(JdbcClient jdbc) {
        trusted = jdbc.sql("select reporter_id from reporter where trust_name is not null")
                .query((row, n) -> new ReporterId(row.getString(1)))
                .set();
        jdbc.sql("""
                        with waiting as (
                            select message_id, reporter_id, received_at from message where state = 'received'
                            union all
                            select message_id, reporter_id, received_at from message
                            where state = 'parsed' and message_id in (
                                select message_id from observation
                                where result is null and attribution in ('pending', 'held'))),
                        turns as (
                            select w.*, r.trust_name is not null as trusted,
                                row_number() over (partition by w.reporter_id order by w.received_at, w.message_id) as turn
                            from waiting w left join reporter r using (reporter_id)),
                        places as (
                            select *, row_number() over (partition by trusted order by turn, received_at) as place from turns)
                        select message_id, reporter_id, trusted from places
                        where place <= case when trusted then :trustedMax else :othersMax end order by place
                        """)
                .param("trustedMax", SWEEP_TRUSTED_MAX)
                .param("othersMax", SWEEP_OTHERS_MAX)
                .query((row, n) ->
                        new Found(new MessageId(row.getString(1)), new ReporterId(row.getString(2)), row.getBoolean(3)))
                .list()
                .forEach(found -> waiting.offer(found.message, found.reporter, found.trusted));
    }

    boolean idle() {
        return waiting.isEmpty();
    }

    /// What is under way may end; nothing is begun any more.
    @Override
    public void close() {
        waiting.close();
    }
}
