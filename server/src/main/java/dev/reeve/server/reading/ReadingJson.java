package dev.reeve.server.reading;

import dev.reeve.core.evidence.LegalNotice;
import dev.reeve.core.evidence.ObservationDraft;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.evidence.Span;
import dev.reeve.formats.StatedTime;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/// One reading as one line of JSON. All but ASCII is escaped, so that nothing of a message reaches a terminal
/// as it was.
public final class ReadingJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonGenerator json;

    private ReadingJson(JsonGenerator json) {
        this.json = json;
    }

    public static String line(Reading reading) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            new ReadingJson(json).write(reading);
        }
        return text.toString();
    }

    private void write(Reading reading) {
        json.writeStartObject();
        json.writeStringProperty("file", reading.file());
        json.writeStringProperty("outcome", reading.outcome());
        text("reason", reading.reason());
        text("format", reading.format());
        text("reporter", reading.reporter());
        json.writeArrayPropertyStart("observations");
        reading.observations().forEach(this::observation);
        json.writeEndArray();
        reading.notice().ifPresentOrElse(this::notice, () -> json.writeNullProperty("notice"));
        json.writeObjectPropertyStart("notes");
        for (Map.Entry<String, String> note : reading.notes().entrySet()) {
            json.writeStringProperty(note.getKey(), note.getValue());
        }
        json.writeEndObject();
        list("drifted", reading.drifted());
        json.writeEndObject();
    }

    /// Null for the empty text.
    private void text(String name, String value) {
        if (value.isEmpty()) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, value);
        }
    }

    private void observation(ObservationDraft draft) {
        json.writeStartObject();
        json.writeStringProperty("kind", draft.kind().toString());
        resource(draft);
        boolean stated = StatedTime.isStated(draft);
        text("from", stated ? draft.seen().from().toString() : "");
        text("to", stated ? draft.seen().to().toString() : "");
        json.writeStringProperty("direction", draft.direction().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("strength", draft.strength(false, false).word());
        spans(draft.spans());
        json.writeEndObject();
    }

    /// What was reported for the sexual abuse of children has no name but the address that has to be cut off.
    private void resource(ObservationDraft draft) {
        json.writeObjectPropertyStart("resource");
        json.writeStringProperty("type", draft.resource().type());
        switch (draft.resource()) {
            case Resource.Address address -> {
                json.writeStringProperty("value", address.ip().toString());
                Integer port = address.port();
                if (port == null) {
                    json.writeNullProperty("port");
                } else {
                    json.writeNumberProperty("port", port);
                }
            }
            case Resource.Prefix _,
                    Resource.Domain _,
                    Resource.Url _,
                    Resource.Mailbox _,
                    Resource.Login _,
                    Resource.HostedFile _ -> {
                text("value", draft.kind().withheld() ? "" : draft.resource().text());
                json.writeNullProperty("port");
            }
        }
        json.writeEndObject();
    }

    private void spans(List<Span> spans) {
        json.writeArrayPropertyStart("spans");
        spans.forEach(this::span);
        json.writeEndArray();
    }

    private void span(Span span) {
        json.writeStartObject();
        json.writeStringProperty("what", span.what());
        json.writeStringProperty("part", span.part());
        json.writeNumberProperty("offset", span.offset());
        json.writeNumberProperty("length", span.length());
        json.writeEndObject();
    }

    private void notice(LegalNotice notice) {
        json.writeObjectPropertyStart("notice");
        json.writeStringProperty("kind", notice.kind().word());
        json.writeStringProperty("area", notice.area().word());
        json.writeObjectPropertyStart("elements");
        for (LegalNotice.Element element : LegalNotice.Element.values()) {
            List<Span> spans = notice.spans(element);
            if (!spans.isEmpty()) {
                json.writeArrayPropertyStart(element.word());
                spans.forEach(this::span);
                json.writeEndArray();
            }
        }
        json.writeEndObject();
        list("missing", notice.missing().stream().map(LegalNotice.Element::word).toList());
        list(
                "locators",
                notice.locators().stream().map(LegalNotice.Locator::value).toList());
        list("works", notice.works().stream().map(LegalNotice.Work::title).toList());
        json.writeArrayPropertyStart("parties");
        for (LegalNotice.Party party : notice.parties()) {
            json.writeStartObject();
            json.writeStringProperty("role", party.role().word());
            text("name", party.name());
            text("contact", party.contact());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void list(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
