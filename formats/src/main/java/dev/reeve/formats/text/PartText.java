package dev.reeve.formats.text;

import dev.reeve.formats.mail.ByteSource;
import dev.reeve.formats.mail.MailPart;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the text of a part with the place of each character, through its transfer encoding and its charset.
///
/// A charset's label is often wrong: what is valid UTF-8 is UTF-8, unless the label names one that hides in ASCII; else
/// the label, read as the superset that senders mean by it, is believed.
final class PartText {
    /// Charsets whose text is made of ASCII bytes.
    private static final Set<String> HIDING =
            Set.of("iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "utf-16", "utf-16le", "utf-16be", "csiso2022jp");

    /// What senders mean by a label: the larger set of the same name.
    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("sjis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ascii", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("", "windows-1252"));

    private PartText() {}

    /// Bytes without their transfer encoding, and where each of them came from.
    private record Bytes(byte[] bytes, int[] from, int length, int end) {
        int from(int index) {
            return index < length ? from[index] : end;
        }
    }

    /// @param charsMax more is left out
    static MappedText of(MailPart part, int charsMax) {
        ByteSource body = part.body();
        String charset = part.type().parameter("charset");
        if (body.encodedAt() >= 0) {
            return of(part.content(), charset, part.number(), charsMax);
        }
        Bytes bytes = switch (part.value("Content-Transfer-Encoding").strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> plain(body);
        };
        return decode(bytes, charset, part.number(), charsMax);
    }

    /// Bytes that were decoded elsewhere, such as a file out of an archive.
    static MappedText of(ByteSource content, String charset, String part, int charsMax) {
        if (content.encodedAt() < 0) {
            return decode(plain(content), charset, part, charsMax);
        }
        byte[] bytes = content.copy();
        Charset used = charset(bytes, bytes.length, charset);
        String text = new String(bytes, used);
        return MappedText.standingAt(
                text.length() > charsMax ? text.substring(0, charsMax) : text,
                part,
                content.encodedAt(),
                content.encodedLength());
    }

    private static Bytes plain(ByteSource body) {
        int length = body.length();
        byte[] bytes = body.copy();
        int[] from = new int[length];
        for (int i = 0; i < length; i++) {
            from[i] = body.from() + i;
        }
        return new Bytes(bytes, from, length, body.to());
    }

    private static Bytes base64(ByteSource body) {
        byte[] in = body.bytes();
        byte[] out = new byte[body.length()];
        int[] from = new int[body.length()];
        int length = 0;
        int bits = 0;
        int held = 0;
        int begun = body.from();
        for (int i = body.from(); i < body.to(); i++) {
            int value = sextet(in[i]);
            if (in[i] == '=') {
                bits = 0;
                held = 0;
            }
            if (value < 0) {
                continue;
            }
            begun = bits == 0 ? i : begun;
            held = held << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                out[length] = (byte) (held >> bits);
                from[length++] = begun;
                held &= (1 << bits) - 1;
                begun = i;
            }
        }
        return new Bytes(out, from, length, body.to());
    }

    private static int sextet(byte b) {
        if (b >= 'A' && b <= 'Z') {
            return b - 'A';
        }
        if (b >= 'a' && b <= 'z') {
            return b - 'a' + 26;
        }
        if (b >= '0' && b <= '9') {
            return b - '0' + 52;
        }
        return b == '+' || b == '-' ? 62 : b == '/' || b == '_' ? 63 : -1;
    }

    private static Bytes quotedPrintable(ByteSource body) {
        byte[] in = body.bytes();
        byte[] out = new byte[body.length()];
        int[] from = new int[body.length()];
        int length = 0;
        int i = body.from();
        while (i < body.to()) {
            if (in[i] != '=') {
                out[length] = in[i];
                from[length++] = i++;
                continue;
            }
            int end = softBreak(in, i + 1, body.to());
            if (end > 0) {
                i = end;
                continue;
            }
            int high = i + 2 < body.to() ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < body.to() ? Character.digit(in[i + 2], 16) : -1;
            boolean hex = high >= 0 && low >= 0;
            out[length] = hex ? (byte) (high << 4 | low) : in[i];
            from[length++] = i;
            i += hex ? 3 : 1;
        }
        return new Bytes(out, from, length, body.to());
    }

    /// The first byte after a soft line break; -1 where there is none. Spaces after the sign were added on the way.
    private static int softBreak(byte[] in, int at, int to) {
        int i = at;
        while (i < to && (in[i] == ' ' || in[i] == '\t')) {
            i++;
        }
        if (i >= to) {
            return to;
        }
        if (in[i] == '\r' && i + 1 < to && in[i + 1] == '\n') {
            return i + 2;
        }
        return in[i] == '\n' ? i + 1 : -1;
    }

    private static MappedText decode(Bytes bytes, String label, String part, int charsMax) {
        Charset charset = charset(bytes.bytes(), bytes.length(), label);
        MappedText.Builder text = new MappedText.Builder(part, Math.min(charsMax, bytes.length()));
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.wrap(bytes.bytes(), 0, bytes.length());
        boolean ascii = !HIDING.contains(label.toLowerCase(Locale.ROOT))
                && !charset.name().startsWith("UTF-16");
        CharBuffer out = CharBuffer.allocate(2);
        while (in.hasRemaining() && text.length() < charsMax) {
            int at = in.position();
            byte b = in.get(at);
            if (ascii && b >= 0) {
                in.position(at + 1);
                if (b != '\r') {
                    text.add(
                            (char) b,
                            bytes.from(at),
                            bytes.from(at) + 1 > bytes.from(at + 1) ? bytes.from(at) + 1 : bytes.from(at + 1));
                }
                continue;
            }
            out.clear().limit(1);
            CoderResult result = decoder.decode(in, out, true);
            if (out.position() == 0 && result.isOverflow()) {
                out.clear();
                decoder.decode(in, out, true);
            }
            if (out.position() == 0 && in.position() == at) {
                break;
            }
            for (int i = 0; i < out.position(); i++) {
                if (out.get(i) != '\r' && out.get(i) != '\uFEFF') {
                    text.add(out.get(i), bytes.from(at), Math.max(bytes.from(at), bytes.from(in.position())));
                }
            }
        }
        return text.build();
    }

    private static Charset charset(byte[] bytes, int length, String label) {
        String low = label.strip().toLowerCase(Locale.ROOT);
        if (length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)) {
            return StandardCharsets.UTF_16;
        }
        if (!HIDING.contains(low) && isUtf8(bytes, length)) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(MEANT.getOrDefault(low, low));
        } catch (IllegalArgumentException unknown) {
            return Charset.forName("windows-1252");
        }
    }

    /// RFC 3629, by hand: decoding only to see whether it goes makes a copy of everything.
    static boolean isUtf8(byte[] bytes, int length) {
        int i = 0;
        while (i < length) {
            int b = bytes[i] & 0xFF;
            int more = b < 0x80
                    ? 0
                    : b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : -1;
            if (more < 0 || i + more >= length && more > 0) {
                return false;
            }
            for (int j = 1; j <= more; j++) {
                if ((bytes[i + j] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }
}
