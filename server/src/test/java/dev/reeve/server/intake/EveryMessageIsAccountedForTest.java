package dev.reeve.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.doors.FetchingDoors;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.intake.MadeUpIntake.Made;
import dev.reeve.server.settings.RawSection;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import dev.reeve.server.smtp.SmtpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Of whatever comes in through the doors of a whole desk, each message is in a case or known to be in none, set aside,
/// or in quarantine with its reason; poison holds up nothing; and the same messages once more change nothing.
final class EveryMessageIsAccountedForTest {
    private static final long SEED = 20260114;

    /// Mails in one session, as a mail server with a queue sends them.
    private static final int PER_SESSION = 50;

    @TempDir
    private Path folder;

    private Settings settings;
    private RunningDesk desk;

    @BeforeEach
    void open() throws IOException {
        Path file = Files.writeString(folder.resolve("reeve.yaml"), """
                listen: {http-port: 0, smtp-port: 0}
                desk: {name: Example Host abuse desk, abuse-addresses: [abuse@host.example], reply-domain: reply.host.example}
                intake: {messages-per-peer-minute: 1000000}
                """);
        settings = Settings.read(file, TestDatabase.environment(folder), new SettingsPlaces(false, Map.of(), folder));
        Files.writeString(
                folder.resolve("policy.yaml"),
                Files.readString(home().resolve("policies/acceptable-use.yaml"))
                        .replaceFirst("effective-from: \\S+", "effective-from: 2024-01-01"));
        Files.createDirectories(FetchingDoors.inbox(settings));
        desk = start();
        Path inventory = Files.writeString(folder.resolve("inventory.csv"), inventory());
        new HoldingsImport(desk.database, desk.vault, desk.time)
                .load(inventory, new HoldingsImport.How("test", false, false, false), line -> {});
        desk.holdings.recordImports();
    }

    private static Path home() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    private RunningDesk start() {
        InstantSource time = InstantSource.fixed(Instant.parse("2026-01-15T12:00:00Z"));
        RunningDesk started = new RunningDesk(
                settings, time, LeverShelf.of(RawSection.NONE, time), folder.resolve("policy.yaml"), () -> false);
        started.start();
        return started;
    }

