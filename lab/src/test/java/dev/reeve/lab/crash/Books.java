package dev.reeve.lab.crash;

import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Holds what the desk's books say against what really is: at the reporters, at the back ends, in the clients'
/// mailboxes.
final class Books implements AutoCloseable {
    private final CrashSite site;
    private final Settings settings;
    private final Database database;
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, Object> counts = new TreeMap<>();

    Books(CrashSite site) {
        this.site = site;
        this.settings = Settings.read(site.config, Map.of(), new SettingsPlaces(false, Map.of(), site.folder));
        this.database = Database.open(settings);
    }

    JdbcClient jdbc() {
        return database.jdbc();
    }

    /// What is still to be done.
    int waiting() {
        return jdbc().sql("""
                        select (select count(*) from message where state in ('received', 'parsed'))
                             + (select count(*) from case_notice where status in ('QUEUED', 'STARTED'))
                             + (select count(*) from case_action
                                where status in ('ORDERED', 'STARTED', 'UNDO_ORDERED', 'UNDO_STARTED'))
                        """).query(Integer.class).single();
    }

    List<String> check(Map<String, String> acknowledged) throws IOException, SQLException {
        reports(acknowledged);
        actions();
        mails();
        chain();
        cases();
        return List.copyOf(wrong);
    }

    Map<String, Object> counts() {
        return counts;
    }

    /// Every acknowledged report is there once.
    private void reports(Map<String, String> acknowledged) {
        Map<String, Integer> kept = new HashMap<>();
        jdbc().sql("select resource, count(*) as n from observation group by resource")
                .query(row -> {
                    kept.put(row.getString("resource"), row.getInt("n"));
                });
        acknowledged.forEach((resource, door) -> {
            int there = kept.getOrDefault(resource, 0);
            if (there != 1) {
                wrong.add("a report by " + door + " of " + resource + " was acknowledged and is there " + there
                        + " times");
            }
        });
        counts.put("reports acknowledged by smtp", count(acknowledged, "smtp"));
        counts.put("reports acknowledged by http", count(acknowledged, "http"));
        counts.put("reports kept", kept.values().stream().mapToInt(n -> n).sum());
    }

    private static long count(Map<String, String> acknowledged, String door) {
        return acknowledged.values().stream().filter(door::equals).count();
    }

    /// Every action's recorded state is the back end's.
    private void actions() throws IOException {
        String firewall = site.firewall();
        Map<String, String> panel = PanelProcess.read(site.folder.resolve("panel-state"));
        Set<String> tags = new HashSet<>(panel.values());
        Map<String, Integer> byStatus = new TreeMap<>();
        jdbc().sql("select action_id, lever, status, resource from case_action").query(row -> {
            String id = row.getString("action_id");
            String status = row.getString("status");
            byStatus.merge(row.getString("lever") + " " + status, 1, Integer::sum);
            boolean real = row.getString("lever").equals("panel")
                    ? tags.contains(id)
                    : firewall.contains("\"reeve:" + id + "\"");
            String says = "action " + id + " of lever " + row.getString("lever") + " on " + row.getString("resource")
                    + " is recorded as " + status + " and is " + (real ? "" : "not ") + "in force";
            switch (status) {
                case "IN_FORCE" -> wrongUnless(real, says);
                case "UNDONE", "WITHDRAWN", "NOT_IN_FORCE" -> wrongUnless(!real, says);
                // Said to be unknown, which is true of both; a person has a task.
                case "UNVERIFIED", "UNDO_UNVERIFIED" -> {}
                default -> wrong.add(says);
            }
        });
        int alone = jdbc().sql("""
                        select count(*) from case_action a where status in ('UNVERIFIED', 'UNDO_UNVERIFIED')
                        and not exists (select from case_task t where t.case_id = a.case_id and t.about = a.action_id)
                        """).query(Integer.class).single();
        wrongUnless(alone == 0, alone + " actions of unknown outcome without a task for a person");
        counts.put("actions", byStatus);
    }

    private void wrongUnless(boolean right, String what) {
        if (!right) {
            wrong.add(what);
        }
    }

    /// No duty has two messages, and what is booked as accepted was taken.
    private void mails() throws IOException {
        Map<String, Integer> taken = new HashMap<>();
        Path mails = site.folder.resolve("mails");
        for (String id : Files.exists(mails) ? Files.readAllLines(mails) : List.<String>of()) {
            taken.merge(id.replaceAll("[<>]", ""), 1, Integer::sum);
        }
        taken.forEach((id, n) -> wrongUnless(n == 1, "mail " + id + " was sent " + n + " times"));
        Map<String, Integer> byStatus = new TreeMap<>();
        jdbc().sql("select notice_id, status, message_id from case_notice").query(row -> {
            String status = row.getString("status");
            byStatus.merge(status, 1, Integer::sum);
            if (status.equals("ACCEPTED")) {
                String id = row.getString("message_id");
                wrongUnless(
                        taken.containsKey(id),
                        "notice " + row.getString("notice_id") + " is booked as accepted and no mail server has it");
            }
        });
        counts.put("notices", byStatus);
        counts.put("mails taken", taken.size());
    }

    private void chain() throws SQLException {
        Verdict verdict = new JournalVerifier(new Anchors(settings.anchor().file()).list()).verify(database);
        wrongUnless(verdict instanceof Verdict.Sound, "the journal: " + verdict);
        EvidenceStore store = new EvidenceStore(
                settings.dataDir().resolve("evidence"),
                KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                database.dataSource(),
                InstantSource.system());
        EvidenceVerifier.Verified evidence = new EvidenceVerifier(store, database.jdbc()).verify();
        wrong.addAll(evidence.faults());
        counts.put(
                "journal",
                verdict instanceof Verdict.Sound sound
                        ? sound.entries() + " entries, " + sound.anchors() + " anchors"
                        : "broken");
        counts.put("evidence files", evidence.whole());
    }

    /// One open case for a client, service and family; one piece of evidence in one case of a family.
    private void cases() {
        int twins = jdbc().sql("""
                        select count(*) from (select 1 from case_file where open
                            group by account_id, service_id, family having count(*) > 1) t
                        """).query(Integer.class).single();
        wrongUnless(twins == 0, twins + " clients have two open cases of one family for one service");
        int twice = jdbc().sql("""
                        select count(*) from (
                            select convert_from(bytes, 'UTF8')::jsonb -> 'data' ->> 'observation'
                            from journal where stream_type = 'case'
                            and convert_from(bytes, 'UTF8')::jsonb ->> 'type' = 'case.evidence-joined'
                            group by 1, split_part(convert_from(bytes, 'UTF8')::jsonb -> 'data' ->> 'clause', '/', 1)
                            having count(*) > 1) t
                        """).query(Integer.class).single();
        wrongUnless(twice == 0, twice + " pieces of evidence are in two cases of one clause");
        counts.put(
                "cases",
                jdbc().sql("select count(*) from case_file")
                        .query(Integer.class)
                        .single());
        counts.put(
                "quarantined",
                jdbc().sql("select count(*) from message where state = 'quarantined'")
                        .query(Integer.class)
                        .single());
    }

    @Override
    public void close() {
        database.close();
    }
}
