package dev.reeve.network.export;

import dev.reeve.network.elements.Elements;
import java.util.ArrayList;
import java.util.List;

/// The one layout of NetFlow v5: a head of 24 bytes and up to 30 records of 48.
final class NetflowV5 {
    static final int HEAD = 24;
    static final int RECORD = 48;

    /// Element and length; 0 is padding.
    private static final int[][] LAYOUT = {
        {8, 4}, {12, 4}, {15, 4}, {10, 2}, {14, 2}, {2, 4}, {1, 4}, {22, 4}, {21, 4}, {7, 2}, {11, 2}, {210, 1}, {6, 1},
        {4, 1}, {5, 1}, {16, 2}, {17, 2}, {9, 1}, {13, 1}, {210, 2}
    };

    private NetflowV5() {}

    static Template template(Elements elements) {
        List<FieldSpec> fields = new ArrayList<>();
        for (int[] field : LAYOUT) {
            fields.add(new FieldSpec(elements.get(0, field[0]), field[1], false));
        }
        return new Template(5, fields);
    }

    /// @param bytes a whole head from there
    static Header header(byte[] bytes, int at) {
        long millis = Bytes.u32(bytes, at + 8) * 1_000 + Bytes.u32(bytes, at + 12) / 1_000_000;
        int sampling = Bytes.u16(bytes, at + 22);
        // The upper two bits are the mode; an interval of 1 or 0 says that nothing is left out.
        return new Header(
                5,
                millis,
                Bytes.u32(bytes, at + 4),
                Bytes.u32(bytes, at + 16),
                Bytes.u16(bytes, at + 20),
                sampling & 0x3FFF);
    }
}
