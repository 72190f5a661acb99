package dev.reeve.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.10, 203.0.113.10",
        "2001:DB8::1, 2001:db8::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "::, ::",
        "::1, ::1",
        "::ffff:203.0.113.10, 203.0.113.10",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    })
    void an_address_is_written_one_way(String text, String canonical) {
        assertThat(IpAddress.parse(text)).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "a.b.c.d",
                "1..2.3",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "g::1",
                "12345::",
                "fe80::1%eth0",
                "[::1]",
                "1:2:3:4:5:6:7:8::",
                "localhost",
                "0x7f.0.0.1",
                "٢٠٣.0.113.10",
            })
    void what_is_no_address_is_refused(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void it_agrees_with_the_platform_on_ten_thousand_addresses() throws UnknownHostException {
        Random random = new Random(5952);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            if (bytes.length == 16 && random.nextBoolean()) {
                java.util.Arrays.fill(bytes, 2 + random.nextInt(6), 8 + random.nextInt(8), (byte) 0);
            }
            IpAddress address = IpAddress.ofBytes(bytes);
            assertThat(InetAddress.getByName(address.toString()).getAddress()).isEqualTo(bytes);
            assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
        }
    }
}
