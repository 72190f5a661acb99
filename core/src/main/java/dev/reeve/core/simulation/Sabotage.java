package dev.reeve.core.simulation;

import dev.reeve.core.actions.ActionOrder;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.Answer;
import dev.reeve.core.actions.Reading;
import dev.reeve.core.actions.Target;
import dev.reeve.core.actions.UndoableBy;
import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.cases.CaseDecider;
import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseFacts;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.Delivery;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.cases.TaskKind;
import dev.reeve.core.desk.Postman;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.LeverName;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import dev.reeve.core.policy.Trigger;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.AccountState;
import dev.reeve.core.safety.SafetyRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts one planted defect in place, by substituting a rule, a fact, a decision or a port. Without a defect it hands
/// everything on as it is.
final class Sabotage {
    private final @Nullable Defect defect;
    private final Set<SafetyRule> rules;
    private int promotedVersions;
    private @Nullable PolicyHistory promoted;

    Sabotage(@Nullable Defect defect) {
        this.defect = defect;
        this.rules = defect == null ? SafetyRule.ALL : defect.rules();
    }

    boolean is(Defect one) {
        return defect == one;
    }

    CaseFacts facts(CaseFacts facts, Town.Client client) {
        if (defect == null) {
            return facts;
        }
        return switch (defect) {
            case NO_HOLDER_NOW ->
                with(
                        facts,
                        facts.account(),
                        new Attribution.HeldBy(client.account, client.service, new HoldingId("h"), Instant.EPOCH),
                        facts.levers(),
                        facts.deskOfOne());
            case NO_CLEARANCE ->
                with(facts, uncleared(facts.account()), facts.holderNow(), facts.levers(), facts.deskOfOne());
            case NO_OWN_TARGET ->
                with(facts, facts.account(), facts.holderNow(), others(facts, client), facts.deskOfOne());
            case ALWAYS_ALONE -> with(facts, facts.account(), facts.holderNow(), facts.levers(), true);
            default -> facts;
        };
    }

    private static CaseFacts with(
            CaseFacts f, AccountState account, Attribution holder, Map<Step, CaseFacts.Lever> levers, boolean alone) {
        return new CaseFacts(
                f.policies(),
                f.procedure(),
                account,
                f.contacts(),
                f.language(),
                f.node(),
                f.reseller(),
                f.desk(),
                f.limits(),
                holder,
                f.inventoryAt(),
                levers,
                alone,
                f.zone(),
                f.calendar());
    }

    private static AccountState uncleared(AccountState a) {
        return new AccountState(a.version(), a.strikes(), a.breaches(), List.of(), a.isProtected(), a.unprotect());
    }

    private static Map<Step, CaseFacts.Lever> others(CaseFacts facts, Town.Client client) {
        Map<Step, CaseFacts.Lever> wrong = new HashMap<>();
        facts.levers().forEach((step, l) -> {
            Target target = new Target(
                    new dev.reeve.core.ids.AccountId("a0"),
                    new dev.reeve.core.ids.ServiceId("s0"),
                    client.address,
                    null,
                    Map.of());
            wrong.put(
                    step, new CaseFacts.Lever(l.name(), l.settingsHash(), target, l.parameters(), l.lease(), l.why()));
        });
        return wrong;
    }

    /// A loader that takes shadow rules for live ones.
    PolicyHistory policies(PolicyHistory honest) {
        if (defect != Defect.NO_SHADOW) {
            return honest;
        }
        PolicyHistory known = promoted;
        if (known == null || promotedVersions != honest.versions().size()) {
            promotedVersions = honest.versions().size();
            known = new PolicyHistory(
                    honest.versions().stream().map(Sabotage::promote).toList());
            promoted = known;
        }
        return known;
    }

    private static Policy promote(Policy p) {
        return new Policy(
                p.version(),
                p.hash(),
                p.title(),
                p.effectiveFrom(),
                p.enquiries(),
                p.promises(),
                p.clauses().stream().map(Sabotage::promote).toList());
    }

    private static Clause promote(Clause c) {
        return new Clause(
                c.id(),
                c.family(),
                c.title(),
                c.text(),
                c.remedy(),
                c.judgement(),
                c.severity(),
                c.triggers().stream()
                        .map(t -> new Trigger(t.id(), RuleState.LIVE, t.condition(), t.severity()))
                        .toList(),
                c.ladder(),
                c.immediates(),
                c.strikes(),
                c.deciders(),
                c.tellsReporter(),
                c.reinstatement());
    }

    Decision decide(CaseState state, CaseCommand command, CaseFacts facts, Actor by, Instant now) {
        if (defect == null) {
            return CaseDecider.decide(state, command, facts, by, now, rules);
        }
        if (defect == Defect.TRUSTS_DOUBT && command instanceof CaseCommand.TakeEvidence t) {
            command = new CaseCommand.TakeEvidence(
                    t.caseId(), t.observation(), t.finding(), t.holder(), t.reporterAddress());
        }
        boolean early = defect == Defect.CLOCKS_EARLY && command instanceof CaseCommand.ClockDue;
        Decision decision =
                CaseDecider.decide(state, command, facts, by, early ? now.plus(Duration.ofDays(1)) : now, rules);
        return decision instanceof Decision.Decided decided ? altered(decided, command) : decision;
    }

