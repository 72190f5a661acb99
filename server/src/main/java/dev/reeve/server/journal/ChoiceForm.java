package dev.reeve.server.journal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// One record of a sealed family: its object begins with `"type"`, the record's name in words.
final class ChoiceForm implements Form {
    static final String TYPE = "type";

    private final Class<?> family;
    private final Map<Class<?>, String> words = new HashMap<>();
    private final Map<String, RecordForm> forms = new HashMap<>();

    ChoiceForm(Class<?> family, Forms all) {
        this.family = family;
        for (Class<?> member : members(family)) {
            String word = Words.of(member.getSimpleName());
            RecordForm form = new RecordForm(member, all);
            if (forms.put(word, form) != null || form.has(TYPE)) {
                throw new IllegalStateException(member + " can't be told apart by its type");
            }
            words.put(member, word);
        }
    }

    /// All records below a sealed interface.
    static List<Class<?>> members(Class<?> family) {
        if (family.isRecord()) {
            return List.of(family);
        }
        if (!family.isSealed()) {
            throw new IllegalStateException(family + " is neither a record nor sealed: the journal has no form for it");
        }
        return java.util.Arrays.stream(family.getPermittedSubclasses())
                .flatMap(member -> members(member).stream())
                .toList();
    }

    @Override
    public void write(Object value, JsonGenerator out) {
        String word = words.get(value.getClass());
        RecordForm form = word == null ? null : forms.get(word);
        if (form == null) {
            throw new IllegalStateException(value.getClass() + " is not of " + family);
        }
        out.writeStartObject();
        out.writeStringProperty(TYPE, word);
        form.writeParts(value, out);
        out.writeEndObject();
    }

    @Override
    public Object read(JsonNode node) {
        JsonNode word = node.get(TYPE);
        RecordForm form = word == null ? null : forms.get(word.asString());
        if (form == null) {
            throw new FormException(family.getSimpleName() + " has no type " + word);
        }
        return form.read(node, 1);
    }
}
