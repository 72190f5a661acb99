package dev.reeve.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.collector.ExportFiles;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.TaskKind;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Step;
import dev.reeve.network.detection.Detection;
import dev.reeve.network.detection.Endpoint;
import dev.reeve.network.detection.Marks;
import dev.reeve.network.elements.Elements;
import dev.reeve.network.export.ExportDecoder;
import dev.reeve.network.export.FieldText;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.app.RunningDesk;
import dev.reeve.server.backup.Backup;
import dev.reeve.server.backup.Restore;
import dev.reeve.server.database.Database;
import dev.reeve.server.evidence.EvidenceSealedException;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.evidence.EvidenceVerifier;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.journal.Anchors;
import dev.reeve.server.journal.JournalVerifier;
import dev.reeve.server.journal.Projections;
import dev.reeve.server.journal.Verdict;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.network.Cut;
import dev.reeve.server.network.Detections;
import dev.reeve.server.network.ExporterHistory;
import dev.reeve.server.network.FlowExporter;
import dev.reeve.server.network.HandOver;
import dev.reeve.server.network.Origin;
import dev.reeve.server.proof.CaseBundle;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SetupException;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The whole desk on the demo's host: real PostgreSQL, real SMTP both ways, an HTTP panel, and a real firewall where
/// one can be
/// had. The tests run in order on one desk, as a desk lives.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DemoTest {
    @TempDir
    private static Path folder;

    private Demo demo;
    private DemoHost host;
    private RunningDesk desk;

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
    }

    @AfterAll
    void close() {
        demo.close();
    }

    private String xarf(String source, String type, String more) {
        return """
                {"xarf_version": "4.2.0", "report_id": "0b8f5a1c-1d2e-4f30-7000-%012d", "timestamp": "%s",
                 "reporter": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "W", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "%s", "source_port": 40000, %s, %s
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "bG9nIGxpbmUK"}]}
                """.formatted(++number, host.clock.instant().minusSeconds(600), source, type, more);
    }

    private int number;

    private String loginAttack(String source) {
        return xarf(source, "\"category\": \"connection\", \"type\": \"login_attack\"", """
                "destination_ip": "198.51.100.7", "destination_port": 22, "protocol": "tcp", "service": "ssh",
                "attempt_count": 310, "evidence_source": "honeypot", "first_seen": "%s",
                """.formatted(
                        host.clock.instant().minusSeconds(900)));
    }

    private CaseId report(String source) throws IOException {
        demo.door().post(loginAttack(source));
        host.work();
        return host.caseAbout("address:" + source + ":40000").orElseThrow();
    }

    @Test
    @Order(1)
    void the_story_shows_all_that_it_promises() throws IOException {
        StringWriter told = new StringWriter();
        DemoStory story = new DemoStory(host, demo.door(), demo.samples(), demo.policy(), new PrintWriter(told));
        story.silence();
        story.atOnce();
        story.ambiguous();
        story.appeal();
        story.bounce();
        assertThat(story.shown()).as(told.toString()).hasSize(5).allMatch(DemoStory.Shown::happened);
    }

    @Test
    @Order(2)
    void the_same_bytes_twice_are_one_report_and_one_notice() throws IOException {
        String report = loginAttack("203.0.113.14");
        String first = demo.door().post(report);
        assertThat(demo.door().post(report)).isEqualTo(first);
        host.work();
        CaseId id = host.caseAbout("address:203.0.113.14:40000").orElseThrow();
        assertThat(host.state(id).evidence()).hasSize(1);
        assertThat(host.sink.mails().stream().filter(m -> m.header("Subject").contains(id.value())))
                .hasSize(1);
    }

    @Test
    @Order(3)
    void a_notice_names_no_reporter_and_is_marked_as_machine_mail() {
        MailSink.Mail notice =
                host.sink.newest("owner@birch-foods.example", "please act").orElseThrow();
        assertThat(notice.text()).doesNotContainIgnoringCase("sshwatch").doesNotContain("198.51.100.7");
        assertThat(notice.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(notice.header("Reply-To")).startsWith("case+c-");
        assertThat(notice.from()).startsWith("bounce+");
    }

    @Test
    @Order(4)
    void evidence_about_an_address_that_nobody_holds_is_kept_and_asked_again() throws IOException {
        demo.door().post(loginAttack("203.0.113.222"));
        host.work();
        assertThat(host.caseAbout("address:203.0.113.222:40000")).isEmpty();
        Path more = Files.writeString(folder.resolve("more.csv"), """
                account,service,service-kind,node,external-ids,type,resource,from
                cl-004,vps-104,vps,vps-node-1,vmid=104;panel-user=v104,address,203.0.113.222,2025-06-01
                cl-004,vps-104,vps,vps-node-1,vmid=104;panel-user=v104,address,203.0.113.999,2025-06-01
                """);
        var report = new HoldingsImport(desk.database, desk.vault, desk.time)
                .load(more, new HoldingsImport.How("more", false, false, false), line -> {});
        assertThat(report.loaded()).isEqualTo(1);
        assertThat(report.problems())
                .singleElement()
                .asString()
                .contains("more.csv:3:")
                .contains("203.0.113.999");
        desk.sweep();
        host.work();
        assertThat(host.caseAbout("address:203.0.113.222:40000")).isPresent();
    }

    @Test
    @Order(5)
    void a_client_whose_only_address_is_on_the_affected_service_is_reached_by_a_person() throws IOException {
        Resource.Domain domain =
                new Resource.Domain(desk.holdings.list(new dev.reeve.core.ids.AccountId("cl-026")).stream()
                        .map(h -> h.held().text())
                        .filter(t -> t.startsWith("domain "))
                        .map(t -> t.substring(7))
                        .findFirst()
                        .orElseThrow());
        demo.door().post(xarf("203.0.113.81", "\"category\": \"content\", \"type\": \"phishing\"", """
                "url": "https://%1$s/x/login.php", "domain": "%1$s", "target_brand": "Example Bank", "lure_type": "security_alert",
                "verification_method": "manual_analysis",
                """.formatted(
                        domain.name())));
        host.work();
        CaseId id =
                host.caseAbout("url:https://" + domain.name() + "/x/login.php").orElseThrow();
        assertThat(host.state(id).openTasks())
                .extracting(t -> t.opened().kind())
                .contains(TaskKind.NO_SAFE_CONTACT);
    }

    @Test
    @Order(5)
    void what_is_reported_for_child_abuse_is_named_in_no_table_and_no_mail() throws IOException {
        demo.door().post(Files.readString(demo.samples().resolve("xarf/child-safety.json")));
        host.work();
        String url = JsonMapper.shared()
                .readTree(Files.readString(demo.samples().resolve("xarf/child-safety.json")))
                .get("url")
                .stringValue();
        assertThat(tables().values()).allSatisfy(rows -> assertThat(rows).noneMatch(row -> row.contains(url)));
        assertThat(desk.database
                        .jdbc()
                        .sql("select count(*) from observation where resource = 'url:(withheld)'")
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThat(host.sink.mails()).noneMatch(m -> m.text().contains(url.substring(8)));
    }

    @Test
    @Order(6)
    void a_database_that_drops_its_connections_in_mid_work_loses_nothing() throws IOException {
        demo.door().post(loginAttack("203.0.113.15"));
        desk.database
                .jdbc()
                .sql(
                        "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
                .query(Long.class)
                .single();
        boolean opened = false;
        Throwable failed = null;
        for (int tries = 0; tries < 20 && !opened; tries++) {
            try {
                desk.sweep();
                host.work();
                opened = host.caseAbout("address:203.0.113.15:40000").isPresent();
            } catch (RuntimeException cut) {
                failed = cut;
            }
        }
        assertThat(opened).as("last failure: %s", failed).isTrue();
    }

    private static final int SCANNER = 0xCB007115;

    private int notices(String client) {
        return desk.database
                .jdbc()
                .sql("select count(*) from case_notice where account_id = :client and party = 'CLIENT'")
                .param("client", client)
                .query(Integer.class)
                .single();
    }

    private List<Detections.Row> detected(String address) {
        host.work();
        return desk.network.detections().recent(host.clock.instant(), Duration.ofDays(1)).stream()
                .filter(d -> address.equals(d.address()))
                .toList();
    }

    @Test
    @Order(6)
    void what_the_network_sensor_sees_becomes_one_case_with_the_bytes_that_prove_it() throws Exception {
        desk.sweep();
        Instant from = host.clock.instant();
        try (FlowExporter exporter = new FlowExporter(desk.network.port().orElseThrow())) {
            exporter.download(SCANNER + 1, from);
            exporter.scan(SCANNER, 120, from);
            Awaitility.await().until(() -> !detected("203.0.113.21").isEmpty());
            Detections.Row opened = detected("203.0.113.21").getFirst();
            CaseId id = host.caseAbout("address:203.0.113.21").orElseThrow();
            CaseState state = desk.cases.state(id);
            assertThat(state.opening().account().value()).isEqualTo("cl-014");
            assertThat(state.opening().clause().value()).isEqualTo("probing");
            assertThat(opened.caseId()).isEqualTo(id.value());
            assertThat(host.sink.to("owner@nettle-foods.example")).hasSize(1);
            assertThat(notices("cl-014")).isEqualTo(1);
            assertThat(host.caseAbout("address:203.0.113.22"))
                    .as("the neighbour")
                    .isEmpty();

            host.clock.moveTo(from.plusSeconds(90));
            exporter.scan(SCANNER, 220, from.plusSeconds(90));
            Awaitility.await().until(() -> detected("203.0.113.21").getFirst().revision() > opened.revision());
            Detections.Row grown = detected("203.0.113.21").getFirst();
            assertThat(grown.id()).isEqualTo(opened.id());
            assertThat(desk.cases.state(id).evidence())
                    .as("each time that it has doubled")
                    .hasSizeBetween(2, 5);
            assertThat(notices("cl-014")).as("an update asks nothing again").isEqualTo(1);
            assertThat(desk.network.status().exporters()).singleElement().satisfies(e -> {
                assertThat(e.address()).isEqualTo("127.0.0.1");
                assertThat(e.lost()).isEqualTo("0");
            });
        }
        List<String> hashes = desk.database
                .jdbc()
                .sql("select evidence_sha256 from detection where evidence_sha256 is not null order by revision")
                .query(String.class)
                .list();
        assertThat(hashes).hasSizeBetween(2, 5).doesNotHaveDuplicates();
        for (String hash : hashes) {
            assertThat(records(hash)).isNotEmpty().allMatch(line -> line.startsWith("203.0.113.21 > 198.18."));
            assertThat(desk.database
                            .jdbc()
                            .sql("select count(*) from journal where position(convert_to(:hash, 'UTF8') in bytes) > 0")
                            .param("hash", hash)
                            .query(Integer.class)
                            .single())
                    .as("the hash is in the journal")
                    .isPositive();
        }
    }

    /// What the evidence of that hash decodes to: source and target of each record.
    private List<String> records(String hash) throws IOException {
        Path file = Files.write(
                folder.resolve("evidence.pcap"), desk.evidence.read(hash).orElseThrow());
        ExportDecoder decoder = new ExportDecoder(Elements.installed());
        List<String> lines = new ArrayList<>();
        ExportFiles.read(
                file,
                (bytes, from, to) -> decoder.decode(
                        bytes,
                        from,
                        to,
                        record -> lines.add(FieldText.value(record, 0) + " > " + FieldText.value(record, 1))));
        return lines;
    }

    private static Detection detection(String id, Detection.State state, long from, long to, double hosts) {
        return new Detection(
                id,
                1,
                state,
                "scan/1",
                Kind.parse("connection/port_scan"),
                new Endpoint(0, 0xCB0071FAL, false),
                23,
                from,
                to,
                Strength.MEASURED,
                Map.of("hosts", hosts),
                Map.of("scan", "horizontal"));
    }

    private HandOver handOver() {
        HandOver handOver = new HandOver(
                desk.intake,
                desk.evidence,
                desk.network.detections(),
                (origin, d, from) -> Cut.NOTHING,
                new ExporterHistory(),
                Marks.NONE,
                desk.time);
        handOver.start();
        return handOver;
    }

    private List<String> told() {
        return detected("203.0.113.250").stream()
                .map(d -> d.id() + " " + d.revision() + " " + d.state() + " " + d.attribution())
                .toList();
    }

    @Test
    @Order(6)
    void a_restart_in_the_midst_of_a_detection_loses_nothing_and_doubles_nothing() {
        long from = host.clock.instant().toEpochMilli();
        try (HandOver before = handOver()) {
            before.take(detection("d-1", Detection.State.OPENED, from, from + 1, 60), Origin.FLOWS);
            before.take(detection("d-1", Detection.State.OPENED, from, from + 1, 60), Origin.FLOWS);
            Awaitility.await().until(before::idle);
        }
        assertThat(told()).as("nobody holds that address, and it is seen").containsExactly("d-1 1 opened unknown");
        try (HandOver after = handOver()) {
            // The restarted sensor has counted anew, and so has another name for it.
            after.take(detection("d-2", Detection.State.OPENED, from + 1_000, from + 2_000, 60), Origin.FLOWS);
            after.take(detection("d-2", Detection.State.UPDATED, from + 1_000, from + 3_000, 70), Origin.FLOWS);
            Awaitility.await().until(after::idle);
            assertThat(told()).as("no news").containsExactly("d-1 1 opened unknown");
            after.take(detection("d-2", Detection.State.UPDATED, from + 1_000, from + 4_000, 130), Origin.FLOWS);
            Awaitility.await().until(after::idle);
            assertThat(told()).containsExactly("d-1 2 updated unknown");
            after.take(detection("d-2", Detection.State.CLOSED, from + 1_000, from + 5_000, 130), Origin.FLOWS);
            Awaitility.await().until(after::idle);
            after.take(detection("d-1", Detection.State.OPENED, from, from + 1, 60), Origin.FLOWS);
            after.take(detection("d-2", Detection.State.CLOSED, from + 1_000, from + 5_000, 130), Origin.FLOWS);
            Awaitility.await().until(after::idle);
            assertThat(told()).as("its records came once more").containsExactly("d-1 3 closed unknown");
        }
    }

    @Test
    @Order(7)
    void changing_only_the_policy_file_changes_what_the_desk_does_but_not_for_those_who_were_told() throws IOException {
        CaseId told = report("203.0.113.16");
        Path policy = folder.resolve("acceptable-use.yaml");
        String text = Files.readString(policy);
        int at = text.indexOf("- id: authentication-breach");
        String stricter = text.substring(0, at) + text.substring(at).replaceFirst("window: 24h", "window: 2h");
        Files.writeString(policy, stricter.replaceFirst("clauses:\n", """
                clauses:
                  - id: no-gopher
                    title: No gopher servers
                    text: You must not run a gopher server here.
                    remedy: Switch it off.
                    severity: S4
                    triggers:
                      - {id: seen, when: 'observation.kind == "vulnerability/open_service" && observation.facts.text("service") == "gopher"'}
                    ladder:
                      - {step: notice, window: 5d}
                      - {step: restrict}
                    deciders: {automatic-up-to: notice, person: analyst, appeal: senior}
                    reinstatement: [It is off.]
                """));
        assertThat(desk.policies.look()).isFalse();
        assertThat(desk.policies.refusal().orElse(""))
                .contains("no-gopher/seen")
                .contains("back-test");
        desk.policyTests.run(((PolicyFile.Accepted) PolicyFile.load(policy)).policy(), null, null, DemoStory.BOB.id());
        assertThat(desk.policies.look()).as(desk.policies.refusal().orElse("")).isTrue();
        host.pass(Duration.ofMinutes(1));
        CaseId fresh = report("203.0.113.17");
        assertThat(window(told)).isEqualTo(Duration.ofHours(24));
        assertThat(window(fresh)).isEqualTo(Duration.ofHours(2));
        host.pass(Duration.ofHours(3));
        assertThat(host.state(told).stepTaken()).isEqualTo(Step.NOTICE);
        assertThat(host.state(fresh).stepTaken()).isEqualTo(Step.RESTRICT);
        demo.door().post(xarf("203.0.113.18", "\"category\": \"vulnerability\", \"type\": \"open_service\"", """
                "service": "gopher", "service_port": 70, "evidence_source": "vulnerability_scan",
                """));
        host.work();
        CaseId gopher = host.caseAbout("address:203.0.113.18:40000").orElseThrow();
        assertThat(host.state(gopher).opening().clause().value()).isIn("no-gopher", "open-services");
    }

    private Duration window(CaseId id) {
        CaseState.Clock clock = host.state(id).runningWindow().orElseThrow();
        return Duration.parse(clock.started().length());
    }

    @Test
    @Order(8)
    void a_wrong_policy_file_is_refused_with_its_line_and_the_running_policy_stays() throws IOException {
        Path policy = folder.resolve("acceptable-use.yaml");
        String good = Files.readString(policy);
        String running = desk.policies
                .history()
                .inForce(host.clock.instant())
                .orElseThrow()
                .hash();
        Files.writeString(
                policy,
                good.replaceFirst(
                        "observation\\.kind == \"content/phishing\"", "observation.knid == \"content/phishing\""));
        assertThat(desk.policies.look()).isFalse();
        assertThat(desk.policies.refusal().orElseThrow())
                .containsPattern("acceptable-use.yaml:\\d+:\\d+")
                .contains("knid");
        assertThat(desk.policies
                        .history()
                        .inForce(host.clock.instant())
                        .orElseThrow()
                        .hash())
                .isEqualTo(running);
        Files.writeString(policy, good);
        desk.policies.look();
        assertThat(desk.policies.refusal()).isEmpty();
    }

    @Test
    @Order(9)
    void erasing_one_persons_words_leaves_the_chain_verifiable() throws Exception {
        CaseId id = report("203.0.113.19");
        var words = host.words("a name and a telephone number");
        host.decide(DemoStory.ANN, id, new CaseCommand.AddNote(words));
        desk.vault.erase(words.ref());
        assertThat(desk.vault.open(words)).isEmpty();
        assertThat(verify()).isInstanceOf(Verdict.Sound.class);
    }

    private Verdict verify() throws java.sql.SQLException {
        return new JournalVerifier(new Anchors(desk.settings.anchor().file()).list()).verify(desk.database);
    }

    @Test
    @Order(10)
    void rebuilding_the_tables_from_the_journal_gives_the_same_tables() {
        Map<String, List<String>> before = tables();
        assertThat(before.get("case_file")).hasSizeGreaterThan(8);
        assertThat(before.get("observation")).hasSizeGreaterThan(8);
        desk.journal.close();
        new Projections(RunningDesk.projections(desk.codec), desk.codec).rebuild(desk.database, n -> {});
        assertThat(tables()).isEqualTo(before);
    }

    @Test
    @Order(11)
    void a_case_bundle_is_checked_with_standard_tools_and_every_change_is_found() throws Exception {
        CaseId id = host.caseAbout("address:203.0.113.42:51044").orElseThrow();
        Path bundle = folder.resolve("bundle");
        CaseBundle.Written written = new CaseBundle(
                        desk.database.jdbc(),
                        desk.evidence,
                        new Anchors(desk.settings.anchor().file()))
                .write(id, bundle);
        assertThat(written.missing()).isEmpty();
        assertThat(check(bundle)).startsWith("all of it fits");
        // A check hashes the whole chain, link by link: so all changes are made at once, and each must be named.
        Map<Path, byte[]> whole = new LinkedHashMap<>();
        List<String> named = new ArrayList<>();
        for (String part : List.of("entries", "evidence", "policy")) {
            try (var list = Files.list(bundle.resolve(part))) {
                Path file = list.sorted().findFirst().orElseThrow();
                named.add("WRONG: " + part + "/" + file.getFileName() + " is not ");
                whole.put(file, change(file));
            }
        }
        try (var list = Files.list(bundle.resolve("entries"))) {
            Path last = list.sorted(Comparator.reverseOrder()).findFirst().orElseThrow();
            named.add("WRONG: entries/" + last.getFileName() + " is not an entry of a journal");
            whole.put(last, Files.readAllBytes(last));
            Files.writeString(last, "{");
        }
        Path chain = bundle.resolve("chain.txt");
        named.add("WRONG: the chain does not lead to its head");
        named.add("WRONG: the chain does not pass the anchor at entry");
        whole.put(chain, change(chain));
        assertThat(check(bundle)).contains(named);
        for (Map.Entry<Path, byte[]> file : whole.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
        cutTail(bundle);
        assertThat(check(bundle)).contains("WRONG: the chain ends at entry");
    }

    /// Turns one bit in its midst, of a hash where it is the chain.
    ///
    /// @return what it was
    private static byte[] change(Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] changed = whole.clone();
        int at = whole.length / 2;
        while (file.endsWith("chain.txt") && (whole[at] == '\n' || whole[at - 12] != ' ')) {
            at++;
        }
        changed[at] ^= 1;
        Files.write(file, changed);
        return whole;
    }

    /// Leaves the last entries out and writes the head that then follows, as somebody who hides them would.
    private static void cutTail(Path bundle) throws Exception {
        Path chain = bundle.resolve("chain.txt");
        String anchored =
                Files.readAllLines(bundle.resolve("anchors.txt")).getLast().split(" ")[0];
        List<String> kept = new ArrayList<>(Files.readAllLines(chain).stream()
                .takeWhile(line -> !line.startsWith(anchored + " "))
                .toList());
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        String head = "";
        for (String line : kept) {
            String value = line.substring(line.indexOf(' ') + 1);
            head = head.isEmpty()
                    ? value
                    : HexFormat.of()
                            .formatHex(sha256.digest((head + "\n" + value + "\n").getBytes(StandardCharsets.UTF_8)));
        }
        kept.add("head " + head);
        Files.write(chain, kept);
    }

    private static String check(Path bundle) throws Exception {
        Process process = new ProcessBuilder("sh", bundle.resolve("check.sh").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    @Order(12)
    void a_backup_brings_everything_back_with_sealed_evidence_still_sealed() throws Exception {
        String sealed = desk.database
                .jdbc()
                .sql("select sha256 from message order by 1 limit 1")
                .query(String.class)
                .single();
        desk.evidence.seal(sealed);
        Path file = folder.resolve("backup.tar");
        new Backup(desk.database, desk.settings).write(file, what -> {});
        Restore restore = new Restore(file);
        restore.verify();
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwx--x--x"));
        Settings settings = Settings.defaults(other.resolve("data"));
        Restore.makeFolder(settings.dataDir());
        try (Database database = Database.open(settings)) {
            restore.tables(database, what -> {});
            restore.files(settings);
            assertThat(tables(database)).isEqualTo(tables());
            assertThat(new JournalVerifier(new Anchors(settings.anchor().file()).list()).verify(database))
                    .isInstanceOf(Verdict.Sound.class);
            EvidenceStore store = new EvidenceStore(
                    settings.dataDir().resolve("evidence"),
                    KeyRing.openOrCreate(settings.dataDir().resolve("keys")),
                    database.dataSource(),
                    desk.time);
            assertThat(new EvidenceVerifier(store, database.jdbc()).verify().faults())
                    .isEmpty();
            assertThatThrownBy(() -> store.open(sealed)).isInstanceOf(EvidenceSealedException.class);
            assertThat(new Vault(
                                    database.jdbc(),
                                    KeyRing.openOrCreate(settings.dataDir().resolve("keys"))
                                            .master(),
                                    desk.time)
                            .open(host.desk
                                    .holdings
                                    .contacts(new dev.reeve.core.ids.AccountId("cl-002"))
                                    .get(0)
                                    .address()))
                    .contains("owner@birch-foods.example");
            assertThatThrownBy(() -> restore.tables(database, what -> {})).hasMessageContaining("holds a desk already");
            intoOneThatIsNotOurs(restore, database);
        }
        assertThatThrownBy(() -> Restore.makeFolder(settings.dataDir())).hasMessageContaining("holds a desk already");
        byte[] bytes = Files.readAllBytes(file);
        bytes[middleOfTheLargest(bytes)] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(restore::verify).isInstanceOf(SetupException.class);
    }

    /// Into a database of a role that may nothing but own it, as an operator's own PostgreSQL gives us.
    private void intoOneThatIsNotOurs(Restore restore, Database ours) throws Exception {
        ours.jdbc().sql("create role plain login password 'plain'").update();
        try (Connection connection = ours.direct().getConnection()) {
            connection.createStatement().execute("create database plain owner plain template template0");
        }
        String url = ours.embedded().orElseThrow().url("plain");
        try (Database plain = Database.at(url, "plain", "plain", 2)) {
            restore.tables(plain, what -> {});
            assertThat(tables(plain)).isEqualTo(tables());
        }
    }

    /// A byte of a file in the archive; others only fill it up.
    private static int middleOfTheLargest(byte[] tar) {
        int middle = 0;
        int largest = 0;
        for (int at = 0; at + 512 <= tar.length && tar[at] != 0; ) {
            String octal = new String(tar, at + 124, 12, java.nio.charset.StandardCharsets.US_ASCII);
            int size = Integer.parseInt(octal.replaceAll("[^0-7]", ""), 8);
            if (size > largest) {
                largest = size;
                middle = at + 512 + size / 2;
            }
            at += 512 + (size + 511) / 512 * 512;
        }
        return middle;
    }

    @Test
    @Order(13)
    void one_changed_byte_of_evidence_is_found_and_named() throws Exception {
        EvidenceVerifier verifier = new EvidenceVerifier(desk.evidence, desk.database.jdbc());
        assertThat(verifier.verify().faults()).isEmpty();
        Path file;
        try (var all = Files.walk(desk.settings.dataDir().resolve("evidence"))) {
            file = all.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThat(verifier.verify().faults())
                .singleElement()
                .asString()
                .contains(file.getFileName().toString().substring(0, 60));
    }

    private Map<String, List<String>> tables() {
        return tables(desk.database);
    }

    private static Map<String, List<String>> tables(Database database) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : List.of(
                "case_file",
                "case_evidence",
                "case_notice",
                "case_action",
                "case_clock",
                "case_task",
                "strike",
                "message",
                "observation",
                "detection")) {
            rows.put(
                    table,
                    new ArrayList<>(database.jdbc()
                            .sql("select t::text from " + table + " t order by 1")
                            .query(String.class)
                            .list()));
        }
        return rows;
    }
}
