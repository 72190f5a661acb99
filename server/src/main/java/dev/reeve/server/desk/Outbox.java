package dev.reeve.server.desk;

import dev.reeve.core.desk.ActionRunner;
import dev.reeve.core.desk.NoticeRunner;
import dev.reeve.core.desk.NoticeRunner.Duty;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.NoticeId;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carries out what was decided: notices and actions whose intent is durable. Each round asks the tables what
/// waits,
/// so
/// nothing is forgotten by a restart.
///
/// Notices to a client are gathered: what may wait is sent with the next that may not, and a client who had many
/// mails in a
/// day gets the less urgent ones in one digest an hour.
public final class Outbox {
    /// Mails to one client in a day before the less urgent ones are gathered.
    static final int MAILS_PER_DAY = 10;

    static final Duration GATHER_SHORT = Duration.ofMinutes(15);
    static final Duration GATHER_LONG = Duration.ofHours(1);

    /// How long after a deferral a notice is tried again.
    static final Duration TRY_AGAIN = Duration.ofMinutes(5);

    private static final int ROUND_MAX = 500;
    private static final int ACTIONS_AT_ONCE = 8;
    private static final int SEVERITY_URGENT = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final JdbcClient jdbc;
    private final NoticeRunner notices;
    private final ActionRunner actions;
    private final InstantSource time;
    private final Set<ActionId> underWay = ConcurrentHashMap.newKeySet();
    private final Semaphore hands = new Semaphore(ACTIONS_AT_ONCE);
    private final Map<ActionId, Instant> renewed = new ConcurrentHashMap<>();

    public Outbox(JdbcClient jdbc, NoticeRunner notices, ActionRunner actions, InstantSource time) {
        this.jdbc = jdbc;
        this.notices = notices;
        this.actions = actions;
        this.time = time;
    }

    /// After a restart: what was being sent when the process ended is uncertain.
    public void recover() {
        jdbc.sql("select case_id, notice_id from case_notice where status = 'STARTED'")
                .query((row, n) -> new Duty(new CaseId(row.getString(1)), new NoticeId(row.getString(2))))
                .list()
                .forEach(notices::recover);
    }

    private record Waiting(
            Duty duty,
            String group,
            String account,
            boolean toClient,
            int severity,
            boolean mayWait,
            Instant queuedAt) {}

    /// Sends what is to be sent now.
    ///
    /// @return mails handed over
    public int sendNotices() {
        Instant now = time.instant();
        Map<String, List<Waiting>> groups = new LinkedHashMap<>();
        jdbc.sql("""
                select case_id, notice_id, account_id, party, address, severity, may_wait, queued_at from case_notice
                where status = 'QUEUED' and (coalesce(why, '') = '' or %s)
                order by severity, queued_at limit %d
                """.formatted(Pending.isOver("changed_at"), ROUND_MAX))
                .params(Pending.of(TRY_AGAIN, now).values())
                .query((row, n) -> {
                    boolean client = row.getString("party").equals("CLIENT");
                    String id = row.getString("notice_id");
                    return new Waiting(
                            new Duty(new CaseId(row.getString("case_id")), new NoticeId(id)),
                            client ? row.getString("account_id") + "|" + row.getString("address") : id,
                            row.getString("account_id"),
                            client,
                            row.getInt("severity"),
                            row.getBoolean("may_wait"),
                            row.getTimestamp("queued_at").toInstant());
                })
                .list()
                .forEach(w ->
                        groups.computeIfAbsent(w.group, g -> new ArrayList<>()).add(w));
        int sent = 0;
        for (List<Waiting> group : groups.values()) {
            if (isTime(group, now)) {
                notices.run(group.stream().map(Waiting::duty).toList());
                sent++;
            }
        }
        return sent;
    }

