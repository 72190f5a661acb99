package dev.reeve.server.orders;

import dev.reeve.core.attribution.Attribution;
import dev.reeve.core.attribution.Holding;
import dev.reeve.core.attribution.Service;
import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Role;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.vault.Vault;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says whose unattributed evidence is, with reasons; then it is judged like any other.
public final class EvidenceOrders {
    private final Journal journal;
    private final EvidenceDesk desk;
    private final HoldingsStore holdings;
    private final Vault vault;
    private final InstantSource time;

    public EvidenceOrders(Journal journal, EvidenceDesk desk, HoldingsStore holdings, Vault vault, InstantSource time) {
        this.journal = journal;
        this.desk = desk;
        this.holdings = holdings;
        this.vault = vault;
        this.time = time;
    }

    /// What the journal says of one observation.
    private record Known(
            MessageId message,
            Observation observation,
            @Nullable Personal address,
            boolean held,
            boolean judged,
            long version) {}

    /// @throws IllegalArgumentException when the reasons are missing
    public Decision assign(ObservationId id, ServiceId serviceId, String reasons, Actor by) {
        if (!by.may(Role.ANALYST)) {
            return new Decision.Refused("not-allowed", "this needs the role analyst");
        }
        String why = CaseOrders.line("reasons", reasons);
        Optional<Known> known = known(id);
        Optional<Service> service = holdings.service(serviceId);
        if (known.isEmpty() || service.isEmpty()) {
            return new Decision.Refused(
                    "not-found",
                    known.isEmpty() ? "there is no observation " + id : "there is no service " + serviceId);
        }
        if (known.get().held || known.get().judged) {
            return new Decision.Refused("conflict", "whose it is, is settled already");
        }
        MessageEvent.AssignedByPerson assigned =
                new MessageEvent.AssignedByPerson(id, service.get().account(), serviceId, vault.keep(why));
        try {
            journal.append(List.of(new StreamAppend(
                    StreamId.of(known.get().message),
                    known.get().version,
                    time.instant(),
                    by.id(),
                    List.of(assigned))));
        } catch (VersionConflictException conflict) {
            vault.erase(assigned.reasons().ref());
            return new Decision.Refused("conflict", "something happened to it at the same time; look again");
        }
        Attribution.HeldBy holder = new Attribution.HeldBy(
                service.get().account(), serviceId, holding(known.get().observation, serviceId), time.instant());
        desk.judge(known.get().observation, holder, known.get().address);
        return new Decision.Decided(List.of(), List.of(), List.of());
    }

    /// The holding that the person's word stands on; where there is none, the word itself.
    private HoldingId holding(Observation observation, ServiceId service) {
        return holdings.covering(observation.resource(), observation.window()).stream()
                .filter(h -> h.service().equals(service))
                .map(Holding::id)
                .findFirst()
                .orElse(new HoldingId("by-person." + observation.id()));
    }

    private Optional<Known> known(ObservationId id) {
        int dot = id.value().lastIndexOf(".o");
        if (dot < 0) {
            return Optional.empty();
        }
        MessageId message = new MessageId(id.value().substring(0, dot));
        List<Recorded<Event>> events = journal.read(StreamId.of(message));
        Personal address = null;
        Observation found = null;
        boolean held = false;
        boolean judged = false;
        for (Recorded<Event> recorded : events) {
            if (recorded.event() instanceof MessageEvent.Received e) {
                address = e.reporterAddress();
            } else if (recorded.event() instanceof MessageEvent.Parsed e) {
                found = e.observations().stream()
                        .filter(o -> o.id().equals(id))
                        .findFirst()
                        .orElse(null);
            } else if (recorded.event() instanceof MessageEvent.Rejected) {
                found = null;
            } else if (recorded.event() instanceof MessageEvent.Attributed e
                    && e.observation().equals(id)) {
                held = e.attribution() instanceof Attribution.HeldBy;
            } else if (recorded.event() instanceof MessageEvent.Judged e
                    && e.observation().equals(id)) {
                judged = true;
            }
        }
        return found == null
                ? Optional.empty()
                : Optional.of(new Known(message, found, address, held, judged, events.size()));
    }
}
