package dev.reeve.network.export;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.elements.ElementType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;

/// The value of a field as a person or another program reads it, by its data type (RFC 7373 for the texts). What is
/// longer or shorter than its type allows is given as the bytes it is: nothing is guessed, nothing is lost.
public final class FieldText {
    /// Seconds from 1900 to 1970: the fine types count as NTP does (RFC 7011 §6.1.9).
    private static final long NTP_TO_UNIX_SECONDS = 2_208_988_800L;

    private FieldText() {}

    /// @return a Long, BigInteger, Double, Boolean or String; an empty text for a field of no bytes
    public static Object value(RecordView record, int field) {
        return value(record.element(field).type(), record.bytes(), record.offset(field), record.length(field));
    }

    static Object value(ElementType type, byte[] bytes, int at, int length) {
        if (length == 0) {
            return "";
        }
        return switch (type) {
            case UNSIGNED8, UNSIGNED16, UNSIGNED32, UNSIGNED64 -> unsigned(bytes, at, length);
            case SIGNED8, SIGNED16, SIGNED32, SIGNED64 -> new BigInteger(bytes, at, length).longValue();
            case FLOAT32, FLOAT64 -> real(bytes, at, length);
            case BOOLEAN ->
                length == 1 && bytes[at] >= 1 && bytes[at] <= 2 ? (Object) (bytes[at] == 1) : hex(bytes, at, length);
            case MAC_ADDRESS -> length == 6 ? mac(bytes, at) : hex(bytes, at, length);
            case IPV4_ADDRESS, IPV6_ADDRESS -> address(type, bytes, at, length);
            case STRING -> string(bytes, at, length);
            case DATE_TIME_SECONDS, DATE_TIME_MILLISECONDS, DATE_TIME_MICROSECONDS, DATE_TIME_NANOSECONDS ->
                time(type, bytes, at, length);
            case OCTET_ARRAY, BASIC_LIST, SUB_TEMPLATE_LIST, SUB_TEMPLATE_MULTI_LIST -> hex(bytes, at, length);
            case UNKNOWN ->
                length <= 8 && Integer.bitCount(length) == 1 ? unsigned(bytes, at, length) : hex(bytes, at, length);
        };
    }

    private static Object unsigned(byte[] bytes, int at, int length) {
        if (length > 8) {
            return hex(bytes, at, length);
        }
        long value = Bytes.unsigned(bytes, at, length);
        return value >= 0 ? (Object) value : new BigInteger(1, copy(bytes, at, length));
    }

    private static Object real(byte[] bytes, int at, int length) {
        return switch (length) {
            case 4 -> (double) Float.intBitsToFloat(Bytes.s32(bytes, at));
            case 8 -> Double.longBitsToDouble(Bytes.s64(bytes, at));
            default -> hex(bytes, at, length);
        };
    }

    private static String mac(byte[] bytes, int at) {
        return HexFormat.ofDelimiter(":").formatHex(bytes, at, at + 6);
    }

    /// An IPv6 address stays one even where it maps an IPv4 address: so the exporter sent it.
    private static Object address(ElementType type, byte[] bytes, int at, int length) {
        boolean whole = length == (type == ElementType.IPV4_ADDRESS ? 4 : 16);
        return whole ? IpAddress.ofBytes(copy(bytes, at, length)).toString() : hex(bytes, at, length);
    }

    /// Fixed fields are filled up with zeros.
    private static String string(byte[] bytes, int at, int length) {
        int end = length;
        while (end > 0 && bytes[at + end - 1] == 0) {
            end--;
        }
        return new String(bytes, at, end, StandardCharsets.UTF_8);
    }

    private static Object time(ElementType type, byte[] bytes, int at, int length) {
        boolean seconds = type == ElementType.DATE_TIME_SECONDS && length == 4;
        if (!seconds && length != 8) {
            return length < 8 ? unsigned(bytes, at, length) : hex(bytes, at, length);
        }
        try {
            return instant(type, bytes, at, length).toString();
        } catch (DateTimeException | ArithmeticException beyondAllTime) {
            return unsigned(bytes, at, length);
        }
    }

    private static Instant instant(ElementType type, byte[] bytes, int at, int length) {
        return switch (type) {
            case DATE_TIME_SECONDS -> Instant.ofEpochSecond(Bytes.unsigned(bytes, at, length));
            case DATE_TIME_MILLISECONDS -> Instant.ofEpochMilli(Bytes.s64(bytes, at));
            default -> {
                long nanos = Bytes.u32(bytes, at + 4) * 1_000_000_000L >>> 32;
                long shown = type == ElementType.DATE_TIME_MICROSECONDS ? nanos / 1_000 * 1_000 : nanos;
                yield Instant.ofEpochSecond(Bytes.u32(bytes, at) - NTP_TO_UNIX_SECONDS, shown);
            }
        };
    }

    private static byte[] copy(byte[] bytes, int at, int length) {
        return java.util.Arrays.copyOfRange(bytes, at, at + length);
    }

    private static String hex(byte[] bytes, int at, int length) {
        return HexFormat.of().formatHex(bytes, at, at + length);
    }
}