    private boolean isTime(List<Waiting> group, Instant now) {
        Waiting first = group.get(0);
        if (!first.toClient) {
            return true;
        }
        Instant oldest =
                group.stream().map(Waiting::queuedAt).min(Instant::compareTo).orElse(now);
        boolean somethingNow = group.stream().anyMatch(w -> !w.mayWait);
        if (!somethingNow) {
            return Pending.of(GATHER_SHORT, now).isOver(oldest);
        }
        boolean urgent = group.stream().anyMatch(w -> !w.mayWait && w.severity <= SEVERITY_URGENT);
        return urgent
                || mailsToday(first.account, now) < MAILS_PER_DAY
                || Pending.of(GATHER_LONG, now).isOver(oldest);
    }

    private int mailsToday(String account, Instant now) {
        return jdbc.sql("""
                select count(distinct message_id) from case_notice
                where account_id = :account and party = 'CLIENT' and status = 'ACCEPTED' and changed_at > :since
                """)
                .param("account", account)
                .param("since", Timestamp.from(now.minus(Duration.ofDays(1))))
                .query(Integer.class)
                .single();
    }

    private record Order(CaseId caseId, ActionId action) {}

    /// Begins what is to be carried out now, each on its own thread. A slow back end holds up no other.
    public void beginActions() {
        orders("status in ('ORDERED', 'STARTED', 'UNDO_ORDERED', 'UNDO_STARTED')")
                .forEach(this::begin);
    }

    /// Looks again at actions of which nobody knows whether they took.
    public void readAgain() {
        orders("status = 'UNVERIFIED'").forEach(this::begin);
    }

    private List<Order> orders(String which) {
        return jdbc.sql("select case_id, action_id from case_action where " + which + " order by ordered_at limit "
                        + ROUND_MAX)
                .query((row, n) -> new Order(new CaseId(row.getString(1)), new ActionId(row.getString(2))))
                .list();
    }

    private void begin(Order order) {
        if (!underWay.add(order.action)) {
            return;
        }
        Thread.ofVirtual().name("action-" + order.action).start(() -> {
            try {
                hands.acquire();
                try {
                    actions.run(order.caseId, order.action);
                } finally {
                    hands.release();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException failed) {
                LOG.warn("action {} could not be carried out and is tried again: {}", order.action, failed.toString());
            } finally {
                underWay.remove(order.action);
            }
        });
    }

    /// Whether nothing waits and nothing is under way.
    ///
    /// @param held whether the desk lets nothing begin, by a halt or an open breaker: what is only ordered then
    /// stays so
    public boolean idle(boolean held) {
        String begins = held ? "" : "'ORDERED', ";
        return underWay.isEmpty()
                && orders("status in (" + begins + "'STARTED', 'UNDO_ORDERED', 'UNDO_STARTED')")
                        .isEmpty()
                && jdbc.sql("select count(*) from case_notice where status in ('QUEUED', 'STARTED') and not may_wait")
                                .query(Integer.class)
                                .single()
                        == 0;
    }

    /// Renews leases that are a third over, and looks whether what should be in force is.
    public void renewLeases() {
        Instant now = time.instant();
        jdbc.sql(
                        "select case_id, action_id, extract(epoch from coalesce(lease, interval '3 hours')) as seconds, changed_at"
                                + " from case_action where status = 'IN_FORCE'")
                .query((row, n) -> {
                    ActionId id = new ActionId(row.getString(2));
                    Duration third = Duration.ofSeconds(row.getLong(3) / 3);
                    Instant last = renewed.getOrDefault(id, row.getTimestamp(4).toInstant());
                    if (Pending.of(third, now).isOver(last)) {
                        renew(new Order(new CaseId(row.getString(1)), id), now);
                    }
                    return id;
                })
                .list();
    }

    private void renew(Order order, Instant now) {
        try {
            actions.renew(order.caseId, order.action);
            renewed.put(order.action, now);
        } catch (RuntimeException failed) {
            LOG.warn("the lease of {} could not be renewed and is tried again: {}", order.action, failed.toString());
        }
    }
}
