package dev.reeve.core.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reeve.core.attribution.Attribution.Ambiguous;
import dev.reeve.core.attribution.Attribution.HeldBy;
import dev.reeve.core.attribution.Attribution.Unknown;
import dev.reeve.core.attribution.Held.PortRange;
import dev.reeve.core.evidence.Interval;
import dev.reeve.core.evidence.IpPrefix;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.AccountId;
import dev.reeve.core.ids.HoldingId;
import dev.reeve.core.ids.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AttributorTest {
    private static final Instant JAN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant FEB = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MAR = Instant.parse("2026-03-01T00:00:00Z");

    private final List<Holding> holdings = new ArrayList<>();

    private Holding hold(Held held, String account, Instant from, @Nullable Instant to, boolean shared) {
        Holding holding = new Holding(
                new HoldingId("h" + holdings.size()),
                held,
                new AccountId(account),
                new ServiceId(account + "-s"),
                from,
                to,
                from,
                null,
                shared,
                "test");
        holdings.add(holding);
        return holding;
    }

    private void address(String block, String account, Instant from, @Nullable Instant to) {
        hold(new Held.Addresses(IpPrefix.parse(block), null), account, from, to, false);
    }

    private Attribution ask(String resource, Instant at, Duration doubt) {
        Interval seen = Interval.at(at);
        return Attributor.attribute(Resource.parseKey(resource), seen, seen.widened(doubt), MAR, holdings);
    }

    private Attribution ask(String resource, Instant at) {
        return ask(resource, at, Duration.ZERO);
    }

    private static String holder(Attribution attribution) {
        return ((HeldBy) attribution).account().value();
    }

    @Test
    void the_holder_at_that_time_is_named_and_not_the_one_of_today() {
        address("203.0.113.10", "ann", JAN, FEB);
        address("203.0.113.10", "bob", FEB, null);
        assertThat(holder(ask("address:203.0.113.10", FEB.minusSeconds(1)))).isEqualTo("ann");
        assertThat(holder(ask("address:203.0.113.10", FEB))).isEqualTo("bob");
    }

    @Test
    void a_doubtful_clock_at_the_change_of_hands_is_ambiguous() {
        address("203.0.113.10", "ann", JAN, FEB);
        address("203.0.113.10", "bob", FEB, null);
        Attribution answer = ask("address:203.0.113.10", FEB.minusSeconds(60), Duration.ofMinutes(5));
        assertThat(((Ambiguous) answer).candidates()).hasSize(2);
        assertThat(holder(ask("address:203.0.113.10", FEB.minusSeconds(600), Duration.ofMinutes(5))))
                .isEqualTo("ann");
    }

    @Test
    void the_more_specific_holding_wins() {
        address("203.0.113.0/24", "reseller", JAN, null);
        address("203.0.113.10", "ann", JAN, null);
        assertThat(holder(ask("address:203.0.113.10:25", FEB))).isEqualTo("ann");
        assertThat(holder(ask("address:203.0.113.11", FEB))).isEqualTo("reseller");
    }

    @Test
    void a_specific_holding_that_ends_within_the_window_leaves_doubt() {
        address("203.0.113.0/24", "reseller", JAN, null);
        address("203.0.113.10", "ann", JAN, FEB);
        assertThat(ask("address:203.0.113.10", FEB.minusSeconds(10), Duration.ofMinutes(1)))
                .isInstanceOf(Ambiguous.class);
    }

    @Test
    void nobody_known_is_unknown_and_an_overlap_is_ambiguous() {
        assertThat(ask("address:203.0.113.10", FEB)).isInstanceOf(Unknown.class);
        address("203.0.113.10", "ann", JAN, null);
        address("203.0.113.10", "bob", JAN, null);
        assertThat(ask("address:203.0.113.10", FEB)).isInstanceOf(Ambiguous.class);
    }

    @Test
    void a_shared_address_never_names_a_client_but_the_name_does() {
        hold(new Held.Addresses(IpPrefix.parse("203.0.113.80"), null), "ann", JAN, null, true);
        hold(new Held.Name(new Resource.Domain("ann.example")), "ann", JAN, null, false);
        hold(new Held.Path(new Resource.Domain("shared.example"), "/~bob/"), "bob", JAN, null, false);
        assertThat(ask("address:203.0.113.80", FEB)).isInstanceOf(Ambiguous.class);
        assertThat(holder(ask("url:https://www.ann.example/login", FEB))).isEqualTo("ann");
        assertThat(holder(ask("url:https://shared.example/~bob/x", FEB))).isEqualTo("bob");
        assertThat(ask("url:https://shared.example/~bobby/x", FEB)).isInstanceOf(Unknown.class);
    }

    @Test
    void behind_a_nat_the_port_tells_clients_apart_and_without_it_nobody_is_named() {
        hold(new Held.Addresses(IpPrefix.parse("203.0.113.1"), new PortRange(1024, 2047)), "ann", JAN, null, false);
        hold(new Held.Addresses(IpPrefix.parse("203.0.113.1"), new PortRange(2048, 4095)), "bob", JAN, null, false);
        assertThat(holder(ask("address:203.0.113.1:1500", FEB))).isEqualTo("ann");
        assertThat(holder(ask("address:203.0.113.1:2048", FEB))).isEqualTo("bob");
        assertThat(ask("address:203.0.113.1", FEB)).isInstanceOf(Ambiguous.class);
        assertThat(ask("address:203.0.113.1:80", FEB)).isInstanceOf(Unknown.class);
    }

    @Test
    void what_was_corrected_later_is_asked_as_known_then_or_now() {
        holdings.add(new Holding(
                new HoldingId("wrong"),
                new Held.Addresses(IpPrefix.parse("203.0.113.10"), null),
                new AccountId("ann"),
                new ServiceId("s"),
                JAN,
                null,
                JAN,
                FEB,
                false,
                "test"));
        holdings.add(new Holding(
                new HoldingId("right"),
                new Held.Addresses(IpPrefix.parse("203.0.113.10"), null),
                new AccountId("bob"),
                new ServiceId("s"),
                JAN,
                null,
                FEB,
                null,
                false,
                "test"));
        Resource resource = Resource.parseKey("address:203.0.113.10");
        Interval at = Interval.at(JAN.plusSeconds(60));
        assertThat(holder(Attributor.attribute(resource, at, at, JAN.plusSeconds(90), holdings)))
                .isEqualTo("ann");
        assertThat(holder(Attributor.attribute(resource, at, at, MAR, holdings)))
                .isEqualTo("bob");
    }

    @Test
    void an_event_longer_than_the_holding_is_ambiguous() {
        address("203.0.113.10", "ann", FEB, null);
        Interval seen = new Interval(JAN, MAR.minusSeconds(1));
        Attribution answer = Attributor.attribute(Resource.parseKey("address:203.0.113.10"), seen, seen, MAR, holdings);
        assertThat(answer).isInstanceOf(Ambiguous.class);
    }
}
