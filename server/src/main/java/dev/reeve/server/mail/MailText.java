package dev.reeve.server.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.util.CharsetUtil;

/// The plain text of a mail: its first text part, decoded. HTML is not rendered; a mail that has nothing else says
/// so.
public final class MailText {
    /// What a person can be asked to read; the whole is in the evidence.
    static final int BYTES_MAX = 200_000;

    private static final int HEADER_BYTES_MAX = 64 * 1024;

    private MailText() {}

    public static String of(byte[] raw) {
        MimeConfig limits = MimeConfig.custom()
                .setMaxContentLen(50_000_000)
                .setMaxHeaderCount(1_000)
                .setMaxLineLen(100_000)
                .setMaxHeaderLen(100_000)
                .build();
        FirstText first = new FirstText();
        MimeStreamParser parser = new MimeStreamParser(limits);
        parser.setContentDecoding(true);
        parser.setContentHandler(first);
        try {
            parser.parse(new ByteArrayInputStream(raw));
        } catch (MimeException | IOException unreadable) {
            return first.text.isEmpty()
                    ? "(this mail has no text that can be read; see the message itself)"
                    : first.text;
        }
        return first.text.isEmpty() ? "(this mail has no plain text; see the message itself)" : first.text;
    }

    /// Why the mail was sent by a machine (RFC 3834 §5 and what is customary), from its header; empty when a person
    /// may have
    /// sent it.
    public static Optional<String> machine(byte[] raw) {
        for (String line : header(raw).split("\\r?\\n")) {
            String lower = line.toLowerCase(Locale.ROOT);
            boolean submitted = lower.startsWith("auto-submitted:") && !lower.contains("no");
            boolean bulk = lower.startsWith("precedence:") && lower.matches(".*(bulk|list|junk).*");
            boolean noReply =
                    lower.startsWith("from:") && lower.matches(".*(no-?_?reply|do-?not-?reply|mailer-daemon)[^ ]*@.*");
            if (submitted || bulk || noReply) {
                return Optional.of(line.strip());
            }
        }
        return Optional.empty();
    }

    private static String header(byte[] raw) {
        String start = new String(raw, 0, Math.min(raw.length, HEADER_BYTES_MAX), StandardCharsets.ISO_8859_1);
        int end = start.indexOf("\n\n");
        int windows = start.indexOf("\r\n\r\n");
        int first = end < 0 ? windows : windows < 0 ? end : Math.min(end, windows);
        return first < 0 ? start : start.substring(0, first);
    }

    private static final class FirstText extends AbstractContentHandler {
        private String text = "";

        @Override
        public void body(BodyDescriptor descriptor, InputStream in) throws IOException {
            if (text.isEmpty() && descriptor.getMimeType().equals("text/plain")) {
                Charset charset = CharsetUtil.lookup(descriptor.getCharset());
                text = new String(in.readNBytes(BYTES_MAX), charset == null ? StandardCharsets.UTF_8 : charset).strip();
            }
        }
    }
}
