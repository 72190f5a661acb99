package dev.reeve.core.safety;

import dev.reeve.core.ids.AccountId;
import dev.reeve.core.journal.Personal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person wants of the desk as a whole.
public sealed interface DeskCommand {
    /// Nothing goes out any more; what is in force stays, and may be undone.
    record Halt(String why) implements DeskCommand {}

    record ProposeResume(String why) implements DeskCommand {}

    record ApproveResume(String why) implements DeskCommand {}

    record ResetBreaker(String breaker, String why) implements DeskCommand {}

    /// @param limits new values by the names of {@link Limits#describe()}; those left out stay
    record ProposeLimits(Map<String, String> limits, String why) implements DeskCommand {
        public ProposeLimits {
            limits = Map.copyOf(limits);
        }
    }

    record ApproveLimits() implements DeskCommand {}

    /// Commands about one account.
    sealed interface OfAccount extends DeskCommand {
        AccountId account();
    }

    record Protect(AccountId account, String why) implements OfAccount {}

    record ProposeUnprotect(AccountId account, String why) implements OfAccount {}

    record ApproveUnprotect(AccountId account) implements OfAccount {}

    /// Puts on record that everything of a policy version or a time is about to be taken back.
    record PlanMassRevert(Selection selection, int cases, Personal reasons) implements DeskCommand {}

    /// Which actions were wrong. At least one of the two is given: "all" is not a selection.
    ///
    /// @param policyHash actions decided by this version; null for any
    /// @param from actions ordered then or later; null for any time
    /// @param to actions ordered before; null for up to now
    record Selection(
            @Nullable String policyHash,
            @Nullable Instant from,
            @Nullable Instant to) {
        public Selection {
            if (policyHash == null && from == null) {
                throw new IllegalArgumentException(
                        "name a policy version or the beginning of a time: nothing is \"all\"");
            }
        }

        public static Selection ofPolicy(String hash) {
            return new Selection(hash, null, null);
        }

        public static Selection ofTime(Instant from, Instant to) {
            return new Selection(null, from, to);
        }

        public boolean takes(String hash, Instant orderedAt) {
            Instant begins = from;
            Instant ends = to;
            return (policyHash == null || policyHash.equals(hash))
                    && (begins == null || !orderedAt.isBefore(begins))
                    && (ends == null || orderedAt.isBefore(ends));
        }

        /// The same, ended now: what is ordered later is another matter.
        public Selection until(Instant now) {
            return new Selection(policyHash, from, now);
        }

        /// Reads what {@link #words()} wrote.
        public static Selection ofWords(Map<String, String> words) {
            String policy = words.get("policy");
            return new Selection(
                    policy == null || policy.equals("null") ? null : policy,
                    time(words.get("from")),
                    time(words.get("to")));
        }

        private static @Nullable Instant time(@Nullable String word) {
            return word == null || word.equals("null") ? null : Instant.parse(word);
        }

        /// As written in records.
        public Map<String, String> words() {
            return Map.of("policy", String.valueOf(policyHash), "from", String.valueOf(from), "to", String.valueOf(to));
        }
    }
}
