package dev.reeve.collector.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.network.detection.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeptLinesTest {
    private static final Endpoint FOUR = client("203.0.113.10");
    private static final Endpoint SIX = client("2001:db8::10");

    private final KeptLines kept = new KeptLines();

    private static Endpoint client(String text) {
        IpAddress address = IpAddress.parse(text);
        return new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean names(String line, Endpoint client) {
        return KeptLines.names(bytes(line), client);
    }

    @Test
    void aLineNamesAClientHoweverItsAddressIsWritten() {
        assertThat(names("from 203.0.113.10 port 22", FOUR)).isTrue();
        assertThat(names("rip=203.0.113.10, x", FOUR)).isTrue();
        assertThat(names("[::ffff:203.0.113.10]:44", FOUR)).isTrue();
        assertThat(names("it was 203.0.113.10.", FOUR)).isTrue();
        assertThat(names("from 203.0.113.101 and 1203.0.113.10 and 203.0.113.10.7", FOUR))
                .isFalse();
        assertThat(names("\"2001:0DB8:0:0:0:0:0:0010\"", SIX)).isTrue();
        assertThat(names("from 2001:db8::10: Failed", SIX)).isTrue();
        assertThat(names("12:00:01 from 2001:db8::101", SIX)).isFalse();
    }

    @Test
    void whatIsCutIsOfThatClientAndTimeByteForByteAndNotOfACutBefore() {
        kept.keep(1_000_000, "log a", bytes("first of 203.0.113.10 \u00e9"));
        kept.keep(1_000_000, "log a", bytes("of 203.0.113.11"));
        kept.keep(1_000_000 - 60_000, "log a", bytes("long before, of 203.0.113.10"));
        KeptLines.Piece first = kept.cut(FOUR, 1_000_000, 1_001_000, 0);
        assertThat(first.text()).isEqualTo(bytes("log a\tfirst of 203.0.113.10 \u00e9\n"));
        kept.keep(1_001_000, "syslog 192.0.2.1", bytes("second of 203.0.113.10"));
        KeptLines.Piece second = kept.cut(FOUR, 1_000_000, 1_001_000, first.end());
        assertThat(second.text()).isEqualTo(bytes("syslog 192.0.2.1\tsecond of 203.0.113.10\n"));
        assertThat(second.lines()).isEqualTo(Map.of("syslog 192.0.2.1", 1));
        assertThat(kept.cut(SIX, 0, 2_000_000, 0).text()).isEmpty();
    }

    @Test
    void theOldestGoAndACutIsBounded() {
        byte[] line = bytes("of 203.0.113.10 " + "x".repeat(60_000));
        kept.keep(1, "log a", bytes("the oldest of 203.0.113.10"));
        for (int i = 0; i < KeptLines.BYTES_MAX / line.length + 1; i++) {
            kept.keep(2, "log a", line);
        }
        KeptLines.Piece cut = kept.cut(FOUR, 0, 10, 0);
        assertThat(new String(cut.text(), StandardCharsets.ISO_8859_1)).doesNotContain("oldest");
        assertThat(cut.text().length).isLessThanOrEqualTo(KeptLines.CUT_BYTES_MAX);
        assertThat(cut.leftOut()).isPositive();
    }
}
