package dev.reeve.core.safety;

import dev.reeve.core.actions.Target;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.evidence.Strength;
import dev.reeve.core.policy.RuleState;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.DeskState.Reservation;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The rules that can hold an action back. Each was learned from an incident at somebody's desk; each names what it
/// protects against. A rule that lacks what it must know objects: missing data is a tripped safety, never a passed
/// one.
public enum SafetyRule {
    /// Nothing goes out while the desk is halted.
    HALT("S17", "the desk is halted", false) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return Optional.ofNullable(desk.halted()).map(why -> "the desk is halted: " + why);
        }
    },
    /// Large, long-standing, reseller and platform accounts, and our own: narrow action or a person only.
    PROTECTED_ACCOUNT("S1", "protected accounts", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return when(
                    account.isProtected() && p.step().compareTo(Step.RESTRICT) > 0,
                    "the account is protected: a person decides");
        }
    },
    /// Who held it then must hold it now, asked again at the moment of acting.
    HOLDER_NOW("S15", "holder then is holder now", false) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            boolean same = p.holderNow() instanceof HeldBy now
                    && now.account().equals(p.account())
                    && now.service().equals(p.service());
            return when(!same, "the resource is not now, or not surely, held by the client of the case");
        }
    },
    /// The one thing that is touched belongs to the client of the case; a prefix is never wider than one address.
    OWN_TARGET("S7", "only the client's own, /32 and /128 only", false) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            Target target = p.target();
            boolean own =
                    target.account().equals(p.account()) && target.service().equals(p.service());
            return when(
                    !own,
                    "the lever would touch " + target.resource().text() + " of " + target.account() + "/"
                            + target.service() + ", not of the case's client");
        }
    },
    /// Without a fresh inventory nobody knows who would be hit.
    STALE_INVENTORY("S2", "missing data is a tripped safety", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            Instant newest = p.inventoryAt();
            if (newest == null) {
                return Optional.of("no inventory was ever loaded: import holdings first");
            }
            return when(
                    newest.isBefore(p.now().minus(limits.inventoryAgeMax())),
                    "the inventory is from " + newest + ", older than " + limits.inventoryAgeMax());
        }
    },
    /// A person's clearance silences the same signal for that client.
    CLEARED_BY_PERSON("S3", "a person overrides the detector", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return account.clearance(p.service(), p.family(), p.now())
                    .map(c -> "a person cleared this client of the same signal until " + c.until());
        }
    },
    /// Forged packets in a client's name, or one stranger's word, never suspend.
    WEAK_EVIDENCE("S8", "spoofable or single third-party evidence never suspends", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            if (p.step().compareTo(Step.DISABLE_CONTENT) <= 0) {
                return Optional.empty();
            }
            if (p.strongest() == Strength.SPOOFABLE) {
                return Optional.of("all evidence of this case could be forged");
            }
            boolean oneStranger = p.strongest().compareTo(Strength.TRUSTED) < 0 && p.distinctReporters() < 2;
            return when(oneStranger, "only one outside reporter says so");
        }
    },
    /// A rule that is not live records what it would have done, no more.
    NOT_LIVE("S16", "shadow before live", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return when(p.ruleState() != RuleState.LIVE, "the rule is in shadow");
        }
    },
    /// Least action first, with time to see what it did.
    DWELL("S10", "least action first, with dwell", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            Instant last = p.lastStepAt();
            boolean tooSoon = !p.immediate() && last != null && p.now().isBefore(last.plus(p.dwell()));
            return when(tooSoon, "the step before was taken at " + last + ", less than " + p.dwell() + " ago");
        }
    },
    /// An action type is enabled only when its restore has succeeded here.
    NO_CANARY("S13", "restore is tested before an actuator is enabled", false) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            boolean passed =
                    p.leverSettings().equals(desk.canaries().get(p.lever().value()));
            return when(
                    !passed,
                    "the lever " + p.lever()
                            + " has not yet proved with these settings that it can undo: run its canary");
        }
    },
    /// The client must be told at the moment of action.
    NOBODY_TO_TELL("S18", "a client is told at the moment of action", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return when(!p.contactKnown() && !p.immediate(), "there is no address at which the client could be told");
        }
    },
    /// One open breaker stops all automatic actions.
    BREAKER("S9b", "circuit breakers", true) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return desk.breakers().entrySet().stream()
                    .findFirst()
                    .map(b -> "the breaker " + b.getKey() + " is open: " + b.getValue());
        }
    },
    /// Only so many in a time, on a node, at a reseller.
    BUDGET("S9", "blast-radius budgets", false) {
        @Override
        Optional<String> objection(Proposal p, AccountState account, DeskState desk, Limits limits) {
            return limits.budgets().stream()
                    .filter(b -> b.step() == p.step() && spent(b, p, desk) >= b.max())
                    .findFirst()
                    .map(b -> "the budget is used up: at most " + b.max() + " " + b.name());
        }
    };

    /// All rules, in the order in which they are asked.
    public static final Set<SafetyRule> ALL = Collections.unmodifiableSet(EnumSet.allOf(SafetyRule.class));

    public final String id;
    public final String title;

    /// Whether it binds only what the policy does by itself; a person may decide otherwise, with reasons.
    public final boolean onlyAutomatic;

    SafetyRule(String id, String title, boolean onlyAutomatic) {
        this.id = id;
        this.title = title;
        this.onlyAutomatic = onlyAutomatic;
    }

    abstract Optional<String> objection(Proposal proposal, AccountState account, DeskState desk, Limits limits);

    /// How many actions count against a budget now.
    public static int spent(Limits.Budget budget, Proposal p, DeskState desk) {
        Predicate<Reservation> inScope = switch (budget.scope()) {
            case DESK -> r -> true;
            case NODE -> r -> r.node() != null && r.node().equals(p.node());
            case RESELLER -> r -> r.reseller() != null && r.reseller().equals(p.reseller());
        };
        Instant since = p.now().minus(budget.window());
        return (int) desk.reservations().stream()
                .filter(r -> r.step() == budget.step() && r.at().isAfter(since) && inScope.test(r))
                .count();
    }

    private static Optional<String> when(boolean tripped, String why) {
        return tripped ? Optional.of(why) : Optional.empty();
    }
}
