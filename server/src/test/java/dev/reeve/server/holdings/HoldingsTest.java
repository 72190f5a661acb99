package dev.reeve.server.holdings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.database.TestDatabase;
import dev.reeve.server.holdings.HoldingsImport.How;
import dev.reeve.server.journal.JournalFixture;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.SetupException;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class HoldingsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final How PLAIN = new How("billing", false, false, false);
    private static final How SNAPSHOT = new How("billing", true, false, false);
    private static final String HEADER = "account,service,service-kind,type,resource,ports,shared,from,to\n";

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private Vault vault;
    private HoldingsStore store;
    private HoldingsImport imports;

    @BeforeEach
    void open() {
        DATABASE.jdbc()
                .sql("truncate table account, contact, service, holding, inventory, vault, journal cascade")
                .update();
        vault = new Vault(
                DATABASE.jdbc(), KeyRing.openOrCreate(folder.resolve("keys")).master(), () -> now);
        PostgresJournal unused = JournalFixture.journal(DATABASE.get(), folder.resolve("unused"));
        store = new HoldingsStore(DATABASE.get(), vault, unused, () -> now);
        imports = new HoldingsImport(DATABASE.get(), vault, () -> now);
    }

    @Test
    void eachKindOfResourceFindsWhoHeldIt() {
        load(PLAIN, HEADER + """
                a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,
                a-2,s-2,network,prefix,203.0.113.0/24,,,2026-01-01,
                a-3,s-3,vps,prefix,2001:db8::/64,,,2026-01-01,
                a-4,s-4,shared-hosting,domain,example.com,,,2026-01-01,
                a-5,s-5,shared-hosting,path,example.com/~ann,,,2026-01-01,
                a-6,s-6,mail,mailbox,ann@example.com,,,2026-01-01,
                a-7,s-7,shell,login,node1/ann,,,2026-01-01,
                a-8,s-8,shell,folder,node1/home/ann,,,2026-01-01,
                """);
        holds("address:203.0.113.10", "a-1");
        holds("address:203.0.113.11:443", "a-2");
        holds("prefix:203.0.113.128/25", "a-2");
        holds("address:2001:db8::7", "a-3");
        holds("domain:www.example.com", "a-4");
        assertThat(store.client(new AccountId("a-1")).orElseThrow().language())
                .as("an inventory without languages says none")
                .isNull();
        holds("url:http://www.example.com/x", "a-4");
        holds("url:http://203.0.113.10/x", "a-1");
        holds("url:https://example.com/~ann/shop", "a-5");
        holds("mailbox:ann@example.com", "a-6");
        holds("mailbox:bob@example.com", "a-4");
        holds("login:node1/ann", "a-7");
        holds("file:node1/home/ann/x.php", "a-8");
        assertThat(attribute("address:198.51.100.1")).isInstanceOf(Attribution.Unknown.class);
        assertThat(attribute("domain:badexample.com")).isInstanceOf(Attribution.Unknown.class);
        assertThat(attribute("file:node1/home/annette/x")).isInstanceOf(Attribution.Unknown.class);
    }

    @Test
    void theHolderOfThenIsNotTheHolderOfNow() {
        load(PLAIN, HEADER + """
                a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,2026-06-01
                a-2,s-2,vps,address,203.0.113.10,,,2026-06-01,
                """);
        assertThat(attribute("address:203.0.113.10", "2026-05-31T23:59:59Z"))
                .isInstanceOfSatisfying(
                        Attribution.HeldBy.class,
                        held -> assertThat(held.account()).isEqualTo(new AccountId("a-1")));
        assertThat(attribute("address:203.0.113.10", "2026-06-01T00:00:00Z"))
                .isInstanceOfSatisfying(
                        Attribution.HeldBy.class,
                        held -> assertThat(held.account()).isEqualTo(new AccountId("a-2")));
        Interval seen = Interval.at(Instant.parse("2026-06-01T00:00:10Z"));
        assertThat(store.attribute(
                        Resource.parseKey("address:203.0.113.10"), seen, seen.widened(Duration.ofMinutes(5)), now))
                .as("doubt about the clock is doubt about the holder")
                .isInstanceOf(Attribution.Ambiguous.class);
    }

    @Test
    void behindASharedAddressOnlyThePortNamesTheClient() {
        load(PLAIN, HEADER + """
                a-1,s-1,dsl,address,203.0.113.10,1024-2047,,2026-01-01,
                a-2,s-2,dsl,address,203.0.113.10,2048-4095,,2026-01-01,
                a-3,s-3,web,address,203.0.113.11,,true,2026-01-01,
                """);
        holds("address:203.0.113.10:1500", "a-1");
        assertThat(attribute("address:203.0.113.10")).isInstanceOf(Attribution.Ambiguous.class);
        assertThat(attribute("address:203.0.113.11")).isInstanceOf(Attribution.Ambiguous.class);
    }

    @Test
    void aCorrectionEndsWhatWasKnownAndLeavesTheOldAnswerReadable() {
        load(PLAIN, HEADER + "a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,\n");
        Instant before = now;
        now = now.plus(Duration.ofDays(1));
        ImportReport report = load(PLAIN, HEADER + "a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,2026-03-01\n");
        assertThat(report.corrected()).isEqualTo(1);
        assertThat(report.added()).isZero();
        assertThat(attribute("address:203.0.113.10", "2026-05-01T00:00:00Z")).isInstanceOf(Attribution.Unknown.class);
        Interval then = Interval.at(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(store.attribute(Resource.parseKey("address:203.0.113.10"), then, then, before))
                .as("as it was known before the correction")
                .isInstanceOf(Attribution.HeldBy.class);
    }

    @Test
    void theSameInventoryTwiceChangesNothing() {
        String lines = HEADER + "a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,\n";
        load(PLAIN, lines);
        now = now.plus(Duration.ofDays(1));
        ImportReport again = load(PLAIN, lines);
        assertThat(again.added() + again.corrected() + again.ended()).isZero();
        assertThat(rows()).isEqualTo(1);
        assertThat(store.newest()).as("but it has spoken").contains(now);
    }

    @Test
    void aBadLineIsNamedWithItsRemedyAndTheRestLoads() {
        ImportReport report = load(PLAIN, HEADER + """
                a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,
                a-2,s-2,vps,address,203.0.113.999,,,2026-01-01,
                ,s-3,vps,address,203.0.113.12,,,2026-01-01,
                a-4,s-4,vps,address,203.0.113.13
                a-5,s-5,vps,adress,203.0.113.14,,,2026-01-01,
                a-6,s-6,vps,address,203.0.113.15,,,01.02.2026,
                a-7,s-7,vps,address,203.0.113.16,,,2026-01-01,2025-01-01
                a-8,s-8,vps,prefix,203.0.113.16/24,,,2026-01-01,
                a-9,s-9,vps,address,203.0.113.17,,,,2026-02-01
                a-10,s-10,vps,address,203.0.113.18,,,2026-01-01,
                """);
        assertThat(report.loaded()).isEqualTo(3);
        assertThat(report.refused()).isEqualTo(8);
        assertThat(report.problems())
                .satisfiesExactly(
                        p -> assertThat(p)
                                .startsWith("file.csv:3: resource: not an IP address")
                                .contains("; write "),
                        p -> assertThat(p).startsWith("file.csv:4: account is empty; write the client's number"),
                        p -> assertThat(p).startsWith("file.csv:5: there are 5 fields under 9 columns"),
                        p -> assertThat(p).startsWith("file.csv:6: type can't be \"adress\"; write address"),
                        p -> assertThat(p).startsWith("file.csv:7: from can't be \"01.02.2026\"; write 2026-11-01"),
                        p -> assertThat(p).startsWith("file.csv:8: to is not after from"),
                        p -> assertThat(p).startsWith("file.csv:9: resource: 203.0.113.16/24 has bits set"),
                        p -> assertThat(p).startsWith("file.csv:10: to is given without from"));
        holds("address:203.0.113.18", "a-10");
    }

    @Test
    void aHeaderThatNamesNoKnownColumnsIsRefusedAsAWhole() {
        assertThatThrownBy(() -> load(PLAIN, "customer,ip\n1,2\n"))
                .isInstanceOf(SetupException.class)
                .hasMessageContaining("there is no column customer, ip")
                .hasMessageContaining("account,service,service-kind");
    }

    @Test
    void aSnapshotEndsWhatItNoLongerNames() {
        load(SNAPSHOT, HEADER + """
                a-1,s-1,vps,address,203.0.113.10,,,,
                a-2,s-2,vps,address,203.0.113.11,,,,
                """);
        Instant first = now;
        now = now.plus(Duration.ofDays(1));
        ImportReport report = load(SNAPSHOT, HEADER + "a-1,s-1,vps,address,203.0.113.10,,,,\n");
        assertThat(report.ended()).isEqualTo(1);
        now = now.plus(Duration.ofDays(1));
        assertThat(attribute("address:203.0.113.11", now.toString())).isInstanceOf(Attribution.Unknown.class);
        assertThat(attribute("address:203.0.113.11", first.plusSeconds(60).toString()))
                .as("it was held until the snapshot")
                .isInstanceOf(Attribution.HeldBy.class);
        assertThat(attribute("address:203.0.113.10", now.toString())).isInstanceOf(Attribution.HeldBy.class);
        assertThat(store.heldBy(new ServiceId("s-1"), now)).hasSize(1);
        assertThat(store.heldBy(new ServiceId("s-2"), now)).isEmpty();
    }

    @Test
    void aSnapshotThatMayBeBrokenEndsNothing() {
        StringBuilder many = new StringBuilder(HEADER);
        for (int i = 1; i <= 30; i++) {
            many.append("a-1,s-1,vps,address,203.0.113.%d,,,,\n".formatted(i));
        }
        load(SNAPSHOT, many.toString());
        ImportReport refused = load(SNAPSHOT, HEADER + "a-1,s-1,vps,address,203.0.113.1,,,,\nbad line\n");
        assertThat(refused.ended()).isZero();
        assertThat(refused.note()).contains("lines were refused");
        ImportReport tooMany = load(SNAPSHOT, HEADER + "a-1,s-1,vps,address,203.0.113.1,,,,\n");
        assertThat(tooMany.ended()).isZero();
        assertThat(tooMany.note()).contains("29 of 30").contains("--end-many");
        now = now.plusSeconds(1);
        assertThat(load(new How("billing", true, true, false), HEADER + "a-1,s-1,vps,address,203.0.113.1,,,,\n")
                        .ended())
                .isEqualTo(29);
    }

    @Test
    void oneSourceDoesNotTouchWhatAnotherSaid() {
        load(SNAPSHOT, HEADER + "a-1,s-1,vps,address,203.0.113.10,,,,\n");
        now = now.plusSeconds(1);
        load(new How("panel", true, false, false), HEADER + "a-2,s-2,web,domain,example.com,,,,\n");
        assertThat(attribute("address:203.0.113.10", now.toString())).isInstanceOf(Attribution.HeldBy.class);
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndKeepsNothing() {
        ImportReport report = load(
                new How("billing", false, false, true), HEADER + "a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,\n");
        assertThat(report.added()).isEqualTo(1);
        assertThat(rows()).isZero();
        assertThat(store.newest()).isEmpty();
        assertThat(store.client(new AccountId("a-1"))).isEmpty();
    }

    @Test
    void clientsAndTheirContactsAreKnownButNotReadableInTheDatabase() {
        load(PLAIN, """
                account,name,contact,plan,language,created,payment-verified,service,service-kind,node,external-ids,type,resource,from
                a-1,"Ann, Inc.",ann@example.com;ann@elsewhere.example,big,en,2020-05-01,true,s-1,vps,node1,vmid=103;panel=ann,domain,example.com,2026-01-01
                a-2,Bob,Ann@Elsewhere.example,,,,,s-2,vps,,,,,
                """);
        AccountStore accounts = store.accounts();
        AccountStore.Account ann = accounts.find(new AccountId("a-1")).orElseThrow();
        assertThat(vault.open(ann.name())).contains("Ann, Inc.");
        assertThat(ann.paymentVerified()).isTrue();
        assertThat(ann.created()).isEqualTo(Instant.parse("2020-05-01T00:00:00Z"));
        assertThat(accounts.find(new ServiceId("s-1")).orElseThrow().externalIds())
                .isEqualTo(Map.of("vmid", "103", "panel", "ann"));
        assertThat(accounts.findByAddress("ANN@elsewhere.example"))
                .containsExactly(new AccountId("a-1"), new AccountId("a-2"));
        assertThat(store.contacts(new AccountId("a-1")))
                .as("one address lives on the client's own service")
                .extracting(c -> vault.open(c.address()).orElseThrow() + " " + c.livesOn())
                .containsExactlyInAnyOrder("ann@example.com s-1", "ann@elsewhere.example null");
        String all = DATABASE.jdbc()
                .sql("select string_agg(a::text, '') || (select string_agg(c::text, '') from contact c) from account a")
                .query(String.class)
                .single();
        assertThat(all).doesNotContain("Ann").doesNotContain("elsewhere");
    }

    @Test
    void contactsThatTheInventoryNoLongerNamesGo() {
        String header = "account,contact,service,service-kind\n";
        load(PLAIN, header + "a-1,old@example.net;kept@example.net,s-1,vps\n");
        load(PLAIN, header + "a-1,kept@example.net,s-1,vps\n");
        assertThat(store.accounts().findByAddress("old@example.net")).isEmpty();
        assertThat(store.accounts().findByAddress("kept@example.net")).hasSize(1);
    }

    @Test
    void jsonIsAsGoodAsCsvAndAnEventEndsWhatIsOpen() throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), """
                [
                  {"account": "a-1", "service": "s-1", "service-kind": "vps", "contact": ["ann@example.net"],
                   "external-ids": {"vmid": 103}, "type": "address", "resource": "203.0.113.10", "from": "2026-01-01"},
                  {"account": "a-2", "service": "s-2", "colour": "red"}
                ]
                """);
        ImportReport report = imports.load(file, PLAIN, n -> {});
        assertThat(report.loaded()).isEqualTo(1);
        assertThat(report.problems()).singleElement().asString().startsWith("file.json:4: there is no column colour");
        HoldingsEvents events = new HoldingsEvents(imports);
        now = now.plusSeconds(60);
        ImportReport ended = events.accept("""
                {"source": "billing", "lines": [{"account": "a-1", "service": "s-1", "service-kind": "vps",
                  "type": "address", "resource": "203.0.113.10", "to": "2026-10-01"}]}
                """);
        assertThat(ended.corrected()).isEqualTo(1);
        assertThat(attribute("address:203.0.113.10", "2026-10-02T00:00:00Z")).isInstanceOf(Attribution.Unknown.class);
        assertThatThrownBy(() -> events.accept("{}")).hasMessageContaining("write {\"source\"");
        assertThatThrownBy(() -> events.accept("{")).hasMessageContaining("this is not JSON");
    }

    @Test
    void whatIsExportedCanBeLoadedAgain() throws IOException {
        load(PLAIN, """
                account,name,contact,plan,language,created,payment-verified,service,service-kind,node,external-ids,type,resource,ports,shared,from,to
                a-1,"Ann ""A"", Inc.",ann@example.com,big,en,2020-05-01,true,s-1,vps,node1,vmid=103,address,203.0.113.10,1024-2047,true,2026-01-01,2026-02-01
                a-1,,,,,,,s-2,shell,,,folder,node1/home/ann/,,,2026-01-01,
                a-2,,,,,,,s-3,web,,,path,example.com/~bob/,,,2026-01-01,
                """);
        String first = export();
        DATABASE.jdbc()
                .sql("truncate table account, contact, service, holding, inventory cascade")
                .update();
        ImportReport report = load(PLAIN, first);
        assertThat(report.problems()).isEmpty();
        assertThat(export()).isEqualTo(first);
    }

    @Test
    void anImportIsPutOnRecordOnce() {
        try (PostgresJournal journal =
                JournalFixture.journal(DATABASE.get(), folder.resolve("anchors"), new InventoryTable())) {
            journal.start();
            HoldingsStore desk = new HoldingsStore(DATABASE.get(), vault, journal, () -> now);
            load(PLAIN, HEADER + "a-1,s-1,vps,address,203.0.113.10,,,2026-01-01,\nbad\n");
            assertThat(desk.recordImports()).isEqualTo(1);
            assertThat(desk.recordImports()).isZero();
            assertThat(journal.read(StreamId.DESK))
                    .singleElement()
                    .satisfies(recorded -> assertThat(recorded.event())
                            .isInstanceOfSatisfying(DeskEvent.HoldingsImported.class, imported -> {
                                assertThat(imported.loaded()).isEqualTo(1);
                                assertThat(imported.refused()).isEqualTo(1);
                            }));
        }
    }

    /// Also the guard against a query that no index serves.
    @EnabledIfSystemProperty(named = "reeve.long", matches = "true")
    @Test
    void aHundredThousandHoldingsAreLoadedAndAskedQuickly() throws IOException {
        StringBuilder lines = new StringBuilder(HEADER);
        for (int i = 0; i < 100_000; i++) {
            int account = i / 10;
            if (i % 2 == 0) {
                lines.append("a-%d,s-%d,vps,address,10.%d.%d.%d,,,2026-01-01,\n"
                        .formatted(account, account, i >> 16, i >> 8 & 255, i & 255));
            } else {
                lines.append("a-%d,s-%d,web,domain,d%d.example,,,2026-01-01,\n".formatted(account, account, i));
            }
        }
        long begun = System.nanoTime();
        assertThat(load(SNAPSHOT, lines.toString()).added()).isEqualTo(100_000);
        long loaded = System.nanoTime();
        now = now.plusSeconds(1);
        assertThat(load(SNAPSHOT, lines.toString()).added()).isZero();
        long again = System.nanoTime();
        DATABASE.jdbc().sql("analyze holding").update();
        long asking = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            int n = i * 200;
            holds("address:10.%d.%d.%d".formatted(n >> 16, n >> 8 & 255, n & 255), "a-" + n / 10);
            holds("url:http://www.d%d.example/x".formatted(n + 1), "a-" + n / 10);
        }
        double millisEach = (System.nanoTime() - asking) / 1e6 / 1000;
        System.out.printf(
                "100,000 holdings: loaded in %.1f s, again in %.1f s, %.2f ms a question%n",
                (loaded - begun) / 1e9, (again - loaded) / 1e9, millisEach);
    }

    private ImportReport load(How how, String csv) {
        try {
            return imports.load(Files.writeString(folder.resolve("file.csv"), csv), how, n -> {});
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String export() {
        StringWriter text = new StringWriter();
        new HoldingsExport(DATABASE.jdbc(), vault).write(new PrintWriter(text));
        return text.toString();
    }

    private void holds(String resource, String account) {
        assertThat(attribute(resource))
                .as(resource)
                .isInstanceOfSatisfying(
                        Attribution.HeldBy.class,
                        held -> assertThat(held.account()).isEqualTo(new AccountId(account)));
    }

    private Attribution attribute(String resource) {
        return attribute(resource, now.toString());
    }

    private Attribution attribute(String resource, String at) {
        Interval seen = Interval.at(Instant.parse(at));
        return store.attribute(Resource.parseKey(resource), seen, seen, now);
    }

    private long rows() {
        List<Holding> believed = DATABASE.jdbc()
                .sql("select * from holding where known_to is null")
                .query((row, number) -> HoldingsStore.holding(row))
                .list();
        return believed.size();
    }
}
