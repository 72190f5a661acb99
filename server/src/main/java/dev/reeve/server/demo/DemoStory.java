package dev.reeve.server.demo;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.CaseStatus;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.TaskKind;
import dev.reeve.core.ids.AppealId;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Role;
import dev.reeve.core.safety.DeskCommand;
import dev.reeve.rules.PolicyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Plays fresh evidence through the doors and tells, line by line, what the desk makes of it. Every scene ends with a
/// look at the
/// journal: what the scene is meant to show either happened or did not.
public final class DemoStory {
    public static final Actor ANN = Actor.person("ann", Role.ANALYST, Role.SENIOR);
    public static final Actor BOB = Actor.person("bob", Role.ANALYST, Role.SENIOR, Role.ADMINISTRATOR);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DemoHost host;
    private final DemoDoor reports;
    private final Path samples;
    private final Path policy;
    private final PrintWriter out;
    private final List<Shown> shown = new ArrayList<>();

    /// What a scene was meant to show, and whether it did.
    public record Shown(String what, boolean happened) {}

    /// @param reports takes XARF reports as the API does
    /// @param policy the file that the desk runs by
    public DemoStory(DemoHost host, DemoDoor reports, Path samples, Path policy, PrintWriter out) {
        this.host = host;
        this.policy = policy;
        this.reports = reports;
        this.samples = samples;
        this.out = out;
    }

    public List<Shown> shown() {
        return List.copyOf(shown);
    }

    private void say(String line) {
        out.println(MINUTE.format(host.clock.instant()) + "  " + line);
        out.flush();
    }

    private void scene(String title) {
        out.println();
        out.println("── " + title);
    }

    private void check(String what, boolean happened) {
        shown.add(new Shown(what, happened));
        if (!happened) {
            say("!! this did not happen: " + what);
        }
    }

    private String sample(String name) throws IOException {
        return Files.readString(samples.resolve(name));
    }

    private CaseId caseAbout(String resource) {
        return host.caseAbout(resource)
                .orElseThrow(() -> new IllegalStateException("there is no case about " + resource));
    }

    /// Report, delivered notice, silence, action, fix, undo.
    public CaseId silence() throws IOException {
        scene("a machine guesses passwords; its owner does not answer");
        host.mail("reports@sshwatch.example", "abuse@host.example", sample("mail/xarf-login-attack.eml"));
        say("SMTP: SSH watch reports 203.0.113.42, with a log");
        host.work();
        CaseId id = caseAbout("address:203.0.113.42:51044");
        CaseState state = host.state(id);
        say(id + " opened: client " + state.opening().account() + " held the address then; severity "
                + state.severity());
        boolean told = host.sink.newest("owner@birch-foods.example", id.value()).isPresent();
        say("notice delivered to the client; the window runs until "
                + state.runningWindow().map(c -> MINUTE.format(c.due())).orElse("?"));
        host.pass(Duration.ofHours(25));
        state = host.state(id);
        say("25 hours later nobody answered: " + state.stepTaken().word() + " by lever " + lever(state)
                + ", read back as in force; the client was told");
        boolean acted = !state.liveActions().isEmpty();
        host.answer(
                "owner@birch-foods.example",
                id.value(),
                "FIXED\n\nAn old test account had a weak password. It is gone.");
        host.work();
        boolean paused =
                host.state(id).openTasks().stream().anyMatch(t -> t.opened().kind() == TaskKind.VERIFY_FIX);
        say("SMTP: the client answers FIXED; the clock pauses and Ann has a task");
        host.decide(ANN, id, new CaseCommand.ConfirmFix(host.words("no more attempts in the log since yesterday")));
        state = host.state(id);
        say("Ann confirms: the action is undone, read back as gone; closed as "
                + state.ending().map(e -> e.outcome().word()).orElse("?"));
        boolean undone = state.liveActions().isEmpty() && state.status() == CaseStatus.CLOSED;
        check("report → delivered notice → silence → action → fix → undo", told && acted && paused && undone);
        return id;
    }

    private static String lever(CaseState state) {
        return state.liveActions().stream()
                .map(a -> a.ordered().lever().value())
                .findFirst()
                .orElse("none");
    }

