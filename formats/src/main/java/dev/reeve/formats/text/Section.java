package dev.reeve.formats.text;

import dev.reeve.formats.mail.MailField;
import java.util.List;

/// A piece of a message as it is read: its subject, what was written, a file, or a mail that was enclosed as a sample.
///
/// @param text with encodings, tags and disguises taken off
/// @param folded see {@link Folding}
/// @param fields of an enclosed mail; empty otherwise
/// @param index in the document
public record Section(Role role, MappedText text, String folded, List<MailField> fields, int index) {
    public enum Role {
        SUBJECT,
        BODY,
        FILE,
        SAMPLE
    }

    public Section {
        fields = List.copyOf(fields);
    }

    static Section of(Role role, MappedText text, List<MailField> fields, int index) {
        return new Section(role, text, Folding.fold(text.text()), fields, index);
    }

    public String plain() {
        return text.text();
    }
}
