package dev.reeve.core.reporters;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.cases.TwoPersons;
import dev.reeve.core.policy.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Decides about one reporter. To hold its word back takes one person, as whatever makes the desk safer; to give it
/// more weight takes two, for one trusted reporter is enough to suspend a client. Nobody is trusted by machine. Pure.
public final class ReporterDecider {
    private ReporterDecider() {}

    /// What a decision stands on.
    ///
    /// @param proved what the reporter was proved to be, by its very address
    public record Facts(Set<ReporterState.Identity> proved, boolean deskOfOne) {
        public Facts {
            proved = Set.copyOf(proved);
        }
    }

    public sealed interface Ruling {
        record Recorded(List<ReporterEvent> events) implements Ruling {
            public Recorded {
                events = List.copyOf(events);
            }
        }

        record Refused(Decision.Refused why) implements Ruling {}
    }

    public static Ruling decide(ReporterState state, ReporterCommand command, Facts facts, Actor by, Instant now) {
        return switch (command) {
            case ReporterCommand.MarkBadFaith c ->
                !by.may(Role.ANALYST)
                        ? needs(Role.ANALYST)
                        : state.badFaith()
                                ? conflict("the reporter is marked already")
                                : done(new ReporterEvent.BadFaithMarked(c.reasons()));
            case ReporterCommand.TakeBackBadFaith c ->
                !by.may(Role.SENIOR)
                        ? needs(Role.SENIOR)
                        : state.badFaith()
                                ? done(new ReporterEvent.BadFaithTakenBack(c.reasons()))
                                : conflict("the reporter is not marked");
            case ReporterCommand.Trust c -> trust(state, c, facts, by, now);
            case ReporterCommand.TakeBackTrust c ->
                !by.may(Role.ANALYST)
                        ? needs(Role.ANALYST)
                        : state.trusted() == null && state.proposal() == null
                                ? conflict("the reporter is not trusted")
                                : done(new ReporterEvent.TrustTakenBack(c.reasons()));
        };
    }

    private static Ruling trust(
            ReporterState state, ReporterCommand.Trust command, Facts facts, Actor by, Instant now) {
        ReporterState.Identity identity = command.identity();
        if (!by.may(Role.SENIOR)) {
            return needs(Role.SENIOR);
        }
        if (state.badFaith()) {
            return conflict("the reporter is marked as acting in bad faith; take that back first");
        }
        if (!facts.proved.contains(identity)) {
            return conflict(
                    "nothing proved yet that its reports come from " + identity.name() + " by " + identity.way());
        }
        if (identity.equals(state.trusted())) {
            return conflict("the reporter is trusted already");
        }
        var proposed = state.proposed();
        if (proposed == null || !identity.equals(state.proposal())) {
            return done(new ReporterEvent.TrustProposed(identity.way(), identity.name(), command.reasons()));
        }
        return TwoPersons.objection(proposed.by(), proposed.at(), by, facts.deskOfOne, now)
                .map(ReporterDecider::refused)
                .orElseGet(() -> done(new ReporterEvent.TrustGranted(
                        proposed.by(), identity.way(), identity.name(), command.reasons())));
    }

    private static Ruling refused(Decision objection) {
        return switch (objection) {
            case Decision.Refused refused -> new Ruling.Refused(refused);
            case Decision.Decided none -> new Ruling.Recorded(List.of());
        };
    }

    private static Ruling done(ReporterEvent event) {
        return new Ruling.Recorded(List.of(event));
    }

    private static Ruling needs(Role role) {
        return new Ruling.Refused(new Decision.Refused("not-allowed", "this needs the role " + role.word()));
    }

    private static Ruling conflict(String why) {
        return new Ruling.Refused(new Decision.Refused("conflict", why));
    }
}
