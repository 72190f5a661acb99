package dev.reeve.formats.text;

import dev.reeve.formats.mail.Attachments;
import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailField;
import dev.reeve.formats.mail.MailPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// All that a message says, as sections of plain text.
///
/// @param mail that it was read from: the message itself, or a mail in it that is the report
/// @param problems what could not be read, one sentence each
public record Document(MailPart mail, List<Section> sections, List<String> problems) {
    /// Most characters of one message: a list of a hundred thousand addresses has about ten million.
    public static final int CHARS_MAX = 12_000_000;

    /// Most sections: a batch has tens.
    static final int SECTIONS_MAX = 100;

    private static final Pattern TEXT_FILE = Pattern.compile(
            "\\.(?:txt|csv|tsv|log|xml|json|eml|md|text|asc|list|lst|conf|dat|msg|yaml|yml|html?|out|ics)$");
    private static final Pattern PICTURE = Pattern.compile(
            "\\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|ico|p7s|p7m|pgp|sig|gpg|mp[34]|avi|mov|exe|bin|dll|vcf|docx?|pptx?)$");

    public Document {
        sections = List.copyOf(sections);
        problems = List.copyOf(problems);
    }

    /// Read once for all formats that ask.
    public static Document of(MailPart mail) {
        return mail.once(Document.class, Document::read);
    }

    private static Document read(MailPart mail) {
        Reader reader = new Reader();
        reader.read(mail);
        return new Document(mail, reader.sections, reader.problems);
    }

    /// The first section of that role.
    public Optional<Section> find(Section.Role role) {
        return sections.stream().filter(s -> s.role() == role).findFirst();
    }

    /// Whether there is a file that may say more and that isn't read.
    public boolean hasUnread() {
        return !problems.isEmpty();
    }

    private static final class Reader {
        private final List<Section> sections = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private int chars;

        void read(MailPart mail) {
            mail.find("Subject").ifPresent(field -> subject(field, mail.words("Subject")));
            body(mail, Section.Role.BODY, List.of());
        }

        private void subject(MailField field, String value) {
            var span = field.span("subject");
            add(
                    Section.Role.SUBJECT,
                    MappedText.standingAt(value, span.part(), (int) span.offset(), span.length()),
                    List.of());
        }

        private void body(MailPart part, Section.Role role, List<MailField> fields) {
            String type = part.type().mimeType();
            if (type.equals("multipart/alternative")) {
                alternative(part, role, fields);
            } else if (!part.children().isEmpty()) {
                children(part, role, fields);
            } else if (type.equals("text/plain") || type.equals("text/html") || type.equals("text/enriched")) {
                boolean file = !part.fileName().isEmpty() && role == Section.Role.BODY;
                if (part.fileName().isEmpty()
                        || TEXT_FILE.matcher(part.fileName()).find()) {
                    add(file ? Section.Role.FILE : role, text(part), fields);
                } else {
                    file(part);
                }
            } else {
                file(part);
            }
        }

        private void children(MailPart part, Section.Role role, List<MailField> fields) {
            String type = part.type().mimeType();
            boolean encloses = type.startsWith("message/") || type.startsWith("text/rfc822");
            for (MailPart child : part.children()) {
                if (encloses) {
                    int before = sections.size();
                    body(child, Section.Role.SAMPLE, child.fields());
                    if (sections.size() == before) {
                        add(Section.Role.SAMPLE, MappedText.standingAt("", child.number(), 0, 0), child.fields());
                    }
                } else {
                    body(child, role, fields);
                }
            }
        }

        /// The plain text, unless it is only a stand-in for the other.
        private void alternative(MailPart part, Section.Role role, List<MailField> fields) {
            Optional<MailPart> plain = leaf(part, "text/plain");
            Optional<MailPart> html = leaf(part, "text/html");
            MappedText words = plain.map(this::text).orElse(MappedText.standingAt("", "", 0, 0));
            if (html.isEmpty()) {
                add(role, words, fields);
            } else {
                MappedText rich = text(html.get());
                boolean standIn =
                        words.text().strip().length() * 3 < rich.text().strip().length();
                add(role, plain.isEmpty() || standIn ? rich : words, fields);
            }
            part.own()
                    .filter(p -> p.children().isEmpty() && !p.isType("text/plain") && !p.isType("text/html"))
                    .forEach(this::file);
        }

        private static Optional<MailPart> leaf(MailPart part, String type) {
            return part.own()
                    .filter(p -> p.children().isEmpty() && p.isType(type))
                    .findFirst();
        }