    /// A step at once, with its necessity reason.
    public CaseId atOnce() throws IOException {
        scene("a phishing page; it can't wait");
        String reference = reports.post(sample("xarf/phishing.json"));
        say("HTTP: a trusted reporter posts XARF; answered 202 with " + reference);
        host.work();
        CaseId id = caseAbout("url:https://shop.example.com/bank/login.php");
        CaseState state = host.state(id);
        CaseState.Action action = state.actions().values().iterator().next();
        NecessityReason reason = action.ordered().necessity();
        say(id + " opened, severity " + state.severity() + "; "
                + action.ordered().step().word() + " at once, reason on record: "
                + (reason == null ? "none" : reason.word()));
        boolean suspended = host.panel.findSuspension("u023").isPresent();
        say("the panel was read back: the site is " + (suspended ? "off" : "still on")
                + "; the client was told in the same minute");
        check("suspended at once with its necessity reason", suspended && reason == NecessityReason.ONGOING_HARM);
        return id;
    }

    /// A shared address without a port.
    public void ambiguous() throws IOException {
        scene("an address that three clients share");
        reports.post(sample("xarf/shared-address.json"));
        host.work();
        String attribution = host.desk
                .database
                .jdbc()
                .sql(
                        "select attribution || ': ' || candidates from observation where resource = 'address:203.0.113.200'")
                .query(String.class)
                .single();
        say("HTTP: a report names 203.0.113.200 without a port: " + attribution);
        say("no case, no notice, no action; it waits on the list of unattributed evidence");
        check(
                "an ambiguous attribution led to no action",
                attribution.startsWith("ambiguous")
                        && host.caseAbout("address:203.0.113.200").isEmpty());
    }

    /// An appeal that is upheld takes everything back.
    public CaseId appeal() throws IOException {
        scene("a flood that was not one");
        reports.post(sample("xarf/http-flood.json"));
        host.work();
        CaseId id = caseAbout("address:203.0.113.99:43210");
        CaseState state = host.state(id);
        say(id + " opened, severity " + state.severity() + "; at once: "
                + state.stepTaken().word());
        boolean acted = !state.liveActions().isEmpty();
        host.answer("owner@cedar-press.example", id.value(), "APPEAL\n\nThis was our own announced load test.");
        host.work();
        AppealId appeal = host.state(id).appeals().keySet().iterator().next();
        say("SMTP: the client appeals; somebody who decided nothing here must hear it");
        host.decide(
                BOB,
                id,
                new CaseCommand.DecideAppeal(appeal, true, host.words("the target confirms that it was agreed")));
        state = host.state(id);
        int weight = host.desk.cases.account(state.opening().account()).strikeWeight(host.clock.instant());
        say("Bob upholds it: actions undone and read back, the strike is void (" + weight
                + " left), the client got a correction");
        boolean corrected =
                host.sink.newest("owner@cedar-press.example", "wrong").isPresent();
        check(
                "an appeal reversed everything",
                acted
                        && state.liveActions().isEmpty()
                        && weight == 0
                        && corrected
                        && state.status() == CaseStatus.CLOSED);
        return id;
    }

    /// A notice that comes back goes to a person; silence does not count.
    public CaseId bounce() throws IOException {
        scene("a notice that comes back");
        host.sink.bounce("owner@amber-tools.example");
        host.mail("feedback@fbl.mailbox.example", "abuse@host.example", sample("mail/arf-spam.eml"));
        host.work();
        CaseId id = caseAbout("address:203.0.113.10:41822");
        say("SMTP: a feedback loop sends an ARF report about mail from 203.0.113.10; " + id + " waits for a judgement");
        Decision judged = host.decide(
                ANN,
                id,
                new CaseCommand.FindBreach(
                        host.state(id).opening().clause(),
                        host.words("three complaints an hour, no confirmed opt-in")));
        say("Ann finds a breach, with reasons; the notice goes out"
                + (judged instanceof Decision.Refused r ? " – refused: " + r.why() : ""));
        host.work();
        CaseState state = host.state(id);
        boolean task = state.openTasks().stream().anyMatch(t -> t.opened().kind() == TaskKind.NOTICE_BOUNCED);
        say("the client's mail server sends it back: the clock stops and a person has a task");
        host.pass(Duration.ofDays(3));
        boolean still = host.state(id).liveActions().isEmpty();
        say("three days later nothing was done to the client, for they were never told");
        check("a notice bounced and went to a person", task && still);
        return id;
    }

