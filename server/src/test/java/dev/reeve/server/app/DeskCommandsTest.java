package dev.reeve.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseStatus;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.demo.Demo;
import dev.reeve.server.demo.DemoHost;
import dev.reeve.server.demo.DemoStory;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.intake.Envelope;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.security.Passwords;
import dev.reeve.server.security.People;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands about the desk as a whole, given beside a desk that runs, as an operator gives them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeskCommandsTest {
    private static final String PASSWORD = "four unrelated words here";

    @TempDir
    private static Path folder;

    private Demo demo;
    private DemoHost host;
    private RunningDesk desk;
    private final StringWriter out = new StringWriter();

    @BeforeAll
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        demo = new Demo(
                Path.of("..").toAbsolutePath().normalize(),
                folder,
                InstantSource.system(),
                new PrintWriter(new StringWriter()));
        host = demo.host();
        desk = demo.desk();
        demo.clock().moveTo(Demo.today());
        host.loadInventory();
        AdminNotes notes = new AdminNotes(desk.database.jdbc(), desk.time);
        People people = new People(desk.database.dataSource(), notes, desk.time);
        Credentials credentials = new Credentials(
                desk.database.dataSource(), desk.keys.master(), new Passwords(desk.keys.master(), 4), notes, desk.time);
        for (String name : new String[] {"ann", "bob"}) {
            people.add(name, name, Set.of(Role.SENIOR), new ActorId("command-line"));
            credentials.setPassword(name, PASSWORD);
        }
    }

    @AfterAll
    void close() {
        demo.close();
    }

    private int run(String typed, Object command, String... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((typed + "\n").getBytes(StandardCharsets.UTF_8)));
        out.getBuffer().setLength(0);
        try {
            String[] all = new String[args.length + 2];
            all[0] = "--config";
            all[1] = folder.resolve("reeve.yaml").toString();
            System.arraycopy(args, 0, all, 2, args.length);
            PrintWriter writer = new PrintWriter(out, true);
            return new CommandLine(command)
                    .setOut(writer)
                    .setErr(writer)
                    .setExecutionExceptionHandler((failure, line, parsed) -> {
                        writer.println(failure.getMessage());
                        return 78;
                    })
                    .execute(all);
        } finally {
            System.setIn(before);
        }
    }

    private JsonNode status() {
        assertThat(run("", new StatusCommand(), "--json")).as(out.toString()).isZero();
        return JsonMapper.builder().build().readTree(out.toString());
    }

    @Test
    @Order(1)
    void status_shows_budgets_left_levers_and_that_the_desk_runs() {
        JsonNode status = status();
        assertThat(status.get("running").booleanValue()).isTrue();
        assertThat(status.get("status").get("halted").isNull()).isTrue();
        assertThat(run("", new StatusCommand())).isZero();
        assertThat(out.toString())
                .contains("desk       running")
                .contains("actions    may go out")
                .contains("breakers   none open")
                .containsPattern("suspend-service +per desk +in 5 minutes +3 of +3");
    }

    @Test
    @Order(1)
    void status_names_senders_that_drift_and_what_waits_to_be_read() {
        var jdbc = desk.database.jdbc();
        LocalDate today = LocalDate.ofInstant(desk.time.instant(), ZoneOffset.UTC);
        jdbc.sql("insert into sender_day (sender, day, by_format) values ('sensor.example', ?, 20)")
                .param(today.minusDays(20))
                .update();
        jdbc.sql("insert into sender_day (sender, day, by_format, unread) values ('sensor.example', ?, 1, 9)")
                .param(today)
                .update();
        jdbc.sql(
                        "insert into sender_reading (message_id, sender, day, reading) values ('m-example', 'sensor.example', ?, 'unread')")
                .param(today)
                .update();
        new SenderDrift(jdbc, desk.time).look();
        new DoorBook(jdbc, desk.time).bad("flows 127.0.0.1 UDP 9", "12 datagrams were lost on this machine");
        jdbc.sql("insert into reporter (reporter_id, bad_faith, trust_name, changed_at, changed_by)"
                        + " values ('r-first', false, 'cert.example', now(), 'ann')")
                .update();
        jdbc.sql("insert into message (message_id, door, sha256, size, reporter_id, received_at, state) values"
                        + " ('m-w1', 'smtp', '1', 1, 'r-first', '2026-01-01T00:00:00Z', 'received'),"
                        + " ('m-w2', 'smtp', '2', 1, 'r-other', '2026-01-02T00:00:00Z', 'received')")
                .update();
        try {
            assertThat(run("", new StatusCommand())).isZero();
            assertThat(out.toString())
                    .contains("door       FAILS flows 127.0.0.1 UDP 9: 12 datagrams were lost on this machine")
                    .contains("drift      sensor.example: 10 % of its last 10 mails were read as they used to be,"
                            + " before 100 %; see m-example")
                    .contains("backlog    2 messages wait to be read, 1 of trusted reporters, the oldest since"
                            + " 2026-01-01T00:00:00Z");
        } finally {
            jdbc.sql("delete from message where message_id in ('m-w1', 'm-w2')").update();
        }
    }

    @Test
    @Order(2)
    void anybody_at_the_machine_halts_and_two_persons_who_prove_themselves_let_it_go_again() {
        assertThat(run("", new HaltCommand(), "a rule runs wild"))
                .as(out.toString())
                .isZero();
        assertThat(desk.cases.desk().halted()).isEqualTo("a rule runs wild");
        assertThat(status().get("status").get("halted").stringValue()).isEqualTo("a rule runs wild");
        assertThat(run("", new HaltCommand(), "again")).isEqualTo(1);
        assertThat(out.toString()).contains("halted already");

        assertThat(run("not her password", new ResumeCommand(), "--as", "ann", "mended"))
                .isEqualTo(78);
        assertThat(desk.cases.desk().resume()).isNull();
        assertThat(run(PASSWORD, new ResumeCommand(), "--as", "ann", "mended")).isZero();
        assertThat(out.toString()).contains("another person approves");
        assertThat(run(PASSWORD, new ResumeCommand(), "--as", "ann", "I insist"))
                .as("the proposer is never the second person")
                .isEqualTo(1);
        assertThat(desk.cases.desk().halted()).isNotNull();
        assertThat(run(PASSWORD, new ResumeCommand(), "--as", "bob", "I looked too"))
                .isZero();
        assertThat(desk.cases.desk().halted()).isNull();
    }

    @Test
    @Order(3)
    void an_order_that_was_not_written_with_the_keys_of_the_installation_is_refused() {
        desk.database.jdbc().sql("""
                insert into desk_order (at, actor, roles, verb, details, mac)
                values (now(), 'bob', 'senior', 'HALT', 'why=forged', 'ab')
                """).update();
        desk.round();
        assertThat(desk.cases.desk().halted()).isNull();
        assertThat(desk.database
                        .jdbc()
                        .sql("select answer from desk_order where mac = 'ab' and not accepted")
                        .query(String.class)
                        .single())
                .contains("not written with the keys");
    }

    @Test
    @Order(4)
    void a_version_is_taken_back_by_one_command_after_a_look_at_what_that_means() throws IOException {
        CaseId id = story().atOnce();
        assertThat(host.state(id).liveActions()).isNotEmpty();

        assertThat(run("", new RevertCommand(), "--dry-run")).isEqualTo(2);
        assertThat(out.toString()).contains("nothing is \"all\"");
        assertThat(run("", new RevertCommand(), "--policy-version", "1999-01-01", "--dry-run"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("2025-01-01");
        assertThat(run("", new RevertCommand(), "--policy-version", "2025-01-01"))
                .as("who, and why")
                .isEqualTo(2);
        assertThat(run("", new RevertCommand(), "--policy-version", "2025-01-01", "--dry-run", "--json"))
                .isZero();
        JsonNode planned = JsonMapper.builder().build().readTree(out.toString());
        assertThat(planned.size()).isEqualTo(1);
        assertThat(planned.get(0).get("case").stringValue()).isEqualTo(id.value());
        assertThat(host.state(id).reversing()).isFalse();

        assertThat(run(
                        PASSWORD,
                        new RevertCommand(),
                        "--policy-version",
                        "2025-01-01",
                        "--as",
                        "bob",
                        "--why",
                        "the clause was wrong"))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("1 cases are being taken back");
        host.work();
        assertThat(host.state(id).status()).isEqualTo(CaseStatus.CLOSED);
        assertThat(host.state(id).liveActions()).isEmpty();
        assertThat(host.panel.findSuspension("u023")).isEmpty();
        assertThat(host.sink.mails())
                .anyMatch(m -> m.header("Subject").contains("We were wrong")
                        && m.to().contains("owner@willow-travel.example"));
    }

    @Test
    @Order(5)
    void what_was_begun_before_a_crash_goes_on_after_it() throws IOException {
        CaseId id = flooded("203.0.113.99");
        Selection all = Selection.ofTime(
                Demo.today().minusSeconds(1), desk.time.instant().plusSeconds(1));
        MassReverts crashed = reverts();
        crashed.begin(all, host.words("it was wrong"), Actor.person("bob", Role.SENIOR));

        MassReverts restarted = reverts();
        restarted.start();
        assertThat(restarted.idle()).isFalse();
        restarted.step();
        assertThat(restarted.idle()).isTrue();
        host.work();
        assertThat(host.state(id).liveActions()).isEmpty();

        MassReverts later = reverts();
        later.start();
        assertThat(later.idle())
                .as("it was finished, and is on record as finished")
                .isTrue();
    }

    @Test
    @Order(6)
    void a_case_that_another_person_holds_is_tried_again_until_the_claim_is_over() throws IOException {
        CaseId id = flooded("203.0.113.42");
        host.decide(DemoStory.ANN, id, new CaseCommand.Claim());
        desk.reverts.begin(
                Selection.ofTime(
                        Demo.today().minusSeconds(1), desk.time.instant().plusSeconds(1)),
                host.words("it was wrong"),
                DemoStory.BOB);
        desk.round();
        assertThat(host.state(id).reversing()).isFalse();
        assertThat(desk.reverts.idle()).isFalse();
        demo.clock().moveTo(desk.time.instant().plus(Duration.ofMinutes(31)));
        desk.round();
        desk.round();
        host.work();
        assertThat(desk.reverts.idle()).isTrue();
        assertThat(host.state(id).liveActions()).isEmpty();
        assertThat(host.state(id).status()).isEqualTo(CaseStatus.CLOSED);
    }

    @Test
    @Order(7)
    void what_was_not_read_surely_is_listed_shown_and_confirmed_or_rejected_in_a_persons_name()
            throws IOException, EvidenceTooLargeException {
        String wanted = doubtful("203.0.113.27");
        String other = doubtful("203.0.113.28");

        assertThat(run("", new DoubtsCommand.ListAll())).as(out.toString()).isZero();
        assertThat(out.toString())
                .containsPattern(wanted + "\tS\\d\t40 %\t2026-\\S+\tC-\\S+\tcopyright/p2p address:203.0.113.27")
                .contains("2 messages wait to be confirmed");
        assertThat(run("", new DoubtsCommand.ListAll(), "--json")).isZero();
        JsonNode listed = JsonMapper.builder().build().readTree(out.toString());
        assertThat(listed.get("waiting").intValue()).isEqualTo(2);
        assertThat(listed.get("messages").get(0).get("percent").intValue()).isEqualTo(40);

        assertThat(run("", new DoubtsCommand.Show(), wanted)).isZero();
        assertThat(out.toString())
                .contains("read with 40 % certainty; waits to be confirmed")
                .contains("noted    letter and XML: differ: the letter names 192.0.2.99, the XML 203.0.113.27")
                .contains("\u27E6source: 203.0.113.27\u27E7");
        assertThat(run("", new DoubtsCommand.Show(), "m-nowhere")).isEqualTo(2);
        assertThat(out.toString()).contains("there is no message m-nowhere; doubts list names");
        assertThat(run("", new DoubtsCommand.Confirm(), wanted))
                .as("nobody is nobody")
                .isEqualTo(2);
        assertThat(notices(wanted)).doesNotContain("FIRST_NOTICE");

        assertThat(run(PASSWORD, new DoubtsCommand.Confirm(), wanted, "--as", "ann"))
                .as(out.toString())
                .isZero();
        assertThat(notices(wanted)).contains("FIRST_NOTICE");
        var words = desk.journal.read(StreamId.of(new MessageId(wanted))).stream()
                .filter(r -> r.event() instanceof MessageEvent.Confirmed)
                .toList();
        assertThat(words).singleElement().satisfies(r -> assertThat(r.by()).isEqualTo(new ActorId("ann")));
        assertThat(run(PASSWORD, new DoubtsCommand.Reject(), wanted, "--as", "bob"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("refused: it doesn't wait to be confirmed");

        assertThat(run(PASSWORD, new DoubtsCommand.Reject(), other, "--as", "bob"))
                .isZero();
        assertThat(notices(other)).doesNotContain("FIRST_NOTICE");
        assertThat(run("", new DoubtsCommand.ListAll())).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("nothing waits to be confirmed");
    }

    /// A notice whose letter names another address than its XML.
    private String doubtful(String address) throws IOException, EvidenceTooLargeException {
        String mail = Files.readString(demo.samples().resolve("mail/acns-quoted.eml"))
                .replace("A-4711", "A-" + address)
                .replace("192.0.2.60", address);
        String id = desk.intake
                .receive(
                        new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)),
                        1_000_000,
                        new Envelope("folder", new ReporterId("r-doubt"), "noc@upstream.example", null, null, Map.of()))
                .message()
                .value();
        host.work();
        return id;
    }

    private List<String> notices(String message) {
        return desk.database
                .jdbc()
                .sql("select n.kind from case_notice n join case_evidence e using (case_id) where e.message_id = ?")
                .param(message)
                .query(String.class)
                .list();
    }

    private CaseId flooded(String address) throws IOException {
        demo.door()
                .post(Files.readString(demo.samples().resolve("xarf/http-flood.json"))
                        .replace("203.0.113.99", address)
                        .replaceAll("\"report_id\": \"[^\"]+\"", "\"report_id\": \"" + UUID.randomUUID() + "\""));
        host.work();
        CaseId id = host.caseAbout("address:" + address + ":43210").orElseThrow();
        assertThat(host.state(id).liveActions()).isNotEmpty();
        return id;
    }

    private DemoStory story() {
        return new DemoStory(host, demo.door(), demo.samples(), demo.policy(), new PrintWriter(new StringWriter()));
    }

    private MassReverts reverts() {
        return new MassReverts(desk.journal, desk.cases, desk.safety, desk.database.jdbc(), desk.time);
    }
}
