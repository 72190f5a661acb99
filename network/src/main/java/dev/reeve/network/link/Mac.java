package dev.reeve.network.link;

import java.util.HexFormat;

/// Addresses of the link layer, which are kept as the low 48 bits of a long.
public final class Mac {
    private Mac() {}

    /// @throws IllegalArgumentException when the text is not six bytes in hexadecimal, such as
    /// `02:00:00:00:00:01`
    public static long parse(String text) {
        String digits = text.strip().replaceAll("[:.-]", "");
        if (!digits.matches("[0-9A-Fa-f]{12}")) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no link-layer address; write one such as 02:00:00:00:00:01");
        }
        return HexFormat.fromHexDigitsToLong(digits);
    }

    static String text(long mac) {
        byte[] bytes = new byte[6];
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (mac >>> 40 - 8 * i);
        }
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }
}
