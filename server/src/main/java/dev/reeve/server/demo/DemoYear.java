package dev.reeve.server.demo;

import dev.reeve.core.attribution.Held;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.safety.DeskCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// A year of past cases, played through the same desk in fast motion: reports of all sorts, clients who mend, who are
/// silent,
/// who dispute, and a few mistakes that were taken back. The seed is fixed: every demo has the same year.
public final class DemoYear {
    private static final int CASES = 46;

    private final DemoHost host;
    private final DemoDoor reports;
    private final Random random = new Random(2025);
    private int number;

    public DemoYear(DemoHost host, DemoDoor reports) {
        this.host = host;
        this.reports = reports;
    }

    private record Sort(String category, String type, String extra, boolean web) {}

    private static final List<Sort> SORTS = List.of(
            new Sort("connection", "login_attack", """
                    "destination_ip": "198.51.100.7", "destination_port": 22, "protocol": "tcp", "service": "ssh",
                    "attempt_count": 310, "evidence_source": "honeypot", "first_seen": "%1$s",""", false),
            new Sort("connection", "port_scan", """
                    "destination_ip": "198.51.100.9", "destination_port": 23, "protocol": "tcp",
                    "evidence_source": "firewall_logs", "first_seen": "%1$s",""", false),
            new Sort("vulnerability", "open_service", """
                    "service": "dns", "service_port": 53, "evidence_source": "vulnerability_scan",""", false),
            new Sort("content", "phishing", """
                    "url": "https://%2$s/login/index.php", "domain": "%2$s", "target_brand": "Example Bank",
                    "lure_type": "security_alert", "verification_method": "manual_analysis",""", true));

    /// Plays the year up to an instant.
    ///
    /// @return cases played
    public int play(Instant end) throws IOException {
        Duration step = Duration.between(host.clock.instant(), end).dividedBy(CASES + 1L);
        for (int i = 0; i < CASES; i++) {
            Instant next = host.clock.instant().plus(step.dividedBy(2));
            host.clock.moveTo(next);
            host.loadInventory();
            look();
            one(SORTS.get(random.nextInt(SORTS.size())));
            Instant slot = end.minus(step.multipliedBy(CASES - i));
            host.clock.moveTo(slot);
        }
        host.clock.moveTo(end);
        host.loadInventory();
        host.work();
        return CASES;
    }

    /// Somebody looks at an open breaker before the next case.
    private void look() {
        host.desk
                .cases
                .desk()
                .breakers()
                .keySet()
                .forEach(breaker -> host.desk.safety.handle(
                        new DeskCommand.ResetBreaker(breaker, "the inventory is fresh again"), DemoStory.BOB));
    }

    private void one(Sort sort) throws IOException {
        int client = sort.web ? 24 + random.nextInt(14) : 4 + random.nextInt(18);
        Optional<String[]> held = holding(client, sort.web);
        if (held.isEmpty()) {
            return;
        }
        String resource = held.get()[0];
        String address = held.get()[1];
        reports.post(report(sort, resource, host.clock.instant().minus(Duration.ofMinutes(20))));
        host.work();
        Optional<CaseId> id = host.desk
                .database
                .jdbc()
                .sql(
                        "select case_id from case_file where account_id = :account and open order by opened_at desc limit 1")
                .param("account", "cl-%03d".formatted(client))
                .query((row, n) -> new CaseId(row.getString(1)))
                .optional();
        if (id.isPresent()) {
            behave(id.get(), address);
        }
    }

    /// What a client of the demo's year does about a notice.
    private void behave(CaseId id, String address) {
        int mood = random.nextInt(10);
        if (mood < 5) {
            host.pass(Duration.ofHours(6 + random.nextInt(12)));
            answer(id, address, "FIXED\n\nDone.");
            host.decide(DemoStory.ANN, id, new CaseCommand.ConfirmFix(host.words("looked at it: clean")));
        } else if (mood < 8) {
            host.pass(Duration.ofHours(26));
            answer(id, address, "FIXED\n\nSorry, we were away.");
            host.decide(DemoStory.ANN, id, new CaseCommand.ConfirmFix(host.words("clean now")));
        } else if (mood < 9) {
            host.pass(Duration.ofHours(5));
            answer(id, address, "DISPUTE\n\nThat is our own monitoring.");
            host.decide(
                    DemoStory.BOB,
                    id,
                    host.state(id).liveActions().isEmpty()
                            ? new CaseCommand.Dismiss(Outcome.REVIEWED_NO_BREACH, host.words("they are right"), true)
                            : new CaseCommand.Reverse(host.words("they are right")));
        } else {
            host.pass(Duration.ofHours(27));
            host.decide(DemoStory.BOB, id, new CaseCommand.Reverse(host.words("the reporter withdrew it")));
        }
        host.work();
        CaseState state = host.state(id);
        if (state.open()) {
            host.decide(
                    DemoStory.BOB, id, new CaseCommand.Reverse(host.words("left over at the end of the year's play")));
        }
    }

    private void answer(CaseId id, String address, String text) {
        if (host.sink.newest(address, id.value()).isPresent()) {
            host.answer(address, id.value(), text);
            host.work();
        }
    }

    /// What the client holds now, and where it reads mail.
    private Optional<String[]> holding(int client, boolean web) {
        AccountId account = new AccountId("cl-%03d".formatted(client));
        Optional<String> address = host.desk.holdings.contacts(account).stream()
                .findFirst()
                .flatMap(c -> host.desk.vault.open(c.address()));
        return host.desk.holdings.list(account).stream()
                .filter(h -> h.validTo() == null && !h.shared())
                .flatMap(h -> switch (h.held()) {
                    case Held.Addresses a
                    when !web && a.prefix().single() && a.ports() == null ->
                        Stream.of(a.prefix().first().toString());
                    case Held.Name n when web -> Stream.of(n.domain().name());
                    default -> Stream.<String>empty();
                })
                .findFirst()
                .flatMap(resource -> address.map(a -> new String[] {resource, a}));
    }

    private String report(Sort sort, String resource, Instant seen) {
        number++;
        String source = sort.web ? "203.0.113.80" : resource;
        return """
                {"xarf_version": "4.2.0", "report_id": "0b8f5a1c-1d2e-4f30-8000-%012d", "timestamp": "%s",
                 "reporter": {"org": "Example watch", "contact": "reports@watch.example", "domain": "watch.example"},
                 "sender": {"org": "Example watch", "contact": "reports@watch.example", "domain": "watch.example"},
                 "source_identifier": "%s", "source_port": 40000, "category": "%s", "type": "%s", %s
                 "evidence": [{"content_type": "text/plain", "description": "log", "payload": "bG9nIGxpbmUK"}]}
                """.formatted(number, seen, source, sort.category, sort.type, sort.extra.formatted(seen, resource));
    }
}
