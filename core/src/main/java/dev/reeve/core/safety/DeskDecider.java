package dev.reeve.core.safety;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.TwoPersons;
import dev.reeve.core.policy.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides about the desk as a whole: halt and resume, breakers, limits, protected accounts. Making it safer takes
/// one
/// person; loosening takes two, and the proposer is never the second. Pure.
public final class DeskDecider {
    private DeskDecider() {}

    /// What a decision stands on.
    ///
    /// @param limits those in force, with all that was changed
    /// @param inventoryAt newest word of any inventory; null when there never was one
    public record Facts(Limits limits, @Nullable Instant inventoryAt, boolean deskOfOne) {}

    /// @param account the one that the command is about; otherwise it is not looked at
    public static Decision decide(
            DeskState desk, AccountState account, DeskCommand command, Facts facts, Actor by, Instant now) {
        return switch (command) {
            case DeskCommand.Halt c -> by.may(Role.ANALYST) ? done(new DeskEvent.Halted(c.why())) : needs(Role.ANALYST);
            case DeskCommand.ProposeResume c -> proposeResume(desk, c, by);
            case DeskCommand.ApproveResume c -> approveResume(desk, c, facts, by, now);
            case DeskCommand.ResetBreaker c -> resetBreaker(desk, c, facts, by, now);
            case DeskCommand.ProposeLimits c -> proposeLimits(desk, c, facts, by);
            case DeskCommand.ApproveLimits c -> approveLimits(desk, facts, by, now);
            case DeskCommand.Protect c -> protect(account, c, by);
            case DeskCommand.ProposeUnprotect c -> proposeUnprotect(account, c, by);
            case DeskCommand.ApproveUnprotect c -> approveUnprotect(account, facts, by, now);
            case DeskCommand.PlanMassRevert c -> planMassRevert(c, by);
        };
    }

    private static Decision proposeResume(DeskState desk, DeskCommand.ProposeResume command, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        return desk.halted() == null
                ? conflict("the desk is not halted")
                : done(new DeskEvent.ResumeProposed(command.why()));
    }

    private static Decision approveResume(
            DeskState desk, DeskCommand.ApproveResume command, Facts facts, Actor by, Instant now) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        var proposed = desk.resume();
        if (proposed == null) {
            return conflict("nobody proposed to resume");
        }
        return TwoPersons.objection(proposed.by(), proposed.at(), by, facts.deskOfOne(), now)
                .orElseGet(() -> done(new DeskEvent.Resumed(proposed.by(), command.why())));
    }

    private static Decision resetBreaker(
            DeskState desk, DeskCommand.ResetBreaker command, Facts facts, Actor by, Instant now) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        if (!desk.breakers().containsKey(command.breaker())) {
            return conflict("the breaker " + command.breaker() + " is not open");
        }
        Instant newest = facts.inventoryAt();
        boolean stale =
                newest == null || newest.isBefore(now.minus(facts.limits().inventoryAgeMax()));
        if (command.breaker().equals(Breakers.INVENTORY) && stale) {
            return conflict("the inventory is still old: import holdings first");
        }
        return done(new DeskEvent.BreakerReset(command.breaker(), command.why()));
    }

    private static Decision proposeLimits(DeskState desk, DeskCommand.ProposeLimits command, Facts facts, Actor by) {
        if (!by.may(Role.ADMINISTRATOR)) {
            return needs(Role.ADMINISTRATOR);
        }
        Map<String, Integer> now = facts.limits().describe();
        boolean looser = false;
        for (Map.Entry<String, String> change : command.limits().entrySet()) {
            Integer before = now.get(change.getKey());
            if (before == null) {
                return new Decision.Refused(
                        "not-found", "there is no limit " + change.getKey() + "; write one of " + now.keySet());
            }
            if (!change.getValue().matches("[0-9]{1,6}")) {
                return new Decision.Refused(
                        "wrong-value", change.getKey() + " is a number from 0 to 999999, not " + change.getValue());
            }
            looser |= Limits.looser(change.getKey(), before, Integer.parseInt(change.getValue()));
        }
        Map<String, String> all = new TreeMap<>(desk.limits());
        all.putAll(command.limits());
        return looser
                ? done(new DeskEvent.LimitsProposed(all, command.why()))
                : done(new DeskEvent.LimitsApproved(by.id(), all));
    }

    private static Decision approveLimits(DeskState desk, Facts facts, Actor by, Instant now) {
        if (!by.may(Role.ADMINISTRATOR)) {
            return needs(Role.ADMINISTRATOR);
        }
        var proposed = desk.limitsChange();
        if (proposed == null) {
            return conflict("nobody proposed other limits");
        }
        return TwoPersons.objection(proposed.by(), proposed.at(), by, facts.deskOfOne(), now)
                .orElseGet(() -> done(new DeskEvent.LimitsApproved(proposed.by(), desk.limitsProposed())));
    }

    private static Decision protect(AccountState account, DeskCommand.Protect command, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        return account.isProtected()
                ? conflict("the account is protected already")
                : done(new AccountEvent.ProtectionSet(true, command.why()));
    }

    private static Decision proposeUnprotect(AccountState account, DeskCommand.ProposeUnprotect command, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        return account.isProtected()
                ? done(new AccountEvent.UnprotectProposed(command.why()))
                : conflict("the account is not protected");
    }

    private static Decision approveUnprotect(AccountState account, Facts facts, Actor by, Instant now) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        var proposed = account.unprotect();
        if (proposed == null || !account.isProtected()) {
            return conflict("nobody proposed to take the protection away");
        }
        return TwoPersons.objection(proposed.by(), proposed.at(), by, facts.deskOfOne(), now)
                .orElseGet(() -> done(new AccountEvent.UnprotectApproved(proposed.by())));
    }

    private static Decision planMassRevert(DeskCommand.PlanMassRevert command, Actor by) {
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        Map<String, String> details = new TreeMap<>(command.selection().words());
        details.put("cases", Integer.toString(command.cases()));
        details.put("reasons", command.reasons().ref());
        details.put("commitment", command.reasons().commitment());
        return done(new DeskEvent.Noted("mass-revert", details));
    }

    private static Decision done(DeskEvent event) {
        return new Decision.Decided(List.of(), List.of(), List.of(event));
    }

    private static Decision done(AccountEvent event) {
        return new Decision.Decided(List.of(), List.of(event), List.of());
    }

    private static Decision needs(Role role) {
        return new Decision.Refused("not-allowed", "this needs the role " + role.word());
    }

    private static Decision conflict(String why) {
        return new Decision.Refused("conflict", why);
    }
}
