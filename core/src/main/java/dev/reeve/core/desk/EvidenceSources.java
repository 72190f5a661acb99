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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What judging evidence needs to know.
public interface EvidenceSources {
    /// At least all holdings that cover the resource within the window.
    List<Holding> holdings(Resource resource, Interval window);

    PolicyHistory policies();

    /// The account and its history, for the conditions of the policy.
    Question question(Observation observation, Attribution.HeldBy holder, String family, Instant now);

    /// The case of this family that this very evidence is in already, open or closed: what is processed again after a
    /// crash opens nothing a second time.
    Optional<CaseId> caseWith(ObservationId observation, Attribution.HeldBy holder, String family);

    /// The open case that evidence of this family against this service joins.
    Optional<CaseId> openCase(Attribution.HeldBy holder, String family);

    /// How many cases of this kind there were before: it makes the next one's name.
    int casesBefore(Attribution.HeldBy holder, String family);
}
