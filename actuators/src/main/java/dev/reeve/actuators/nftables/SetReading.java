package dev.reeve.actuators.nftables;

import dev.reeve.actuators.nftables.FirewallTable.Element;
import dev.reeve.core.actions.Reading.Force;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one set says about one action.
///
/// Where only other actions of ours hold the address, this action's part is absent: it is yet to be claimed, so that
/// each
/// action can end without the others.
record SetReading(Force force, String words, @Nullable Long expiresSeconds) {
    static SetReading of(EffectSet set, Claim claim, FirewallTable table, List<Hook> hooks) {
        Optional<Element> effect = table.find(set.name(), set.key());
        boolean ruled = hooks.stream().allMatch(hook -> table.hasRule(hook.chain(), set.ruleComment()));
        if (claimed(set, claim, table)) {
            Long expires = table.find(set.claims(), claim.key(set))
                    .or(() -> effect)
                    .map(Element::expiresSeconds)
                    .orElse(null);
            return effect.isPresent() && ruled
                    ? new SetReading(Force.OURS, set.name() + ": held by " + claim.comment(), expires)
                    : new SetReading(
                            Force.PARTIAL,
                            set.name() + (ruled ? ": claimed but not held" : ": held but its rule is gone"),
                            expires);
        }
        if (effect.isEmpty() || !ruled) {
            return new SetReading(Force.ABSENT, set.name() + ": not held", null);
        }
        return foreign(set, table)
                ? new SetReading(
                        Force.OTHERS,
                        set.name() + ": held by others",
                        effect.get().expiresSeconds())
                : new SetReading(
                        Force.ABSENT,
                        set.name() + ": held only by " + effect.get().comment(),
                        null);
    }

    static boolean claimed(EffectSet set, Claim claim, FirewallTable table) {
        return table.find(set.claims(), claim.key(set)).isPresent()
                || table.find(set.name(), set.key())
                        .map(Element::comment)
                        .filter(claim.comment()::equals)
                        .isPresent();
    }

    static Collection<Element> otherClaims(EffectSet set, Claim claim, FirewallTable table) {
        Map<List<String>, Element> claims = table.findAll(set.claims(), set.key());
        List<Element> others = new ArrayList<>(claims.values());
        others.removeIf(element -> claim.comment().equals(element.comment()));
        return others;
    }

    /// Whether someone else put the element there.
    static boolean foreign(EffectSet set, FirewallTable table) {
        return table.find(set.name(), set.key())
                .map(Element::comment)
                .map(comment -> !comment.startsWith(Claim.PREFIX))
                .orElse(table.find(set.name(), set.key()).isPresent());
    }
}
