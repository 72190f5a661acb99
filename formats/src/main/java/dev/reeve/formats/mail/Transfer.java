package dev.reeve.formats.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;

/// Takes the transfer encoding off a part. Neither encoding can grow its input.
final class Transfer {
    private Transfer() {}

    static ByteSource decode(ByteSource body, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> body.decodedAs(base64(body));
            case "quoted-printable" -> QuotedPrintable.decode(body);
            default -> body;
        };
    }

    private static byte[] base64(ByteSource body) {
        try (InputStream in = new Base64InputStream(stream(body), DecodeMonitor.SILENT)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            return new byte[0];
        }
    }

    private static InputStream stream(ByteSource body) {
        return new ByteArrayInputStream(body.bytes(), body.from(), body.length());
    }
}
