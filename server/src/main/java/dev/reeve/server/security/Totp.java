package dev.reeve.server.security;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes from the clock (RFC 6238): HMAC-SHA-1, six digits, steps of 30 seconds, one step of doubt either way. Every
/// app
/// knows this form. A code counts once.
final class Totp {
    static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int WINDOW = 1;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, offset, 4).getInt() & 0x7FFF_FFFF;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /// @param used the last step whose code was taken; it and those before are refused
    /// @return the step of the code, or nothing when it is wrong or was used
    static OptionalLong match(byte[] secret, String code, Instant now, long used) {
        byte[] given = code.replaceAll("\\s", "").getBytes(StandardCharsets.UTF_8);
        OptionalLong found = OptionalLong.empty();
        for (long step = step(now) - WINDOW; step <= step(now) + WINDOW; step++) {
            boolean same = MessageDigest.isEqual(code(secret, step).getBytes(StandardCharsets.UTF_8), given);
            if (same && step > used) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /// RFC 4648 §6, without padding, as apps want to have it typed in.
    static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << 5 - bits & 31)).toString();
    }

    static String uri(String issuer, String name, byte[] secret) {
        String who = encode(issuer) + ":" + encode(name);
        return "otpauth://totp/" + who + "?secret=" + base32(secret) + "&issuer=" + encode(issuer);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