    private static String inventory() {
        StringBuilder csv = new StringBuilder("account,contact,service,service-kind,node,type,resource,from,to\n");
        for (int i = 10; i < 200; i++) {
            csv.append("c-%d,owner@client-%d.example,vps-%d,vps,node-1,address,203.0.113.%d,2024-01-01,\n"
                    .formatted(i, i, i, i));
        }
        return csv.toString();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void twoHundredMessages() throws IOException {
        accountFor(200, SEED, Duration.ofMinutes(1));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "reeve.long",
            matches = "true",
            disabledReason = "not run: ten minutes; ./reeve test --long")
    void tenThousandMessages() throws IOException {
        accountFor(10_000, Long.getLong("reeve.seed", SEED), Duration.ofMinutes(30));
    }

    private void accountFor(int count, long seed, Duration patience) throws IOException {
        List<Made> sent = new MadeUpIntake(home(), seed).messages(count);
        send(sent, true);
        Map<String, Made> distinct = new LinkedHashMap<>();
        sent.forEach(made -> distinct.put(sha256(made.bytes()), made));
        await(distinct.size(), patience);

        Map<String, Row> rows = new LinkedHashMap<>();
        rows().forEach(row -> assertThat(rows.put(row.sha256, row))
                .as("two messages of the same bytes")
                .isNull());
        assertThat(rows.keySet()).isEqualTo(distinct.keySet());
        distinct.forEach((sha256, made) -> assertAccountedFor(made, rows.get(sha256)));
        assertThat(openEnds()).isZero();
        Map<String, Integer> states = new TreeMap<>();
        rows.values().forEach(row -> states.merge(row.state, 1, Integer::sum));
        System.out.printf(
                "%,d messages sent, seed %d: %,d distinct %s, of which %,d poison; %,d observations in %,d cases%n",
                count,
                seed,
                distinct.size(),
                states,
                distinct.values().stream().filter(m -> !m.poison().isEmpty()).count(),
                number("select count(*) from observation"),
                number("select count(*) from case_file"));

        List<Long> books = books();
        send(sent, false);
        await(distinct.size(), patience);
        assertThat(books()).as("books after all of it came again").isEqualTo(books);
        desk.close();
        desk = start();
        await(distinct.size(), patience);
        assertThat(books()).as("books after a restart").isEqualTo(books);
    }

    /// Mails by SMTP and through the inbox in turn, all else through the inbox.
    private void send(List<Made> all, boolean smtp) throws IOException {
        List<Made> mails = new ArrayList<>();
        Path inbox = FetchingDoors.inbox(settings);
        for (int i = 0; i < all.size(); i++) {
            Made made = all.get(i);
            if (smtp && made.isMail() && i % 2 == 0) {
                mails.add(made);
            } else {
                Path part = Files.write(inbox.resolve("." + i + ".part"), made.bytes());
                String name = made.isMail() ? "mail.eml" : made.fileName();
                Files.move(part, inbox.resolve("%032x-%s".formatted(i, name)), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (int from = 0; from < mails.size(); from += PER_SESSION) {
            try (SmtpClient client = new SmtpClient(desk.smtp.port())) {
                client.say("HELO mail.sender.example");
                for (Made mail : mails.subList(from, Math.min(mails.size(), from + PER_SESSION))) {
                    String text = new String(mail.bytes(), StandardCharsets.ISO_8859_1);
                    String dotted = text.substring(0, text.length() - 2).replace("\r\n.", "\r\n..");
                    assertThat(client.mail("reports@sender.example", "abuse@host.example", dotted))
                            .startsWith("250");
                }
            }
        }
    }

    private void await(int messages, Duration patience) {
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(200)).until(() -> {
            try (Stream<Path> files = Files.list(FetchingDoors.inbox(settings))) {
                return files.findAny().isEmpty()
                        && number("select count(*) from message where state <> 'received'") == messages
                        && desk.processing.idle();
            }
        });
    }

    private record Row(String sha256, String state, String why) {}

    private List<Row> rows() {
        return desk.database
                .jdbc()
                .sql("select sha256, state, coalesce(why, '') as why from message")
                .query((row, n) -> new Row(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static void assertAccountedFor(Made made, Row row) {
        String what = made.fileName() + made.poison() + " " + row;
        assertThat(row.state).as(what).isIn(Set.of("done", "parsed", "set-aside", "quarantined"));
        assertThat(row.why).as(what).doesNotContain("fault of Reeve");
        if (row.state.equals("set-aside") || row.state.equals("quarantined")) {
            assertThat(row.why).as(what).isNotBlank();
        }
        if (!made.poison().isEmpty()) {
            assertThat(row.state).as(what).isEqualTo("quarantined");
        }
    }

    /// Messages that were read and are in no case, not known to be in none, and don't wait for the inventory.
    private long openEnds() {
        return number("""
                select count(*) from message m where m.state in ('parsed', 'done') and (
                    not exists (select from observation o where o.message_id = m.message_id)
                    or exists (
                        select from observation o where o.message_id = m.message_id
                            and not (
                                o.attribution in ('unknown', 'ambiguous') and o.result is null
                                or o.result in ('nothing forbidden', 'the same thing by another name')
                                or o.result = 'case' and exists (
                                    select from case_evidence e where e.observation_id = o.observation_id))))
                """);
    }

    private List<Long> books() {
        return List.of(
                number("select count(*) from message"),
                number("select count(*) from journal where stream_type = 'message'"),
                number("select count(*) from observation"),
                number("select count(*) from case_evidence"),
                number("select count(*) from case_file"));
    }

    private long number(String sql) {
        return desk.database.jdbc().sql(sql).query(Long.class).single();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
