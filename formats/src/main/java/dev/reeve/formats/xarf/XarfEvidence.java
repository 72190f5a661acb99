package dev.reeve.formats.xarf;

import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.json.JsonValue.Members;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Checks the enclosed evidence against its limits and its own hashes. Its content is looked at for nothing
/// else.
///
/// @param present whether there is any
record XarfEvidence(boolean present, List<String> problems, Map<String, String> notes) {
    /// The specification's limits.
    static final int ITEM_BYTES_MAX = 5_000_000;

    static final int TOTAL_BYTES_MAX = 15_000_000;
    static final int ITEMS_MAX = 50;

    private static final Map<String, String> ALGORITHMS =
            Map.of("md5", "MD5", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

    static XarfEvidence check(List<JsonValue> items) {
        List<String> problems = new ArrayList<>();
        Map<String, String> notes = new LinkedHashMap<>();
        long total = 0;
        int found = 0;
        for (int i = 0; i < Math.min(items.size(), ITEMS_MAX); i++) {
            if (!(items.get(i) instanceof Members item)) {
                continue;
            }
            byte[] payload = payload(item);
            total += payload.length;
            found += payload.length > 0 ? 1 : 0;
            if (payload.length > ITEM_BYTES_MAX) {
                problems.add("`evidence[" + i + "]` has more than " + ITEM_BYTES_MAX + " bytes; send an excerpt");
            }
            String verdict = verdict(item.text("hash"), payload);
            if (!verdict.isEmpty()) {
                notes.put("evidence[" + i + "].hash", verdict);
            }
        }
        if (items.size() > ITEMS_MAX) {
            problems.add("`evidence` has more than " + ITEMS_MAX + " items; send the best");
        }
        if (total > TOTAL_BYTES_MAX) {
            problems.add("`evidence` has more than " + TOTAL_BYTES_MAX + " bytes in all; send an excerpt");
        }
        return new XarfEvidence(found > 0, problems, notes);
    }

    private static byte[] payload(Members item) {
        String text = item.text("payload", "Data", "Payload");
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /// Empty where the hash is right or not told.
    private static String verdict(String hash, byte[] payload) {
        int colon = hash.indexOf(':');
        if (colon < 0) {
            return hash.isEmpty() ? "" : "not of the form algorithm:hex";
        }
        String algorithm =
                ALGORITHMS.get(hash.substring(0, colon).toLowerCase(Locale.ROOT).replace("-", ""));
        if (algorithm == null) {
            return "of an unknown algorithm";
        }
        try {
            String actual = HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(payload));
            return actual.equalsIgnoreCase(hash.substring(colon + 1).strip()) ? "" : "does not match the payload";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }
}
