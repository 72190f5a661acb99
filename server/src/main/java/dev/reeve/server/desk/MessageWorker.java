package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Report;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.Personal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.formats.Formats;
import dev.reeve.formats.ParseOutcome;
import dev.reeve.server.evidence.EvidenceDamagedException;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.journal.JournalUnavailableException;
import dev.reeve.server.mail.MailText;
import dev.reeve.server.mail.ReplyAddress;
import dev.reeve.server.network.DetectionReader;
import dev.reeve.server.reading.Reading;
import dev.reeve.server.reading.TimedReading;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/// Takes one received message as far as it goes: a reply or bounce to its case, a report through its format to
/// attribution and judgement, anything else aside or to quarantine with its reason. Each step is in the journal,
/// so that after a crash it goes on where it stood; what is done is not done again.
public final class MessageWorker {
    private static final Logger LOG = LoggerFactory.getLogger(MessageWorker.class);

    /// The fact of transport that says how long a message was of which only the first bytes are kept.
    private static final String CUT = "cut";

    /// Why what a reporter sends waits who was marked.
    private static final String HELD =
            "a person holds that this reporter doesn't act in good faith: look at it before anything begins";

    private final Journal journal;
    private final EvidenceStore evidence;
    private final Reader reader;
    private final OwnMail ownMail;
    private final EvidenceDesk desk;
    private final int surePercent;
    private final InstantSource time;

    /// @param surePercent how surely a report must be read to begin anything by itself
    MessageWorker(
            Journal journal,
            EvidenceStore evidence,
            Reader reader,
            OwnMail ownMail,
            EvidenceDesk desk,
            int surePercent,
            InstantSource time) {
        this.journal = journal;
        this.evidence = evidence;
        this.reader = reader;
        this.ownMail = ownMail;
        this.desk = desk;
        this.surePercent = surePercent;
        this.time = time;
    }

    /// Safe to call again for a message that is done.
    ///
    /// @throws JournalUnavailableException when the database is away: call again later
    public void process(MessageId id) {
        MessageProgress progress = progress(id);
        MessageEvent.Received received = progress.received();
        if (received == null || progress.over()) {
            return;
        }
        try {
            if (progress.parsed() == null) {
                read(id, received, progress);
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

    private void read(MessageId id, MessageEvent.Received received, MessageProgress progress) throws IOException {
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
        Reader.Taken taken;
        try {
            taken = reader.read(received, progress.at(), raw.get());
        } catch (TimedReading.TookTooLongException gaveUp) {
            LOG.warn("message {}: {}", id, gaveUp.getMessage());
            append(id, new MessageEvent.Quarantined(String.valueOf(gaveUp.getMessage())));
            return;
        }
        Formats.Read read = taken.read();
        Optional<ReplyAddress.Meaning> meaning = ownMail.meaning(received);
        if (meaning.isPresent()) {
            append(id, ownMail.reply(id, meaning.get(), read.outcome(), raw.get()));
            return;
        }
        Sender sender = taken.sender();
        switch (read.outcome()) {
            case ParseOutcome.Reports reports ->
                reports(id, progress, sender, reports.reports(), read.format(), raw.get());
            case ParseOutcome.NotAReport not
            when OwnMail.isOfMachine(not.what().kind()) -> append(id, ownMail.returned(not.what()));
            case ParseOutcome.NotAReport not -> append(id, sender.known(), OwnMail.noReport(not.what()));
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
                DetectionReader.format(),
                List.of(observation.get()),
                Map.of(MessageProgress.MACHINE, "our own sensor"));
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
        MessageProgress progress = progress(id);
        MessageEvent.Received received = progress.received();
        if (received == null || progress.parsed() != null || !progress.waits()) {
            return false;
        }
        read(id, received, progress);
        return progress(id).parsed() != null;
    }

    private static List<String> sentences(ParseOutcome.Unreadable unreadable) {
        List<String> sentences = new ArrayList<>(List.of(unreadable.reason()));
        sentences.addAll(unreadable.problems());
        return sentences;
    }

    private void reports(
            MessageId id, MessageProgress progress, Sender sender, List<Report> reports, String format, byte[] raw) {
        List<Observation> observations = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        Map<String, String> notes = new LinkedHashMap<>();
        MessageEvent.Received received = Objects.requireNonNull(progress.received());
        for (Report report : reports) {
            Standing standing = sender.standing(report);
            standings.add(standing);
            notes.putAll(report.notes());
            for (ObservationDraft draft : report.observations()) {
                observations.add(draft.observation(
                        progress.next(id, observations.size()),
                        id,
                        received.reporter(),
                        standing.strength(draft),
                        report.format()));
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
        MailText.machine(raw).ifPresent(why -> notes.put(MessageProgress.MACHINE, why));
        MessageEvent.Parsed parsed = new MessageEvent.Parsed(format, observations, notes);
        if (sender.inBadFaith()) {
            append(id, known, parsed, new MessageEvent.Held(HELD));
            return;
        }
        int percent = Reading.percent(reports);
        if (percent < surePercent) {
            append(id, known, parsed, new MessageEvent.Doubted(percent, surePercent));
        } else {
            append(id, known, parsed);
        }
        take(id);
    }

    private void take(MessageId id) {
        take(progress(id));
    }

    private MessageProgress progress(MessageId id) {
        return MessageProgress.of(journal.read(StreamId.of(id)));
    }

    /// Observations that share an incident are one thing by several names: the first that leads to a client is
    /// enough.
    private void take(MessageProgress progress) {
        Personal address = progress.answersTo();
        Map<String, List<Observation>> incidents = new LinkedHashMap<>();
        for (Observation observation : progress.observations()) {
            String incident = observation.incident() == null ? observation.id().value() : observation.incident();
            incidents.computeIfAbsent(incident, i -> new ArrayList<>()).add(observation);
        }
        desk.takeAll(
                incidents.values().stream()
                        .filter(names ->
                                names.stream().noneMatch(o -> progress.judged().contains(o.id())))
                        .toList(),
                address);
    }

    /// Asks again whose an observation was, because what is known of holdings has changed.
    public void askAgain(MessageId id, ObservationId observation) {
        MessageProgress progress = progress(id);
        if (progress.judged().contains(observation)) {
            return;
        }
        Personal address = progress.answersTo();
        progress.observations().stream().filter(o -> o.id().equals(observation)).forEach(o -> desk.take(o, address));
    }

    private void append(MessageId id, MessageEvent... events) {
        long version = journal.version(StreamId.of(id));
        journal.append(List.of(
                new StreamAppend(StreamId.of(id), version, time.instant(), Actor.MACHINE.id(), List.of(events))));
    }
}
