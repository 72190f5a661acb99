package dev.reeve.formats.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The files of one message, archives opened, as far as the limits allow. What is left out is said.
///
/// A file out of an archive has no bytes of its own in the message: its facts point at the whole attachment.
public final class Attachments {
    /// Most files of one message: daily feeds have one, batches tens.
    public static final int FILES_MAX = 200;

    /// Archives in archives: a zipped gzip has two.
    public static final int DEPTH_MAX = 3;

    /// Bytes after unpacking, all files together: the largest daily table of a network of a few million
    /// addresses.
    public static final int UNPACKED_BYTES_MAX = 64_000_000;

    /// How often larger a file may be than what it was packed as. Tables of one network reach 60; a bomb has
    /// 1000.
    public static final int RATIO_MAX = 200;

    /// Below this nobody minds the ratio.
    private static final int RATIO_FREE_BYTES = 1_000_000;

    /// Office documents are archives too, and are read by those who know them.
    private static final Pattern OFFICE = Pattern.compile("\\.(?:xlsx|docx|pptx|ods|odt|odp|jar|apk|epub)$");

    private final List<Opened> files = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private long bytes;

    private Attachments() {}

    /// @param name in lower case, as the sender wrote it, without folders
    /// @param part that it stands in
    public record Opened(String name, String type, ByteSource content, String part) {
        public String text() {
            return Charsets.decode(content.copy(), "");
        }
    }

    /// @param problems what was left out and why, one sentence each
    public record Contents(List<Opened> files, List<String> problems) {
        public Contents {
            files = List.copyOf(files);
            problems = List.copyOf(problems);
        }
    }

    /// All own parts that are files; not the text of the mail itself, and not what stands inside an enclosed
    /// message.
    public static Contents of(MailPart mail) {
        return mail.decoded().files(() -> open(mail));
    }

    private static Contents open(MailPart mail) {
        Attachments attachments = new Attachments();
        mail.own()
                .filter(p -> p.children().isEmpty() && isFile(p))
                .forEach(p -> attachments.add(p.fileName(), p.type().mimeType(), p.content(), p.number(), 0));
        return new Contents(attachments.files, attachments.problems);
    }

    /// The files of one archive, under the same limits; the document itself where it is none.
    public static Contents unpack(String name, ByteSource archive, String part) {
        Attachments attachments = new Attachments();
        if (isZip(archive)) {
            attachments.zip(name, archive, part, 0);
        } else {
            attachments.add(name, "", archive, part, 0);
        }
        return new Contents(attachments.files, attachments.problems);
    }

    private static boolean isFile(MailPart part) {
        String type = part.type().mimeType();
        boolean text = type.equals("text/plain") || type.equals("text/html") || type.startsWith("multipart/");
        return !part.fileName().isEmpty() || !text;
    }

    private void add(String name, String type, ByteSource content, String part, int depth) {
        if (files.size() >= FILES_MAX) {
            note("only the first " + FILES_MAX + " files were opened");
        } else if (isGzip(content) && depth < DEPTH_MAX) {
            gzip(name, content, part, depth);
        } else if (isZip(content) && !OFFICE.matcher(name).find() && depth < DEPTH_MAX) {
            zip(name, content, part, depth);
        } else if (isGzip(content) || isZip(content) && !OFFICE.matcher(name).find()) {
            note("\"" + shown(name) + "\" is packed more than " + DEPTH_MAX + " times over");
        } else {
            files.add(new Opened(name, type, content, part));
        }
    }

    private static boolean isZip(ByteSource content) {
        return Lines.startsWith(content, content.from(), new byte[] {'P', 'K', 3, 4});
    }

    private static boolean isGzip(ByteSource content) {
        return Lines.startsWith(content, content.from(), new byte[] {0x1F, (byte) 0x8B});
    }

    private void gzip(String name, ByteSource packed, String part, int depth) {
        String inner = name.replaceFirst("\\.(?:gz|gzip|tgz)$", "");
        try (InputStream in = new GZIPInputStream(stream(packed))) {
            byte[] content = read(in, packed.length());
            add(inner, "", packed.decodedAs(content), part, depth + 1);
        } catch (IOException broken) {
            note("\"" + shown(name) + "\" can't be unpacked: " + words(broken));
        }
    }

    private void zip(String name, ByteSource packed, String part, int depth) {
        try (ZipInputStream in = new ZipInputStream(stream(packed), StandardCharsets.ISO_8859_1)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (files.size() >= FILES_MAX) {
                    note("only the first " + FILES_MAX + " files were opened");
                    return;
                }
                if (!entry.isDirectory()) {
                    byte[] content = read(in, packed.length());
                    add(plain(entry.getName()), "", packed.decodedAs(content), part, depth + 1);
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            note("\"" + shown(name) + "\" can't be unpacked: " + words(broken));
        }
    }

    private static String plain(String entry) {
        return entry.substring(Math.max(entry.lastIndexOf('/'), entry.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
    }

    private byte[] read(InputStream in, int packedLength) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        long most = Math.max(RATIO_FREE_BYTES, (long) packedLength * RATIO_MAX);
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes += read;
            if (bytes > UNPACKED_BYTES_MAX) {
                throw new IOException("more than " + UNPACKED_BYTES_MAX + " bytes after unpacking");
            }
            if (out.size() + (long) read > most) {
                throw new IOException("it grows more than " + RATIO_MAX + " times when unpacked");
            }
            out.write(buffer, 0, read);
        }
        return out.toByteArray();
    }

    private void note(String problem) {
        if (problems.size() < FILES_MAX && !problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static String words(Exception broken) {
        return shown(String.valueOf(broken.getMessage()));
    }

    private static String shown(String hostile) {
        String plain = hostile.replaceAll("[^\\x20-\\x7E]", "?");
        return plain.length() > 100 ? plain.substring(0, 100) + "…" : plain;
    }

    private static InputStream stream(ByteSource source) {
        return new ByteArrayInputStream(source.bytes(), source.from(), source.length());
    }
}
