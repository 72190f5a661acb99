package dev.reeve.core.backtest;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.ObservationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// For whom another policy would have been harsher, for whom milder, and how sure that is.
///
/// @param observations pieces of evidence that were compared
/// @param differing of these, those that did not go as far in the replay of the old policy as they really went: what
/// the
///     replay does not know of the past
/// @param harsher clients for whom something would have gone further, the furthest first
/// @param milder clients for whom something would not have gone so far
/// @param minutesOld staff time by the estimates of {@link Backtest#minutes}
/// @param heldOld steps that a safety rule gave to a person
/// @param breakers what the new policy would have opened
/// @param shadow clients that each shadow trigger of the new policy matched
/// @param unheard recorded answers to which the new policy has no case
public record BacktestReport(
        String oldVersion,
        String oldHash,
        String newVersion,
        String newHash,
        Instant from,
        Instant to,
        int observations,
        List<Difference> differing,
        int casesOld,
        int casesNew,
        List<Change> harsher,
        List<Change> milder,
        int minutesOld,
        int minutesNew,
        int heldOld,
        int heldNew,
        List<String> breakers,
        Map<String, Set<String>> shadow,
        int unheard) {
    public BacktestReport {
        differing = List.copyOf(differing);
        harsher = List.copyOf(harsher);
        milder = List.copyOf(milder);
        breakers = List.copyOf(breakers);
    }

    /// @param at when it would have gone so far
    /// @param reversed whether something about this client was taken back before: it was innocent once
    public record Change(
            AccountId account,
            Reached before,
            Reached after,
            String clause,
            Instant at,
            Sureness sure,
            boolean isProtected,
            boolean reversed) {}

    /// Evidence of which the replay of the old policy and the record say different things: a lever that failed, a
    /// decision that the replay had no place for.
    public record Difference(ObservationId observation, AccountId account, Reached replayed, Reached recorded) {}

    /// How many went as far in the replay of the old policy as they really went: how well the replay knows the past.
    public int agreeing() {
        return observations - differing.size();
    }

    /// What no replay can know, in words for whoever reads the report.
    public static List<String> limits() {
        return List.of(
                "what a client would have answered to a notice that it never got is not known: such a case is taken for"
                        + " silent, and marked as a guess",
                "thresholds inside a sensor or a reporter's own program can't be replayed: only what was reported is",
                "levers are taken to work and mail to arrive; bounces are repeated as they were recorded",
                "clients are known as the inventory knows them today; a breaker is taken to be reset after a day");
    }
}
