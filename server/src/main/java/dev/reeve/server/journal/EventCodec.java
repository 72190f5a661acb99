package dev.reeve.server.journal;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.evidence.MessageEvent;
import dev.reeve.core.ids.ActorId;
import dev.reeve.core.journal.Event;
import dev.reeve.core.journal.Recorded;
import dev.reeve.core.journal.StreamId;
import dev.reeve.core.reporters.ReporterEvent;
import dev.reeve.core.safety.AccountEvent;
import dev.reeve.core.safety.DeskEvent;
import dev.reeve.server.journal.Form.FormException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Turns events into the exact bytes of journal entries and back. An entry is one line of JSON in UTF-8, without
/// spaces,
/// properties always in this order:
///
/// ```
/// {"v":1,"seq":7,"at":"2026-11-01T12:00:00Z","stream":"case/c-1","version":2,"type":"case.opened","by":"desk","data":{…}}
/// ```
///
/// `type` is the family's word and the record's name; {@link Forms} says how each value is written.
public final class EventCodec {
    /// The families of events; a new family is one entry here.
    public static final List<Class<? extends Event>> FAMILIES =
            List.of(CaseEvent.class, AccountEvent.class, DeskEvent.class, MessageEvent.class, ReporterEvent.class);

    /// Old events and what they are read as.
    private static final List<Upcast> UPCASTS = List.of();

    private static final Pattern STREAM_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@+-]{0,119}");

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Map<Class<?>, String> words = new HashMap<>();
    private final Map<String, RecordForm> forms = new TreeMap<>();
    private final Map<String, Upcast> upcasts;

    public EventCodec() {
        this(FAMILIES, UPCASTS);
    }

    EventCodec(List<Class<? extends Event>> families, List<Upcast> upcasts) {
        Forms all = new Forms();
        for (Class<? extends Event> family : families) {
            String word = Words.of(family.getSimpleName().replaceFirst("Event$", ""));
            for (Class<?> event : ChoiceForm.members(family)) {
                String type = word + "." + Words.of(event.getSimpleName());
                if (forms.put(type, new RecordForm(event, all)) != null) {
                    throw new IllegalStateException("two events are called " + type);
                }
                words.put(event, type);
            }
        }
        this.upcasts = upcasts.stream().collect(Collectors.toMap(Upcast::oldType, upcast -> upcast));
    }

    /// Every event that can be written, by its type.
    Map<Class<?>, String> types() {
        return Map.copyOf(words);
    }

    public String type(Event event) {
        String type = words.get(event.getClass());
        if (type == null) {
            throw new IllegalStateException(event.getClass() + " belongs to no family of events in EventCodec");
        }
        return type;
    }

    /// The properties of an event, as they stand under `data`.
    byte[] encode(Event event) {
        String type = type(event);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            form(type).write(event, out);
        }
        return bytes.toByteArray();
    }

    Event decode(String type, byte[] data) {
        return decode(type, json.readTree(data));
    }

    private Event decode(String writtenType, JsonNode writtenData) {
        String type = writtenType;
        JsonNode data = writtenData;
        for (Upcast upcast = upcasts.get(type); upcast != null; upcast = upcasts.get(type)) {
            data = upcast.data().apply((ObjectNode) data);
            type = upcast.newType();
        }
        try {
            return (Event) form(type).read(data);
        } catch (FormException e) {
            throw new FormException(type + ": " + e.getMessage(), e);
        }
    }

    private RecordForm form(String type) {
        RecordForm form = forms.get(type);
        if (form == null) {
            throw new FormException("there is no event " + type);
        }
        return form;
    }

    /// The exact bytes of an entry.
    byte[] entry(Entry entry, byte[] data) {
        byte[] head = (head(entry.seq())
                        + entry.at()
                        + afterTime(entry.stream(), entry.version())
                        + "\"type\":\"" + entry.type()
                        + "\",\"by\":\"" + entry.by() + "\",\"data\":")
                .getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[head.length + data.length + 1];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(data, 0, bytes, head.length, data.length);
        bytes[bytes.length - 1] = '}';
        return bytes;
    }

    /// How every entry of this number begins, up to its time.
    static String head(long seq) {
        return "{\"v\":1,\"seq\":" + seq + ",\"at\":\"";
    }

    /// What follows the time.
    static String afterTime(StreamId stream, long version) {
        return "\",\"stream\":\"" + name(stream) + "\",\"version\":" + version + ",";
    }

    /// A stream as entries name it.
    static String name(StreamId stream) {
        if (!STREAM_ID.matcher(stream.id()).matches()) {
            throw new IllegalArgumentException("a stream can't be called " + stream.id());
        }
        return word(stream.type()) + "/" + stream.id();
    }

    static String word(StreamId.Type type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    static StreamId stream(String type, String id) {
        return new StreamId(StreamId.Type.valueOf(type.toUpperCase(Locale.ROOT)), id);
    }

    /// What an entry says.
    ///
    /// @throws FormException when the bytes are no entry
    public Decoded decode(byte[] bytes) {
        try {
            JsonNode root = json.readTree(bytes);
            if (root.path("v").asInt(0) != 1) {
                throw new FormException("this Reeve reads entries of form 1, not " + root.path("v"));
            }
            String[] stream = root.get("stream").stringValue().split("/", 2);
            Entry entry = new Entry(
                    root.get("seq").longValue(),
                    Instant.parse(root.get("at").stringValue()),
                    stream(stream[0], stream[1]),
                    root.get("version").longValue(),
                    root.get("type").stringValue(),
                    new ActorId(root.get("by").stringValue()));
            return new Decoded(entry, decode(entry.type(), root.get("data")));
        } catch (JacksonException | NullPointerException | IllegalArgumentException | DateTimeException e) {
            throw new FormException("this is no entry of the journal: " + e.getMessage(), e);
        }
    }

    /// @param event as the entry's data says
    public record Decoded(Entry entry, Event event) {
        Recorded<Event> recorded() {
            return new Recorded<>(event, entry.at(), entry.by());
        }
    }
}
