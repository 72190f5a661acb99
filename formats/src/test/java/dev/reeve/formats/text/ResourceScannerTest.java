package dev.reeve.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResourceScannerTest {
    private static List<String> keys(String text) {
        return ResourceScanner.scan(text, 0).stream().map(m -> m.what().key()).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from 203.0.113.9. Please | 203.0.113.9",
                "an old version at 5.9.20.30 | 5.9.20.30",
                "version 2.4.49 runs on 5.9.20.30 | 5.9.20.30",
                "unknown[203.0.113.9]: SASL | 203.0.113.9",
                "SRC=203.0.113.9 LEN=40 | 203.0.113.9",
                "地址203.0.113.9于 | 203.0.113.9",
                "2001:db8::1, | 2001:db8::1",
                "2001:0DB8:0:0:0:0:0:1 | 2001:db8::1",
                "[2001:db8::1]:443 | 2001:db8::1",
                "203.0.113.0/24 | 203.0.113.0/24",
                "http://evil.test/a.php?b=1. | http://evil.test/a.php?b=1",
                "http://evil.test/a(IP: unknown) | http://evil.test/a",
                "http://evil.test/a[seen today] | http://evil.test/a",
                "(see http://evil.test/a_(b)) | http://evil.test/a_(b)",
                "evil.test/ing/u/4471 | evil.test/ing/u/4471",
                "EVIL.TEST | evil.test",
                "bob@evil.test | bob@evil.test"
            })
    void findsIt(String text, String key) {
        assertThat(keys(text)).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Chrome/124.0.0.0 Safari",
                "v 1.0.4.12 and later",
                "Build 15.2.1118.7",
                "(any version up to 6.2.1.0)",
                "Version string in the file: 3.0.0.201",
                "1.2.3.4.5.6",
                "256.1.1.1",
                "12:30:11",
                "std::vector",
                "report.txt",
                "www.evil.testｶ/a",
                "a sentence.Without space",
                "host-203-0-113-9"
            })
    void namesNothing(String text) {
        assertThat(keys(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9.47110 > | 47110",
                "203.0.113.9:80 | 80",
                "203.0.113.9#53 | 53",
                "203.0.113.9 : 8006 | 8006"
            })
    void theGluedPort(String text, int port) {
        Mention.Ip ip = (Mention.Ip) ResourceScanner.scan(text, 0).getFirst().what();
        assertThat(ip.port()).isEqualTo(port);
    }

    /// Found by fuzzing.
    @Test
    void whatIsGluedToAnAddressAndIsNoPortIsNone() {
        Mention.Ip ip =
                (Mention.Ip) ResourceScanner.scan("072::7770.cf:", 0).getFirst().what();
        assertThat(ip.port()).isEqualTo(-1);
    }

    @Test
    void eachStandsWhereItIs() {
        String text = "a 203.0.113.9 b http://evil.test/x c";
        assertThat(ResourceScanner.scan(text, 0).stream().map(m -> text.substring(m.from(), m.to())))
                .containsExactly("203.0.113.9", "http://evil.test/x");
    }
}
