package dev.reeve.server.desk;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Names known senders whose mail isn't read any more: of the last days' at most half the share is read that was read
/// before. Who was mostly read by a format of its own must be so still: free text reads less, and guesses.
///
/// Many mails show it within a day, few within a week. It is said once, while it lasts. What fools it: a domain that
/// many write from, such as a mailbox provider's, when another of them begins to write; a sender who never was read.
public final class SenderDrift {
    /// How far back a sender's past is looked at.
    static final int PAST_DAYS = 60;

    /// Fewer mails than this are no past.
    static final int PAST_MAILS_MIN = 10;

    /// Who was read less than this was not known.
    static final int PAST_PERCENT_MIN = 60;

    /// The short window, for senders with as many mails in it as the second number.
    static final int SHORT_DAYS = 2;

    static final int SHORT_MAILS_MIN = 20;

    /// The long window.
    static final int LONG_DAYS = 7;

    static final int LONG_MAILS_MIN = 5;

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int EXAMPLES_MAX = 3;
    private static final int ROWS_MAX = 100;
    private static final Logger LOG = LoggerFactory.getLogger(SenderDrift.class);

    private final JdbcClient jdbc;
    private final InstantSource time;
    private Instant looked = Instant.MIN;

    public SenderDrift(JdbcClient jdbc, InstantSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /// @param pastPercent of its mails that were read before
    /// @param nowPercent of its mails that were read lately
    /// @param examples the newest messages that were not read as they used to be
    public record Drifting(
            String sender,
            Instant since,
            int pastPercent,
            int pastMails,
            int nowPercent,
            int nowMails,
            List<String> examples) {
        Drifting with(List<String> messages) {
            return new Drifting(sender, since, pastPercent, pastMails, nowPercent, nowMails, messages);
        }
    }

    /// @param byFormat read by a format of the sender's own
    /// @param asText read as free text
    record Counts(int byFormat, int asText, int unread) {
        int all() {
            return byFormat + asText + unread;
        }

        /// How many were read, by the measure of that past.
        int read(Counts past) {
            return 2 * past.byFormat >= past.all() ? byFormat : byFormat + asText;
        }
    }

    static boolean drifted(Counts past, Counts now, int mailsMin) {
        if (past.all() < PAST_MAILS_MIN || now.all() < mailsMin) {
            return false;
        }
        long readBefore = past.read(past);
        return 100L * readBefore >= (long) PAST_PERCENT_MIN * past.all()
                && 2L * now.read(past) * past.all() <= readBefore * now.all();
    }

    /// Looks again, when it is time.
    public synchronized void sweep() {
        Instant now = time.instant();
        if (looked.equals(Instant.MIN) || !now.isBefore(looked.plus(EVERY)) || now.isBefore(looked)) {
            looked = now;
            look();
        }
    }

    private record Window(String sender, Counts past, Counts now, int mailsMin) {}

    /// Judges every sender afresh, and forgets what is too old to count.
    public void look() {
        LocalDate today = time.instant().atZone(ZoneOffset.UTC).toLocalDate();
        Set<String> drifting = new HashSet<>();
        windows(today, SHORT_DAYS, SHORT_MAILS_MIN).forEach(w -> take(w, drifting));
        windows(today, LONG_DAYS, LONG_MAILS_MIN).forEach(w -> take(w, drifting));
        for (String named :
                jdbc.sql("select sender from sender_drift").query(String.class).list()) {
            if (!drifting.contains(named)) {
                jdbc.sql("delete from sender_drift where sender = :sender")
                        .param("sender", named)
                        .update();
            }
        }
        for (String table : List.of("sender_reading", "sender_day")) {
            jdbc.sql("delete from " + table + " where day < :day")
                    .param("day", Date.valueOf(today.minusDays(PAST_DAYS + LONG_DAYS)))
                    .update();
        }
    }

    private List<Window> windows(LocalDate today, int days, int mailsMin) {
        return jdbc.sql("""
                select sender,
                    coalesce(sum(by_format) filter (where day < :begin), 0) as f1,
                    coalesce(sum(as_text) filter (where day < :begin), 0) as t1,
                    coalesce(sum(unread) filter (where day < :begin), 0) as u1,
                    coalesce(sum(by_format) filter (where day >= :begin), 0) as f2,
                    coalesce(sum(as_text) filter (where day >= :begin), 0) as t2,
                    coalesce(sum(unread) filter (where day >= :begin), 0) as u2
                from sender_day where day >= :past and day <= :today
                group by sender having sum(unread + as_text) filter (where day >= :begin) > 0
                """)
                .param("begin", Date.valueOf(today.minusDays(days - 1)))
                .param("past", Date.valueOf(today.minusDays(PAST_DAYS)))
                .param("today", Date.valueOf(today))
                .query((row, n) -> new Window(row.getString(1), counts(row, "1"), counts(row, "2"), mailsMin))
                .list();
    }

    private static Counts counts(ResultSet row, String which) throws SQLException {
        return new Counts(row.getInt("f" + which), row.getInt("t" + which), row.getInt("u" + which));
    }

    private void take(Window w, Set<String> drifting) {
        if (!drifted(w.past, w.now, w.mailsMin) || !drifting.add(w.sender)) {
            return;
        }
        int pastPercent = 100 * w.past.read(w.past) / w.past.all();
        int nowPercent = 100 * w.now.read(w.past) / w.now.all();
        Optional<Boolean> fresh = jdbc.sql("""
                insert into sender_drift (sender, since, past_percent, past_mails, now_percent, now_mails)
                values (:sender, :since, :pastPercent, :pastMails, :nowPercent, :nowMails)
                on conflict (sender) do update set now_percent = excluded.now_percent, now_mails = excluded.now_mails
                returning since = :since
                """)
                .param("sender", w.sender)
                .param("since", Timestamp.from(time.instant()))
                .param("pastPercent", pastPercent)
                .param("pastMails", w.past.all())
                .param("nowPercent", nowPercent)
                .param("nowMails", w.now.all())
                .query(Boolean.class)
                .optional();
        if (fresh.orElse(false)) {
            LOG.warn(
                    "mail from {} is not read any more as it used to be: {} % of {}, before {} %",
                    w.sender, nowPercent, w.now.all(), pastPercent);
        }
    }

    /// Who drifts now, the latest first.
    public List<Drifting> list() {
        return jdbc
                .sql("select * from sender_drift order by since desc, sender limit " + ROWS_MAX)
                .query((row, n) -> new Drifting(
                        row.getString("sender"),
                        row.getTimestamp("since").toInstant(),
                        row.getInt("past_percent"),
                        row.getInt("past_mails"),
                        row.getInt("now_percent"),
                        row.getInt("now_mails"),
                        List.of()))
                .list()
                .stream()
                .map(d -> d.with(examples(d.sender())))
                .toList();
    }

    private List<String> examples(String sender) {
        return jdbc.sql("""
                select message_id from sender_reading where sender = :sender and reading in ('unread', 'as_text')
                order by day desc, reading desc, message_id limit :max
                """)
                .param("sender", sender)
                .param("max", EXAMPLES_MAX)
                .query(String.class)
                .list();
    }
}
