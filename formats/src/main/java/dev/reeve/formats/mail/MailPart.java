package dev.reeve.formats.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A part of a mail, the mail itself included.
///
/// @param number counted as in `1.2`; empty for the mail itself
/// @param body its bytes as they are written, still encoded
/// @param children of a multipart, or the one message of a `message/rfc822`
/// @param decoded its content, once somebody has asked for it
public record MailPart(
        String number,
        List<MailField> fields,
        ContentType type,
        ByteSource body,
        List<MailPart> children,
        Decoded decoded) {
    /// Of each part its content is taken out once, however many formats look at it.
    static final class Decoded {
        private @Nullable ByteSource content;
        private Attachments.@Nullable Contents files;
        private @Nullable String fileName;
        private @Nullable String text;
        private @Nullable PlacedText placed;
        private @Nullable List<MailPart> own;
        private final Map<String, String> words = new HashMap<>();
        private final Map<String, String> mailboxes = new HashMap<>();
        private final Map<Class<?>, Object> taken = new HashMap<>();

        private ByteSource of(MailPart part) {
            ByteSource known = content;
            if (known == null) {
                known = Transfer.decode(part.body, part.value("Content-Transfer-Encoding"));
                content = known;
            }
            return known;
        }

        private String fileName(MailPart part) {
            String known = fileName;
            if (known == null) {
                String disposition = part.find("Content-Disposition").isEmpty()
                        ? ""
                        : ContentType.parse(part.value("Content-Disposition")).parameter("filename");
                known = (disposition.isEmpty() ? part.type.parameter("name") : disposition).toLowerCase(Locale.ROOT);
                fileName = known;
            }
            return known;
        }

        private String text(MailPart part) {
            String known = text;
            if (known == null) {
                known = Charsets.decode(part.content().copy(), part.type.parameter("charset"));
                text = known;
            }
            return known;
        }

        private PlacedText placed(MailPart part) {
            PlacedText known = placed;
            if (known == null) {
                known = PlacedText.of(part.content(), part.number);
                placed = known;
            }
            return known;
        }

        private List<MailPart> own(MailPart part) {
            List<MailPart> known = own;
            if (known == null) {
                known = part.collectOwn();
                own = known;
            }
            return known;
        }

        Attachments.Contents files(Supplier<Attachments.Contents> opened) {
            Attachments.Contents known = files;
            if (known == null) {
                known = opened.get();
                files = known;
            }
            return known;
        }
    }

    MailPart(String number, List<MailField> fields, ContentType type, ByteSource body, List<MailPart> children) {
        this(number, fields, type, body, children, new Decoded());
    }

    public MailPart {
        fields = List.copyOf(fields);
        children = List.copyOf(children);
    }

    /// The first field of that name.
    public Optional<MailField> find(String name) {
        for (MailField field : fields) {
            if (field.is(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    public Stream<MailField> list(String name) {
        return fields.stream().filter(f -> f.is(name));
    }

    /// The value of the first field of that name, or empty.
    public String value(String name) {
        return find(name).map(MailField::value).orElse("");
    }

    /// The same with its encoded words decoded.
    public String words(String name) {
        return decoded.words.computeIfAbsent(name, field -> EncodedWords.decode(value(field)));
    }

    /// The first mailbox in the first field of that name, or empty.
    public String mailbox(String name) {
        return decoded.mailboxes.computeIfAbsent(name, field -> Addresses.mailbox(value(field)));
    }

    /// What somebody takes the part for, taken once, however many formats look at it.
    public <T> T once(Class<T> sort, Function<MailPart, T> take) {
        Object known = decoded.taken.get(sort);
        if (known == null) {
            known = take.apply(this);
            decoded.taken.put(sort, known);
        }
        return sort.cast(known);
    }

    public boolean isType(String mimeType) {
        return type.mimeType().equals(mimeType);
    }

    /// File name from either header, in lower case; empty when there is none.
    public String fileName() {
        return decoded.fileName(this);
    }

    /// What the part holds, without its transfer encoding.
    public ByteSource content() {
        return decoded.of(this);
    }

    /// What it holds, with the place of every character.
    PlacedText placed() {
        return decoded.placed(this);
    }

    /// What it holds as text in its own charset.
    public String text() {
        return decoded.text(this);
    }

    /// This part and all below it, but not what stands inside an enclosed message: that is somebody else's
    /// mail.
    public Stream<MailPart> own() {
        return decoded.own(this).stream();
    }

    private List<MailPart> collectOwn() {
        boolean enclosing =
                type.mimeType().startsWith("message/") || type.mimeType().startsWith("text/rfc822");
        List<MailPart> own = new ArrayList<>();
        own.add(this);
        if (!enclosing) {
            children.forEach(child -> own.addAll(child.collectOwn()));
        }
        return own;
    }

    /// The first own text: what a person wrote or would read.
    public Optional<MailPart> firstText() {
        return own().filter(p -> p.children().isEmpty() && p.isType("text/plain"))
                .findFirst();
    }

    /// The message that is enclosed, whole or only its header, however it is labelled.
    public Optional<MailPart> enclosed() {
        return own().filter(p -> !p.children().isEmpty()
                        && (p.type.mimeType().startsWith("message/")
                                || p.type.mimeType().startsWith("text/rfc822")))
                .map(p -> p.children().getFirst())
                .findFirst();
    }
}
