package dev.reeve.rules.cases;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Question;
import java.util.List;
import java.util.Map;

/// One example of how a clause is applied: what was seen, of whom, and what follows.
///
/// @param because why this is the right outcome, for a reader who knows the law better than the file
/// @param breaks the clauses that it breaks, all of them
/// @param outcome what follows under the case's own clause; only what is named is compared
public record WorkedCase(
        String file,
        int line,
        ClauseId clause,
        String title,
        String because,
        Question question,
        List<String> breaks,
        Map<String, String> outcome) {
    public WorkedCase {
        breaks = List.copyOf(breaks);
        outcome = Map.copyOf(outcome);
    }

    /// Whether the case shows what the clause does not forbid.
    public boolean isMiss() {
        return !breaks.contains(clause.value());
    }
}
