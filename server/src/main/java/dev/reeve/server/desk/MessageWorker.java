package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.CaseCommand;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.NoticeId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.formats.DeliveryStatus;
import dev.reeve.formats.Formats;
import dev.reeve.formats.NonReport;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.formats.Provider;
import dev.reeve.server.evidence.EvidenceDamagedException;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.journal.JournalUnavailableException;
import dev.reeve.server.mail.MailText;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.mail.ReplyReader;
import dev.reeve.server.network.DetectionReader;
import dev.reeve.server.pgp.PgpSignatures;
import dev.reeve.server.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Takes one received message as far as it goes: a reply or bounce to its case, a report through its format to
/// attribution and
/// judgement, anything else aside or to quarantine with its reason. Each step is in the journal, so that after a
/// crash it goes
/// on where it stood; what is done is not done again.
public final class MessageWorker {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);

    /// The note that says why a message was sent by a machine.
    private static final String MACHINE = "machine";

    /// The fact of transport that says how long a message was of which only the first bytes are kept.
    private static final String CUT = "cut";

    /// The fact of transport that says under which name a bare table or document came.
    private static final String FILE_NAME = "file-name";

    /// Why what a reporter sends waits who was marked.
    private static final String HELD =
            "a person holds that this reporter doesn't act in good faith: look at it before anything begins";

    private final Journal journal;
    private final EvidenceStore evidence;
    private final Vault vault;
    private final Supplier<Formats> formats;
    private final Supplier<Provider> provider;
    private final ReporterTrust trust;
    private final PgpSignatures signatures;
    private final ReplyAddress addresses;
    private final EvidenceDesk desk;
    private final CaseDesk cases;
    private final InstantSource time;

    MessageWorker(
            Journal journal,
            EvidenceStore evidence,
            Vault vault,
            Supplier<Formats> formats,
            Supplier<Provider> provider,
            ReporterTrust trust,
            PgpSignatures signatures,
            ReplyAddress addresses,
            EvidenceDesk desk,
            CaseDesk cases,
            InstantSource time) {
        this.journal = journal;
        this.evidence = evidence;
        this.vault = vault;
        this.formats = formats;
        this.provider = provider;
        this.trust = trust;
        this.signatures = signatures;
        this.addresses = addresses;
        this.desk = desk;
        this.cases = cases;
        this.time = time;
    }

    /// Safe to call again for a message that is done.
    ///
    /// @throws JournalUnavailableException when the database is away: call again later
    public void process(MessageId id) {
        List<Recorded<Event>> events = journal.read(StreamId.of(id));
        Progress progress = Progress.of(events);
        if (progress.received == null || progress.over) {
            return;
        }
        try {
            if (progress.parsed == null) {
                read(id, progress.received, progress.at);
            } else {
                take(progress);
            }
        } catch (RuntimeException | IOException fault) {
            if (passes(fault)) {
                throw new JournalUnavailableException("message " + id + " waits: " + fault.getMessage(), fault);
            }
            // A poisonous message must not hold up the next one.
            LOG.error("message {} could not be processed", id, fault);
            append(
                    id,
                    new MessageEvent.Quarantined("processing it failed ("
                            + fault.getClass().getSimpleName() + "): this is a fault of Reeve, please report it"));
        }
    }

    /// Whether the fault lies with the database or the disk of the moment, and not with the message.
    private static boolean passes(Exception fault) {
        return switch (fault) {
            case JournalUnavailableException away -> true;
            case VersionConflictException busy -> true;
            case DataAccessResourceFailureException lost -> true;
            case TransientDataAccessException lost -> true;
            case RecoverableDataAccessException lost -> true;
            case TransactionException lost -> true;
            case EvidenceDamagedException damaged -> false;
            case IOException disk -> true;
            default -> false;
        };
    }

    private record Progress(
            MessageEvent.@Nullable Received received,
            Instant at,
            MessageEvent.@Nullable Parsed parsed,
            Set<ObservationId> judged,
            boolean over) {
        static Progress of(List<Recorded<Event>> events) {
            MessageEvent.Received received = null;
            Instant at = Instant.EPOCH;
            MessageEvent.Parsed parsed = null;
            Set<ObservationId> judged = new HashSet<>();
            boolean over = false;
            for (Recorded<Event> recorded : events) {
                switch ((MessageEvent) recorded.event()) {
                    case MessageEvent.Received e -> {
                        received = e;
                        at = recorded.at();
                    }
                    case MessageEvent.SenderKnown e -> {}
                    case MessageEvent.Parsed e -> {
                        parsed = e;
                        // A person may have marked what no format could read.
                        over = false;
                    }
                    case MessageEvent.Judged e -> judged.add(e.observation());
                    case MessageEvent.Routed e -> over = true;
                    case MessageEvent.SetAside e -> over = true;
                    case MessageEvent.Quarantined e -> over = true;
                    case MessageEvent.Held e -> over = true;
                    case MessageEvent.LetIn e -> over = false;
                    case MessageEvent.Attributed e -> {}
                    case MessageEvent.AssignedByPerson e -> {}
                    case MessageEvent.OutcomeKnown e -> {}
                }
            }
            return new Progress(received, at, parsed, judged, over);
        }

        /// Where the reporter wants to hear back. Machines are not answered by a machine.
        @Nullable
        Personal answersTo() {
            boolean machine = parsed != null && parsed.notes().containsKey(MACHINE);
            return machine || received == null ? null : received.reporterAddress();
        }
    }

    private void read(MessageId id, MessageEvent.Received received, Instant at) throws IOException {
        Optional<byte[]> raw = evidence.read(received.sha256());
        if (raw.isEmpty()) {
            append(id, new MessageEvent.SetAside("its bytes were erased before it was read"));
            return;
        }
        String cut = received.transport().get(CUT);
        if (cut != null) {
            append(
                    id,
                    new MessageEvent.Quarantined("the message has " + cut + " bytes, more than intake.message-size-max;"
                            + " only its first " + received.sizeBytes() + " are kept: ask the sender for an excerpt"));
            return;
        }
        if (received.door().equals(DetectionReader.DOOR)) {
            detection(id, received, raw.get());
            return;
        }
        Formats.Read read =
                formats.get().parse(received.transport().getOrDefault(FILE_NAME, ""), raw.get(), provider.get());
        Optional<ReplyAddress.Meaning> meaning =
                addresses.readLocal(received.transport().getOrDefault("recipient-local", ""));
        if (meaning.isPresent()) {
            reply(id, meaning.get(), read.outcome(), raw.get());
            return;
        }
        Sender sender = Sender.of(received, at, read.message(), trust, signatures);
        switch (read.outcome()) {
            case ParseOutcome.Reports reports ->
                reports(id, received, sender, reports.reports(), read.format(), raw.get());
            case ParseOutcome.NotAReport not when isOfMachine(not.what().kind()) -> notAReport(id, not.what());
            case ParseOutcome.NotAReport not -> append(id, sender.known(), noReport(not.what()));
            case ParseOutcome.Unreadable unreadable ->
                append(
                        id,
                        sender.known(),
                        new MessageEvent.Quarantined(String.join("; ", sentences(unreadable)) + drift(read)));
        }
    }

    /// What our own sensor measured: its word is no claim, and nobody waits for an answer.
    private void detection(MessageId id, MessageEvent.Received received, byte[] raw) {
        Optional<Observation> observation = DetectionReader.read(id, received, raw);
        if (observation.isEmpty()) {
            append(id, new MessageEvent.Quarantined("it came from the network sensor, and is no detection"));
            return;
        }
        MessageEvent.Parsed parsed = new MessageEvent.Parsed(
                DetectionReader.format(), List.of(observation.get()), Map.of(MACHINE, "our own sensor"));
        append(id, parsed);
        take(id);
    }

    private static String drift(Formats.Read read) {
        return read.drifted().isEmpty()
                ? ""
                : "; its sender no longer writes what the template " + String.join(", ", read.drifted()) + " reads";
    }

    /// Reads a message once more that waits for a person, or that was set aside: a template may have come that knows
    /// it.
    ///
    /// @return whether it was read
    boolean readAgain(MessageId id) throws IOException {
        Progress progress = Progress.of(journal.read(StreamId.of(id)));
        if (progress.received == null || progress.parsed != null || !progress.over) {
            return false;
        }
        read(id, progress.received, progress.at);
        return Progress.of(journal.read(StreamId.of(id))).parsed != null;
    }

    private static List<String> sentences(ParseOutcome.Unreadable unreadable) {
        List<String> sentences = new ArrayList<>(List.of(unreadable.reason()));
        sentences.addAll(unreadable.problems());
        return sentences;
    }

    /// Mail to one of our reply addresses. Machine answers are set aside: they are never answered and never stop a
    /// clock.
    private void reply(MessageId id, ReplyAddress.Meaning meaning, ParseOutcome outcome, byte[] raw) {
        if (outcome instanceof ParseOutcome.NotAReport not
                && isOfMachine(not.what().kind())) {
            boolean bounce = not.what().kind() == NonReport.Kind.BOUNCE;
            if (bounce && meaning instanceof ReplyAddress.Meaning.Bounce about) {
                bounced(id, about.caseId(), about.notice(), why(not.what()));
            } else if (bounce) {
                notAReport(id, not.what());
            } else {
                append(
                        id,
                        new MessageEvent.SetAside(
                                "answered by a machine: " + word(not.what().kind())));
            }
            return;
        }
        switch (meaning) {
            case ReplyAddress.Meaning.Client client -> clientWrote(id, client.caseId(), raw);
            case ReplyAddress.Meaning.Reporter reporter -> reporterWrote(id, reporter);
            case ReplyAddress.Meaning.Bounce about ->
                append(
                        id,
                        new MessageEvent.SetAside(
                                "came to the bounce address of " + about.notice() + " but is no bounce"));
        }
    }

    /// What persons write is an answer, whatever it reports or doesn't.
    private static boolean isOfMachine(NonReport.Kind kind) {
        return switch (kind) {
            case BOUNCE, DELAY, DELIVERED, READ_RECEIPT, NOTHING_FAILED, AUTO_REPLY -> true;
            case NEWSLETTER,
                    ADVERTISING,
                    THANKS,
                    SUPPORT,
                    DELISTING,
                    DATA_REQUEST,
                    MAINTENANCE,
                    TICKET_CHATTER,
                    WITHDRAWAL,
                    ANSWER,
                    NOTHING_NAMED -> false;
        };
    }

    private void clientWrote(MessageId id, CaseId caseId, byte[] raw) {
        String text = MailText.of(raw);
        Personal kept = vault.keep(text.length() > Vault.CHARS_MAX ? text.substring(0, Vault.CHARS_MAX) : text);
        cases.handle(caseId, new CaseCommand.ClientWrites(id, ReplyReader.intent(text), kept), Actor.MACHINE);
        append(id, new MessageEvent.Routed(caseId, "a reply of the client"));
    }

    private void reporterWrote(MessageId id, ReplyAddress.Meaning.Reporter about) {
        Optional<ReporterId> reporter = cases.state(about.caseId()).reporters().keySet().stream()
                .filter(r -> addresses.reporterCode(r).equals(about.reporterCode()))
                .findFirst();
        if (reporter.isEmpty()) {
            append(id, new MessageEvent.SetAside("the case " + about.caseId() + " has no such reporter any more"));
            return;
        }
        cases.handle(about.caseId(), new CaseCommand.ReporterWrites(id, reporter.get()), Actor.MACHINE);
        append(id, new MessageEvent.Routed(about.caseId(), "a reply of a reporter"));
    }

    private void notAReport(MessageId id, NonReport what) {
        for (DeliveryStatus status : what.about()) {
            Optional<ReplyAddress.Meaning> ours = status.originalHeaders().values().stream()
                    .map(v -> addresses.read(v.replaceAll("[<>\\s]", "")))
                    .flatMap(Optional::stream)
                    .findFirst();
            String messageId = status.originalMessageId().replaceAll("[<>\\s]", "");
            int at = messageId.indexOf('@');
            boolean notice =
                    at > 0 && ours.isPresent() && messageId.substring(0, at).contains(".n");
            if (notice && what.kind() == NonReport.Kind.BOUNCE && status.permanent()) {
                String noticeId = messageId.substring(0, at);
                bounced(
                        id,
                        new CaseId(noticeId.substring(0, noticeId.lastIndexOf(".n"))),
                        new NoticeId(noticeId),
                        why(what));
                return;
            }
        }
        append(id, noReport(what));
    }

    private static MessageEvent noReport(NonReport what) {
        return new MessageEvent.SetAside("no report: " + word(what.kind()));
    }

    private void bounced(MessageId id, CaseId caseId, NoticeId notice, String why) {
        cases.handle(caseId, new CaseCommand.BounceNotice(notice, why), Actor.MACHINE);
        append(id, new MessageEvent.Routed(caseId, "a bounce of " + notice));
    }

    private static String why(NonReport what) {
        return what.about().stream()
                .map(s -> (s.status() + " " + s.diagnostic()).strip())
                .filter(s -> !s.isEmpty())
                .findFirst()
                .orElse("it was not delivered");
    }

    private static String word(NonReport.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private void reports(
            MessageId id,
            MessageEvent.Received received,
            Sender sender,
            List<Report> reports,
            String format,
            byte[] raw) {
        List<Observation> observations = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        Map<String, String> notes = new LinkedHashMap<>();
        for (Report report : reports) {
            Standing standing = sender.standing(report);
            standings.add(standing);
            notes.putAll(report.notes());
            for (ObservationDraft draft : report.observations()) {
                ObservationId observation = new ObservationId(id + ".o" + (observations.size() + 1));
                observations.add(draft.observation(
                        observation, id, received.reporter(), standing.strength(draft), report.format()));
            }
            if (report.sealed()) {
                evidence.seal(received.sha256());
            }
        }
        MessageEvent.SenderKnown known = sender.known(standings);
        if (observations.isEmpty()) {
            append(
                    id,
                    known,
                    new MessageEvent.Quarantined("a legal notice that accuses nothing by name: a person reads it"));
            return;
        }
        MailText.machine(raw).ifPresent(why -> notes.put(MACHINE, why));
        MessageEvent.Parsed parsed = new MessageEvent.Parsed(format, observations, notes);
        if (sender.inBadFaith()) {
            append(id, known, parsed, new MessageEvent.Held(HELD));
            return;
        }
        append(id, known, parsed);
        take(id);
    }

    private void take(MessageId id) {
        take(Progress.of(journal.read(StreamId.of(id))));
    }

    /// Observations that share an incident are one thing by several names: the first that leads to a client is
    /// enough.
    private void take(Progress progress) {
        List<Observation> observations = progress.parsed == null ? List.of() : progress.parsed.observations();
        Personal address = progress.answersTo();
        Map<String, List<Observation>> incidents = new LinkedHashMap<>();
        for (Observation observation : observations) {
            String incident = observation.incident() == null ? observation.id().value() : observation.incident();
            incidents.computeIfAbsent(incident, i -> new ArrayList<>()).add(observation);
        }
        desk.takeAll(
                incidents.values().stream()
                        .filter(names -> names.stream().noneMatch(o -> progress.judged.contains(o.id())))
                        .toList(),
                address);
    }

    /// Asks again whose an observation was, because what is known of holdings has changed.
    public void askAgain(MessageId id, ObservationId observation) {
        Progress progress = Progress.of(journal.read(StreamId.of(id)));
        if (progress.received == null || progress.parsed == null || progress.judged.contains(observation)) {
            return;
        }
        Personal address = progress.answersTo();
        progress.parsed.observations().stream()
                .filter(o -> o.id().equals(observation))
                .forEach(o -> desk.take(o, address));
    }

    private void append(MessageId id, MessageEvent... events) {
        long version = journal.version(StreamId.of(id));
        journal.append(List.of(
                new StreamAppend(StreamId.of(id), version, time.instant(), Actor.MACHINE.id(), List.of(events))));
    }
}
