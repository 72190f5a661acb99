package dev.reeve.server.desk;

import dev.reeve.core.cases.Actor;
import dev.reeve.core.cases.Decision;
import dev.reeve.core.evidence.Direction;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.Kind;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.evidence.Observation;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Journal;
import dev.reeve.core.journal.StreamAppend;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.journal.VersionConflictException;
import dev.reeve.core.policy.Role;
import dev.reeve.formats.StatedTime;
import dev.reeve.formats.mail.RawMessage;
import dev.reeve.formats.template.TemplateDraft;
import dev.reeve.formats.text.Marks;
import dev.reeve.formats.text.PointedTime;
import dev.reeve.server.evidence.EvidenceStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What persons do with messages that no format reads: read them again, or mark by hand what they say. A mark must
/// stand in the message, letter by letter; what doesn't is no fact. Marks can be kept as a template, so that the
/// sender's next mail is read by machine.
public final class HandMarks {
    /// The name under which a person's reading stands.
    private static final String PARSER = "person/1";

    /// Things that are marked in one message; whoever has more wants a template.
    private static final int MARKS_MAX = 100;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,40}");

    /// Where only the mail has a time.
    private static final Duration MAIL_DOUBT = Duration.ofHours(24);

    private final Journal journal;
    private final EvidenceStore evidence;
    private final OwnTemplates templates;
    private final MessageWorker worker;
    private final Confirmations confirmations;
    private final InstantSource time;

    HandMarks(
            Journal journal,
            EvidenceStore evidence,
            OwnTemplates templates,
            MessageWorker worker,
            Confirmations confirmations,
            InstantSource time) {
        this.journal = journal;
        this.evidence = evidence;
        this.templates = templates;
        this.worker = worker;
        this.confirmations = confirmations;
        this.time = time;
    }

    /// @param kind as in `connection/login_attack`
    /// @param values what is accused, as it stands in the message
    /// @param when as it stands in the message, with its zone; empty where it says nothing
    /// @param template name of a template to keep the marks as; empty for none
    public record Wish(String kind, List<String> values, String when, String template) {
        public Wish {
            values = List.copyOf(values);
        }
    }

    /// Reads it again by machine.
    public Decision readAgain(MessageId id, Actor by) throws IOException {
        if (!by.may(Role.ANALYST)) {
            return new Decision.Refused("not-allowed", "this needs the role analyst");
        }
        return worker.readAgain(id)
                ? new Decision.Decided(List.of(), List.of(), List.of())
                : new Decision.Refused("unreadable", "no format reads it yet; its reason may have changed");
    }

    /// Takes a person's marks for what the message says; they are judged like any other report.
    public Decision mark(MessageId id, Wish wish, Actor by) throws IOException {
        if (!by.may(Role.ANALYST)) {
            return new Decision.Refused("not-allowed", "this needs the role analyst");
        }
        MessageProgress waiting = MessageProgress.of(journal.read(StreamId.of(id)));
        MessageEvent.Received received = waiting.received();
        if (received == null || !(waiting.toConfirm() || waiting.waits())) {
            return new Decision.Refused("conflict", "it doesn't wait for a person");
        }
        Optional<byte[]> raw = evidence.read(received.sha256());
        if (raw.isEmpty()) {
            return new Decision.Refused("erased", "its bytes were erased");
        }
        try {
            RawMessage message = RawMessage.of(received.transport().getOrDefault("file-name", ""), raw.get());
            Reading reading = reading(message, wish, waiting.at());
            String template = wish.template.isBlank() ? null : template(message, wish, reading);
            record(id, received, waiting, reading, by);
            confirmations.settle(id);
            if (template != null) {
                templates.save(wish.template.strip(), template);
            }
            worker.process(id);
            return new Decision.Decided(List.of(), List.of(), List.of());
        } catch (IllegalArgumentException wrong) {
            return new Decision.Refused("invalid", String.valueOf(wrong.getMessage()));
        } catch (VersionConflictException conflict) {
            return new Decision.Refused("conflict", "something happened to it at the same time; look again");
        }
    }

    private record Reading(Kind kind, List<ObservationDraft> drafts, List<TemplateDraft.Value> values) {}

    private static Reading reading(RawMessage message, Wish wish, Instant received) {
        Kind kind = Kind.parse(wish.kind.strip());
        List<String> given = wish.values.stream()
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .toList();
        if (given.isEmpty() || given.size() > MARKS_MAX) {
            throw new IllegalArgumentException("mark 1 to " + MARKS_MAX + " things that are accused, one a line");
        }
        List<TemplateDraft.Value> values = new ArrayList<>();
        Marks.Mark when = null;
        if (!wish.when.isBlank()) {
            when = mark(message, "date", wish.when.strip());
            values.add(new TemplateDraft.Value("time", when.label(), wish.when.strip()));
        }
        PointedTime at = when == null
                ? new PointedTime(Interval.at(received), MAIL_DOUBT, false)
                : time(message, wish.when.strip(), received);
        Map<String, String> stated = when == null
                ? Map.of(StatedTime.FACT, StatedTime.MAIL)
                : at.zoned() ? Map.of() : Map.of(StatedTime.FACT, StatedTime.UNZONED);
        List<ObservationDraft> drafts = new ArrayList<>();
        for (String value : given) {
            Resource resource = resource(value);
            Marks.Mark mark = mark(message, "source", value);
            List<Span> spans = when == null ? List.of(mark.span()) : List.of(mark.span(), when.span());
            values.add(new TemplateDraft.Value(group(resource), mark.label(), value));
            drafts.add(new ObservationDraft(
                    resource,
                    at.span(),
                    at.doubt(),
                    kind,
                    resource instanceof Resource.Address ? Direction.SOURCE : Direction.HOST,
                    false,
                    false,
                    null,
                    stated,
                    spans));
        }
        return new Reading(kind, drafts, values);
    }

    private static Marks.Mark mark(RawMessage message, String what, String value) {
        return Marks.find(message, what, value)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + value + "\" doesn't stand in the message; copy it letter by letter"));
    }

    private static Resource resource(String value) {
        String plain = value.replace("[.]", ".").replace("(.)", ".").replaceFirst("(?i)^hxxp", "http");
        for (String type : List.of("address", "prefix", "url", "mailbox", "domain")) {
            boolean domain = type.equals("domain") && !plain.matches("(?i)[\\p{L}0-9.-]+\\.[\\p{L}]{2,63}");
            try {
                if (!domain) {
                    return Resource.parse(type, plain);
                }
            } catch (IllegalArgumentException notThis) {
                // Then the next.
            }
        }
        throw new IllegalArgumentException("\"" + value + "\" is no address, URL, mailbox or domain");
    }

    private static String group(Resource resource) {
        return switch (resource) {
            case Resource.Url url -> "url";
            case Resource.Domain domain -> "domain";
            case Resource.Mailbox mailbox -> "mailbox";
            default -> "source";
        };
    }

    private static PointedTime time(RawMessage message, String text, Instant received) {
        return PointedTime.in(message, text, received)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text
                        + "\" is read as no time, or as several; mark one such as 2026-11-20 14:03:11 +0100,"
                        + " 20/Nov/2026:14:03:11 +0100, Nov 20 14:03:11, 1795183391 or 20.11.2026, or leave it out"));
    }

    private static String template(RawMessage message, Wish wish, Reading reading) {
        String name = wish.template.strip();
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a template's name is small letters, digits and dashes");
        }
        return TemplateDraft.write(name, message, reading.kind, reading.values);
    }

    /// Marks on what was read doubtfully say that it accuses something else than was read.
    private void record(
            MessageId id, MessageEvent.Received received, MessageProgress waiting, Reading reading, Actor by) {
        List<Observation> observations = new ArrayList<>();
        for (ObservationDraft draft : reading.drafts) {
            observations.add(draft.observation(
                    waiting.next(id, observations.size()),
                    id,
                    received.reporter(),
                    draft.strength(false, false),
                    PARSER));
        }
        List<Event> events = new ArrayList<>();
        if (waiting.toConfirm()) {
            events.add(new MessageEvent.Rejected());
        }
        events.add(new MessageEvent.Parsed(PARSER, observations, Map.of("marked", "by a person")));
        journal.append(List.of(new StreamAppend(StreamId.of(id), waiting.version(), time.instant(), by.id(), events)));
    }
}