        private MappedText text(MailPart part) {
            MappedText text = PartText.of(part, CHARS_MAX - chars);
            if (part.isType("text/html") || HtmlText.isHtml(text.text())) {
                return HtmlText.of(text);
            }
            boolean flowed = part.type().parameter("format").equalsIgnoreCase("flowed");
            MappedText joined = flowed
                    ? FlowedText.flowed(text, part.type().parameter("delsp").equalsIgnoreCase("yes"))
                    : FlowedText.wrapped(text);
            return FlowedText.bracketed(joined);
        }

        private void file(MailPart part) {
            String name = part.fileName();
            String type = part.type().mimeType();
            if (type.startsWith("image/")
                    || type.startsWith("audio/")
                    || type.startsWith("video/")
                    || PICTURE.matcher(name).find()
                    || type.equals("application/pgp-signature")
                    || type.equals("application/pkcs7-signature")
                    || type.equals("message/delivery-status")) {
                if (type.startsWith("image/") && !name.isEmpty()) {
                    problems.add("\"" + shown(name) + "\" is a picture");
                }
                return;
            }
            boolean text = type.startsWith("text/")
                    || type.endsWith("json")
                    || type.endsWith("xml")
                    || TEXT_FILE.matcher(name).find();
            ByteSource content = part.content();
            if (text && !isPacked(content)) {
                MappedText words = PartText.of(part, CHARS_MAX - chars);
                add(Section.Role.FILE, HtmlText.isHtml(words.text()) ? HtmlText.of(words) : words, List.of());
                return;
            }
            Attachments.Contents contents = Attachments.unpack(name, content, part.number());
            problems.addAll(contents.problems());
            contents.files().forEach(this::opened);
        }

        private static boolean isPacked(ByteSource content) {
            return content.length() > 3
                    && (content.bytes()[content.from()] == 'P'
                                    && content.bytes()[content.from() + 1] == 'K'
                                    && content.bytes()[content.from() + 2] == 3
                            || content.bytes()[content.from()] == 0x1F
                                    && content.bytes()[content.from() + 1] == (byte) 0x8B);
        }

        private void opened(Attachments.Opened file) {
            ByteSource content = file.content();
            if (PdfText.isPdf(content)) {
                PdfText.Read read = PdfText.read(content);
                read.problem().ifPresent(p -> problems.add("\"" + shown(file.name()) + "\" " + p));
                add(Section.Role.FILE, standing(read.text(), file), List.of());
            } else if (file.name().endsWith(".xlsx")) {
                SheetText.Read read = SheetText.read(content);
                read.problem().ifPresent(p -> problems.add("\"" + shown(file.name()) + "\" " + p));
                add(Section.Role.FILE, standing(read.text(), file), List.of());
            } else if (!PICTURE.matcher(file.name()).find() && isText(content)) {
                MappedText words = PartText.of(content, "", file.part(), CHARS_MAX - chars);
                add(Section.Role.FILE, HtmlText.isHtml(words.text()) ? HtmlText.of(words) : words, List.of());
            } else {
                problems.add("\"" + shown(file.name()) + "\" is of a kind that isn't read");
            }
        }

        private static MappedText standing(String text, Attachments.Opened file) {
            ByteSource content = file.content();
            boolean raw = content.encodedAt() < 0;
            return MappedText.standingAt(
                    text,
                    file.part(),
                    raw ? content.from() : content.encodedAt(),
                    raw ? content.length() : content.encodedLength());
        }

        private static boolean isText(ByteSource content) {
            int looked = Math.min(content.length(), 1_000);
            for (int i = 0; i < looked; i++) {
                byte b = content.bytes()[content.from() + i];
                if (b >= 0 && b < 9) {
                    return false;
                }
            }
            return true;
        }

        private void add(Section.Role role, MappedText text, List<MailField> fields) {
            if (sections.size() >= SECTIONS_MAX || chars >= CHARS_MAX) {
                if (problems.stream().noneMatch(p -> p.startsWith("only the first"))) {
                    problems.add("only the first " + sections.size() + " parts were read");
                }
                return;
            }
            MappedText plain = Refanged.of(text);
            chars += plain.length();
            sections.add(Section.of(role, plain, fields, sections.size()));
        }

        private static String shown(String hostile) {
            String plain = hostile.replaceAll("[^\\x20-\\x7E]", "?").toLowerCase(Locale.ROOT);
            return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
        }
    }
}