    private Decision altered(Decision.Decided d, CaseCommand command) {
        if (defect == null) {
            return d;
        }
        return switch (defect) {
            case EVIDENCE_DROPPED ->
                d.events().stream().anyMatch(CaseEvent.ActionOrdered.class::isInstance)
                        ? without(d, e -> e instanceof CaseEvent.EvidenceJoined)
                        : d;
            case NO_TELLING ->
                without(d, e -> e instanceof CaseEvent.NoticeQueued n && n.kind() == NoticeKind.ACTION_TAKEN);
            case DEAF ->
                command instanceof CaseCommand.ClientWrites
                        ? without(
                                d,
                                e -> e instanceof CaseEvent.ClockPaused
                                        || e instanceof CaseEvent.TaskOpened t
                                                && (t.kind() == TaskKind.REVIEW_REPLY
                                                        || t.kind() == TaskKind.VERIFY_FIX))
                        : d;
            case KEEPS_STRIKES ->
                new Decision.Decided(
                        d.events(),
                        d.account().stream()
                                .filter(e -> !(e instanceof AccountEvent.StrikeVoided))
                                .toList(),
                        d.desk());
            case HASTY -> changed(d, Sabotage::hasty);
            case LONG_LEASE -> changed(d, Sabotage::longLease);
            case TELLS_REPORTER -> changed(d, Sabotage::tellsReporter);
            case TERMINATES_BY_TIMER -> command instanceof CaseCommand.ClockDue ? changed(d, Sabotage::terminates) : d;
            default -> d;
        };
    }

    private static Decision without(Decision.Decided d, java.util.function.Predicate<CaseEvent> gone) {
        return new Decision.Decided(d.events().stream().filter(gone.negate()).toList(), d.account(), d.desk());
    }

    private static Decision changed(Decision.Decided d, Function<CaseEvent, CaseEvent> change) {
        return new Decision.Decided(d.events().stream().map(change).toList(), d.account(), d.desk());
    }

    private static CaseEvent hasty(CaseEvent e) {
        return e instanceof CaseEvent.NoticeQueued n
                ? new CaseEvent.NoticeQueued(
                        n.notice(),
                        n.kind(),
                        n.address(),
                        n.reporter(),
                        n.language(),
                        n.about(),
                        n.window().dividedBy(4),
                        n.text())
                : e;
    }

    private static CaseEvent tellsReporter(CaseEvent e) {
        return e instanceof CaseEvent.NoticeQueued n && n.kind() == NoticeKind.FIRST_NOTICE
                ? new CaseEvent.NoticeQueued(
                        n.notice(),
                        n.kind(),
                        n.address(),
                        new dev.reeve.core.ids.ReporterId("r1"),
                        n.language(),
                        n.about(),
                        n.window(),
                        n.text())
                : e;
    }

    private static CaseEvent longLease(CaseEvent e) {
        return e instanceof CaseEvent.ActionOrdered o ? order(o, o.step(), Duration.ofDays(3650)) : e;
    }

    private static CaseEvent terminates(CaseEvent e) {
        return e instanceof CaseEvent.ActionOrdered o ? order(o, Step.TERMINATE, o.lease()) : e;
    }

    private static CaseEvent order(CaseEvent.ActionOrdered o, Step step, Duration lease) {
        return new CaseEvent.ActionOrdered(
                o.action(),
                step,
                o.lever(),
                o.target(),
                o.parameters(),
                lease,
                o.automatic(),
                o.necessity(),
                o.clause(),
                o.policyHash(),
                o.reasons(),
                o.decidedOn());
    }

    List<StreamAppend> append(List<StreamAppend> appends) {
        boolean torn = defect == Defect.TORN_APPEND && appends.size() > 1;
        return torn
                ? appends.stream()
                        .filter(a -> !a.stream().equals(StreamId.DESK))
                        .toList()
                : appends;
    }

    Postman postman(Postman post) {
        if (defect != Defect.POSTMAN_LIES) {
            return post;
        }
        return (letters, id) -> switch (post.send(letters, id)) {
            case Delivery.Refused refused -> new Delivery.Accepted("never mind: " + refused.why());
            case Delivery.Uncertain uncertain -> new Delivery.Accepted("never mind: " + uncertain.why());
            case Delivery.Deferred deferred -> deferred;
            case Delivery.Accepted accepted -> accepted;
        };
    }

    Actuator lever(Panel panel) {
        return defect == Defect.UNDOES_TOO_MUCH
                        || defect == Defect.BELIEVES_UNDO
                        || defect == Defect.BELIEVES_ACT
                        || defect == Defect.PULLS_AGAIN
                ? new BentLever(panel, defect)
                : panel;
    }

    /// A lever that does not read, or undoes too much.
    private static final class BentLever implements Actuator {
        private final Panel panel;
        private final Defect defect;
        private final Map<dev.reeve.core.ids.ActionId, Boolean> said = new HashMap<>();

        BentLever(Panel panel, Defect defect) {
            this.panel = panel;
            this.defect = defect;
        }

        @Override
        public LeverName name() {
            return panel.name();
        }

        @Override
        public UndoableBy undoableBy() {
            return panel.undoableBy();
        }

        @Override
        public boolean leases() {
            return panel.leases();
        }

        @Override
        public Reading read(ActionOrder order) {
            Boolean known = said.get(order.id());
            if (known != null && known == (defect == Defect.BELIEVES_ACT)) {
                return known ? Reading.ours("as answered") : Reading.absent("as answered");
            }
            return defect == Defect.PULLS_AGAIN && known == null ? Reading.absent("not looked") : panel.read(order);
        }

        @Override
        public Answer act(ActionOrder order) {
            Answer answer = panel.act(order);
            if (answer instanceof Answer.Accepted && defect != Defect.BELIEVES_UNDO) {
                said.put(order.id(), true);
            }
            return answer;
        }

        @Override
        public Answer undo(ActionOrder order, String prior) {
            Answer answer = panel.undo(order, prior);
            said.put(order.id(), false);
            if (defect == Defect.UNDOES_TOO_MUCH) {
                panel.forgetOthers(order.target().service());
                said.remove(order.id());
            }
            return answer;
        }
    }
}
