package dev.reeve.network.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ClientSpaceTest {
    private static List<IpPrefix> blocks(String... texts) {
        return Stream.of(texts).map(IpPrefix::parse).toList();
    }

    private static int number(ClientNumbers numbers, String text) {
        IpAddress address = IpAddress.parse(text);
        return numbers.number(address.high(), address.low(), address.family() == IpAddress.Family.IPV6);
    }

    @Test
    void everyIpv4AddressHasItsOwnNumberAndTheyLieDensely() {
        ClientSpace space = ClientSpace.of(blocks("203.0.112.0/23", "198.51.100.0/25"));
        Set<Integer> seen = new HashSet<>();
        for (long a = 0xCB007000L; a <= 0xCB0071FFL; a++) {
            seen.add(space.numberV4(a));
        }
        for (long a = 0xC6336400L; a <= 0xC633647FL; a++) {
            seen.add(space.numberV4(a));
        }
        assertThat(seen).hasSize(512 + 128).allMatch(n -> n >= 0 && n < 768);
        assertThat(space.numberV4(0xC6336480L)).as("the other half of a /24").isEqualTo(ClientSpace.NOBODY);
    }

    @Test
    void anotherVersionKeepsTheNumbersOfWhatStays() {
        ClientSpace first = ClientSpace.of(blocks("198.51.100.0/24", "203.0.113.0/24"));
        ClientSpace second = first.next(blocks("192.0.2.0/24", "203.0.113.0/24"));
        assertThat(second.numberV4(0xCB007109L)).isEqualTo(first.numberV4(0xCB007109L));
        assertThat(second.numberV4(0xC6336401L)).isEqualTo(ClientSpace.NOBODY);
        assertThat(second.numberV4(0xC0000201L)).isGreaterThan(first.numberV4(0xCB0071FFL));
        assertThat(second.next(blocks("198.51.100.0/24")).numberV4(0xC6336401L))
                .as("what comes back")
                .isEqualTo(first.numberV4(0xC6336401L));
    }

    @Test
    void anIpv6ClientIsASlash64OrTheLongerBlockThatIsListed() {
        ClientNumbers numbers = new ClientNumbers(ClientSpace.of(blocks("2001:db8::/32", "2001:db8:9::1")), 10_000);
        int one = number(numbers, "2001:db8:1:2::1");
        assertThat(number(numbers, "2001:db8:1:2:ffff::7")).isEqualTo(one);
        assertThat(number(numbers, "2001:db8:1:3::1")).isNotEqualTo(one);
        assertThat(number(numbers, "2001:db8:9::1")).isNotEqualTo(number(numbers, "2001:db8:9::2"));
        assertThat(number(numbers, "2001:db9::1")).isEqualTo(ClientSpace.NOBODY);
        for (int i = 0; i < 5_000; i++) {
            number(numbers, "2001:db8:77:" + Integer.toHexString(i) + "::1");
        }
        assertThat(number(numbers, "2001:db8:1:2::9"))
                .as("after the table grew")
                .isEqualTo(one);
    }

    @Test
    void whoeverOwnsEverythingHasNumbersAsTheyComeAndForgetsThemByTheBlock() {
        ClientNumbers numbers = new ClientNumbers(ClientSpace.of(blocks("0.0.0.0/0", "203.0.113.0/24")), 10);
        int one = number(numbers, "198.51.100.7");
        int other = number(numbers, "198.51.100.8");
        assertThat(number(numbers, "198.51.100.7")).isEqualTo(one).isNotEqualTo(other);
        assertThat(number(numbers, "203.0.113.9")).as("a dense one").isLessThan(256);
        Set<Integer> within = new HashSet<>();
        numbers.within(IpPrefix.parse("198.51.100.0/24"), within::add);
        assertThat(within).containsExactlyInAnyOrder(one, other);
    }

    @Test
    void ipv6ClientsBeyondTheLimitAreRefusedAndCounted() {
        ClientNumbers numbers = new ClientNumbers(ClientSpace.of(blocks("2001:db8::/32")), 1);
        assertThat(number(numbers, "2001:db8:1::1")).isEqualTo(ClientNumbers.V6_FROM);
        assertThat(number(numbers, "2001:db8:2::1")).isEqualTo(ClientSpace.NOBODY);
        assertThat(numbers.refused()).isEqualTo(1);
    }
}
