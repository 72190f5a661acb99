package dev.reeve.formats.mail;

import dev.reeve.formats.Provider;
import java.util.List;
import java.util.Locale;

/// A message as it came, taken apart. What came without a mail around it (a JSON document, a table, a letter
/// in a file) is one part without a header.
///
/// @param mail its parts
/// @param name of the file that it came in, in lower case without folders; empty where it came by mail
/// @param bare whether there is no mail around it
/// @param provider whom it was sent to
public record RawMessage(byte[] bytes, MailPart mail, String name, boolean bare, Provider provider) {
    /// Largest message: XARF allows 15 MB of evidence, which base64 makes 20 MB, twice over for a mail around
    /// it.
    public static final int SIZE_BYTES_MAX = 40_000_000;

    /// Only the bytes decide what it is.
    public static RawMessage of(byte[] bytes) {
        return of("", bytes);
    }

    /// The name decides where the bytes leave it open.
    public static RawMessage of(String fileName, byte[] bytes) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
        ByteSource source = ByteSource.raw(bytes);
        return BareDocument.type(name, source)
                .map(type -> new RawMessage(bytes, BareDocument.part(name, type, source), name, true, Provider.UNKNOWN))
                .orElseGet(() -> new RawMessage(bytes, MailScanner.scan(source), name, false, Provider.UNKNOWN));
    }

    /// Its files, archives opened: the attachments of a mail, or the bare document itself. Opened once.
    public Attachments.Contents files() {
        return bare ? mail.decoded().files(() -> Attachments.ofDocument(name, mail)) : Attachments.of(mail);
    }

    /// What of its parts and fields the limits left out, one sentence each.
    public List<String> leftOut() {
        return MailScanner.leftOut(mail);
    }

    /// The message that this one encloses, as if it had come by itself; its facts stand in the bytes of this
    /// one.
    public RawMessage forwarding(MailPart enclosed) {
        return new RawMessage(bytes, enclosed, name, false, provider);
    }

    public RawMessage sentTo(Provider other) {
        return new RawMessage(bytes, mail, name, bare, other);
    }

    /// All of its bytes, the header included.
    public ByteSource whole() {
        return ByteSource.raw(bytes);
    }

    public boolean bareJson() {
        return bare && mail.isType("application/json");
    }

    /// Subject in lower case with its encoded words decoded.
    public String subject() {
        return mail.words("Subject").toLowerCase(Locale.ROOT);
    }
}
