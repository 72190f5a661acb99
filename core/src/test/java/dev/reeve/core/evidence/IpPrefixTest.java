package dev.reeve.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class IpPrefixTest {
    @Test
    void a_prefix_contains_its_first_and_last_address_and_not_the_next() {
        IpPrefix prefix = IpPrefix.parse("203.0.113.128/25");
        assertThat(prefix.contains(IpAddress.parse("203.0.113.128"))).isTrue();
        assertThat(prefix.contains(prefix.last())).isTrue();
        assertThat(prefix.last()).hasToString("203.0.113.255");
        assertThat(prefix.contains(IpAddress.parse("203.0.113.127"))).isFalse();
        assertThat(prefix.contains(IpAddress.parse("203.0.114.0"))).isFalse();
    }

    @Test
    void ipv6_prefixes_work_on_both_sides_of_bit_64() {
        assertThat(IpPrefix.parse("2001:db8::/32").contains(IpAddress.parse("2001:db8:ffff::1")))
                .isTrue();
        assertThat(IpPrefix.parse("2001:db8:0:1::/64").contains(IpAddress.parse("2001:db8:0:2::1")))
                .isFalse();
        assertThat(IpPrefix.parse("2001:db8::8/125").last()).hasToString("2001:db8::f");
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("ffff::"))).isTrue();
        assertThat(IpPrefix.parse("::/0").contains(IpAddress.parse("1.2.3.4"))).isFalse();
    }

    @Test
    void host_bits_are_refused_with_what_to_write() {
        assertThatThrownBy(() -> IpPrefix.parse("203.0.113.10/24")).hasMessageContaining("write 203.0.113.0/24");
        assertThatThrownBy(() -> IpPrefix.parse("203.0.113.0/33")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IpPrefix.parse("203.0.113.0/")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_a_block_of_one_is_single() {
        assertThat(IpPrefix.parse("203.0.113.10").single()).isTrue();
        assertThat(IpPrefix.parse("2001:db8::1/128").single()).isTrue();
        assertThat(IpPrefix.parse("2001:db8::/127").single()).isFalse();
    }
}
