package dev.reeve.core.backtest;

import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.policy.Step;
import dev.reeve.core.safety.DeskEvent;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What one shadow trigger would have begun, beside what the live rules did about the same evidence.
///
/// @param wouldHave the first thing it would have done: a notice or a step at once
/// @param matches pieces of evidence
/// @param liveReached of these, how far the live rules went with how many
/// @param newly clients for whom it would have gone further than the live rules did
public record ShadowRow(
        String clause,
        String trigger,
        String wouldHave,
        int matches,
        Set<String> accounts,
        Map<Reached, Integer> liveReached,
        Set<String> newly) {
    static ShadowRow of(List<DeskEvent.ShadowMatched> matches, Function<ObservationId, Reached> live) {
        DeskEvent.ShadowMatched one = matches.get(0);
        Reached would = Reached.by(Step.parse(one.wouldHave()));
        Set<String> accounts = new TreeSet<>();
        Set<String> newly = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        Map<Reached, Integer> reached = new EnumMap<>(Reached.class);
        for (DeskEvent.ShadowMatched match : matches) {
            if (!seen.add(match.observation())) {
                continue;
            }
            Reached went = live.apply(new ObservationId(match.observation()));
            accounts.add(match.account());
            reached.merge(went, 1, Integer::sum);
            if (would.compareTo(went) > 0) {
                newly.add(match.account());
            }
        }
        return new ShadowRow(one.clause(), one.trigger(), one.wouldHave(), seen.size(), accounts, reached, newly);
    }
}
