package dev.reeve.core.desk;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.policy.PolicyHistory;
import dev.reeve.core.policy.Question;
import dev.reeve.core.safety.AccountState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What judging evidence needs to know.
public interface EvidenceSources {
    /// At least all holdings that cover the resource within the window.
    List<Holding> holdings(Resource resource, Interval window);

    PolicyHistory policies();

    /// What the conditions of the policy ask, with the account's history in a clause family. It is asked for every
    /// clause, so what it answers from is gathered once.
    ///
    /// @param account of the holder, as of now
    Function<String, Question> questions(
            Observation observation, Attribution.HeldBy holder, AccountState account, Instant now);

    /// The case of this family that this very evidence is in already, open or closed: what is processed again after a
    /// crash opens nothing a second time.
    Optional<CaseId> caseWith(ObservationId observation, Attribution.HeldBy holder, String family);

    /// The open case that evidence of this family against this service joins.
    Optional<CaseId> openCase(Attribution.HeldBy holder, String family);

    /// How many cases of this kind there were before: it makes the next one's name.
    int casesBefore(Attribution.HeldBy holder, String family);
}
