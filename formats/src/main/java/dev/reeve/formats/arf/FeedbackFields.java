package dev.reeve.formats.arf;

import dev.reeve.formats.mail.FieldScanner;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The fields of the machine-readable part, blank lines between them or not.
record FeedbackFields(List<MailField> fields) {
    static FeedbackFields of(MailPart part) {
        return new FeedbackFields(FieldScanner.blocks(part.content(), part.number()).stream()
                .flatMap(List::stream)
                .toList());
    }

    Optional<MailField> find(String name) {
        return list(name).findFirst();
    }

    Stream<MailField> list(String name) {
        return fields.stream().filter(f -> f.is(name));
    }
}