    /// A rule that matches every client is stopped by budget and breaker, and taken back by one command.
    public CaseId runaway() throws IOException {
        scene("a rule that matches everybody");
        // A little history, without a scan in it.
        reports.post(sample("xarf/phishing.json"));
        host.work();
        String good = Files.readString(policy);
        Files.writeString(policy, good.replaceFirst("clauses:\n", """
                clauses:
                  - id: runaway
                    title: A rule that somebody wrote too wide
                    text: Meant for one kind of scanner, it matches every report of a scan.
                    remedy: There is none.
                    severity: S1
                    triggers:
                      - {id: everybody, when: 'observation.kind == "connection/port_scan"'}
                    ladder:
                      - {step: notice, window: 24h}
                      - {step: suspend-service}
                    immediate:
                      - {when: 'true', step: suspend-service, reason: ongoing-harm, minimum-strength: trusted}
                    deciders: {automatic-up-to: suspend-service, person: senior, appeal: senior}
                    reinstatement: [The rule is mended.]
                """));
        boolean untested = host.desk.policies.look();
        say("it is not taken: "
                + host.desk
                        .policies
                        .refusal()
                        .map(r -> r.lines().findFirst().orElse(""))
                        .orElse("!!"));
        BacktestReport tested = host.desk.policyTests.run(
                ((PolicyFile.Accepted) PolicyFile.load(policy)).policy(), null, null, BOB.id());
        say("it is back-tested over a quiet record without a scan, and names "
                + tested.harsher().size() + " clients");
        check("a new rule waits for a back-test", !untested);
        boolean adopted = host.desk.policies.look();
        say("a new version of the policy is adopted: " + adopted
                + host.desk.policies.refusal().map(r -> " " + r).orElse(""));
        String hash = host.desk
                .policies
                .history()
                .inForce(host.clock.instant().plusSeconds(1))
                .orElseThrow()
                .hash();
        host.pass(Duration.ofMinutes(1));
        int clients = 0;
        for (int last = 11; last < 24; last++) {
            reports.post(
                    DemoReports.scan("203.0.113." + last, host.clock.instant().minusSeconds(5)));
            host.work();
            clients++;
        }
        int suspended = host.desk
                .database
                .jdbc()
                .sql(
                        "select count(*) from case_action where policy_hash = :hash and step = 'suspend-service' and status = 'IN_FORCE'")
                .param("hash", hash)
                .query(Integer.class)
                .single();
        String breaker = String.valueOf(host.desk.cases.desk().breakers().get("budget"));
        say(clients + " clients are reported within a minute; the rule suspends " + suspended + " of them");
        say("then the budget is used up and the breaker opens: " + breaker);
        say("the others wait for a person; nobody is suspended any more by this desk on its own");
        int reverting =
                host.desk.revert(DeskCommand.Selection.ofPolicy(hash), host.words("the rule was too wide"), BOB);
        host.work();
        int left = host.desk
                .database
                .jdbc()
                .sql(
                        "select count(*) from case_action where policy_hash = :hash and status not in ('UNDONE', 'WITHDRAWN', 'NOT_IN_FORCE')")
                .param("hash", hash)
                .query(Integer.class)
                .single();
        long told = host.sink.mails().stream()
                .filter(m -> m.header("Subject").contains("We were wrong"))
                .count();
        say("one command reverts what that version did: " + reverting + " cases; in force now: " + left + "; " + told
                + " clients were told");
        check(
                "a runaway rule was stopped by budget and breaker after its first few actions",
                suspended > 0 && suspended <= 3 && !breaker.equals("null"));
        check(
                "one command took everything back and the clients were told",
                left == 0 && reverting >= suspended && told >= suspended);
        return caseAbout("address:203.0.113.11:40000");
    }

    /// How many events of a kind the journal has, for the summary.
    public long count(Class<? extends CaseEvent> type) {
        return host.desk
                .database
                .jdbc()
                .sql("select count(*) from journal where convert_from(bytes, 'UTF8') like :pattern")
                .param(
                        "pattern",
                        "%\"type\":\"case."
                                + type.getSimpleName()
                                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                        .toLowerCase(Locale.ROOT) + "\"%")
                .query(Long.class)
                .single();
    }
}
