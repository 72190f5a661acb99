package dev.reeve.server.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.network.detection.Endpoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OwnAddressesTest {
    private final OwnAddresses own = new OwnAddresses();

    private boolean owns(String text) {
        IpAddress address = IpAddress.parse(text);
        return own.test(new Endpoint(address.high(), address.low(), address.family() == IpAddress.Family.IPV6));
    }

    private void swap(String... prefixes) {
        own.swap(Stream.of(prefixes).map(IpPrefix::parse).toList());
    }

    @Test
    void anAddressIsOwnWithinABlockAndNotBesideIt() {
        swap("203.0.113.0/28", "198.51.100.7/32", "2001:db8:20:1::/64", "2001:db8:30::8/126");
        assertThat(List.of(
                        owns("203.0.113.0"),
                        owns("203.0.113.15"),
                        owns("198.51.100.7"),
                        owns("2001:db8:20:1:ffff::1"),
                        owns("2001:db8:30::b")))
                .containsOnly(true);
        assertThat(List.of(
                        owns("203.0.113.16"),
                        owns("198.51.100.8"),
                        owns("2001:db8:20:2::1"),
                        owns("2001:db8:30::c"),
                        owns("::203.0.113.1")))
                .containsOnly(false);
    }

    @Test
    void anotherInventoryTakesThePlaceOfTheOldOne() {
        assertThat(owns("203.0.113.1")).isFalse();
        swap("203.0.113.0/24");
        swap("198.51.100.0/24");
        assertThat(owns("203.0.113.1")).isFalse();
        swap("0.0.0.0/0");
        assertThat(owns("203.0.113.1")).isTrue();
    }
}
