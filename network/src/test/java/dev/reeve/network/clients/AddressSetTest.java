package dev.reeve.network.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpPrefix;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AddressSetTest {
    private static final List<IpPrefix> BLOCKS =
            """
            203.0.113.0/24
            198.51.100.7
            198.51.100.64/26
            10.0.0.0/14
            255.255.255.0/24
            2001:db8:20::/48
            2001:db8:20:1::/64
            2001:db8:30::1
            fd00::/8
            ::/64
            """.lines().map(IpPrefix::parse).toList();

    private final AddressSet set = AddressSet.of(BLOCKS);

    private boolean contains(IpAddress address) {
        return set.contains(address.high(), address.low(), address.family() == IpAddress.Family.IPV6);
    }

    private static boolean bySearch(IpAddress address) {
        return BLOCKS.stream().anyMatch(block -> block.contains(address));
    }

    @Test
    void edgesOfBlocksAreWithinAndTheirNeighboursAreNot() {
        for (IpPrefix block : BLOCKS) {
            for (IpAddress edge : List.of(block.first(), block.last())) {
                assertThat(contains(edge)).as(edge.toString()).isTrue();
                for (int step : new int[] {-1, 1}) {
                    boolean v4 = edge.family() == IpAddress.Family.IPV4;
                    long low = v4 ? edge.low() + step & 0xFFFF_FFFFL : edge.low() + step;
                    IpAddress next = new IpAddress(edge.family(), edge.high(), low);
                    assertThat(contains(next)).as(next.toString()).isEqualTo(bySearch(next));
                }
            }
        }
    }

    @Test
    void itSaysOfAnyAddressWhatASearchThroughTheBlocksSays() {
        Random chance = new Random(11);
        for (int i = 0; i < 50_000; i++) {
            IpPrefix near = BLOCKS.get(chance.nextInt(BLOCKS.size()));
            boolean v4 = near.first().family() == IpAddress.Family.IPV4;
            long low = near.first().low() ^ chance.nextLong() >>> chance.nextInt(64);
            long high = v4 ? 0 : near.first().high() ^ (chance.nextBoolean() ? 0 : chance.nextLong() >>> 20);
            IpAddress address = new IpAddress(near.first().family(), high, v4 ? low & 0xFFFF_FFFFL : low);
            assertThat(contains(address)).as(address.toString()).isEqualTo(bySearch(address));
        }
    }

    @Test
    void theLongestOfSeveralBlocksCounts() {
        IpAddress inside = IpAddress.parse("2001:db8:20:1::9");
        assertThat(set.lengthV6(inside.high(), inside.low())).isEqualTo(64);
        IpAddress beside = IpAddress.parse("2001:db8:20:2::9");
        assertThat(set.lengthV6(beside.high(), beside.low())).isEqualTo(48);
    }

    @Test
    void nothingIsWithinNone() {
        assertThat(AddressSet.NONE.isEmpty()).isTrue();
        assertThat(AddressSet.NONE.containsV4(0)).isFalse();
        assertThat(AddressSet.NONE.lengthV6(0, 0)).isEqualTo(-1);
    }

    @Test
    void halfTheInternetIsABlockToo() {
        AddressSet half = AddressSet.of(List.of(IpPrefix.parse("0.0.0.0/1"), IpPrefix.parse("::/0")));
        assertThat(half.containsV4(0x7FFF_FFFFL)).isTrue();
        assertThat(half.containsV4(0x8000_0000L)).isFalse();
        assertThat(half.lengthV6(0x2001_0db8L << 32, 1)).isZero();
    }
}
