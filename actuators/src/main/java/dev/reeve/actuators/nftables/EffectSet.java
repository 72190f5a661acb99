package dev.reeve.actuators.nftables;

import dev.reeve.actuators.nftables.FirewallEffect.Direction;
import dev.reeve.core.evidence.IpAddress;
import dev.reeve.core.evidence.IpAddress.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One set of the firewall that an effect puts an address into, with the rule that gives the set its meaning.
///
/// @param name such as `port4_out`
/// @param types of the key's parts
/// @param key the address, with protocol and port where the set is about ports
/// @param meter the set that counts each address's rate; null where nothing is counted
/// @param rule the rule's expressions
record EffectSet(
        String name,
        List<String> types,
        List<Object> key,
        @Nullable String meter,
        List<Map<String, Object>> rule) {
    private static final Map<String, Object> REJECT =
            Map.of("reject", Map.of("type", "icmpx", "expr", "admin-prohibited"));

    /// Marks a set's rule, so that it is found again.
    String ruleComment() {
        return "reeve " + name;
    }

    /// The set beside it that remembers for whom each element stands.
    String claims() {
        return name + "_by";
    }

    List<String> claimTypes() {
        List<String> all = new ArrayList<>(types);
        all.addAll(List.of("mark", "mark"));
        return all;
    }

    static List<EffectSet> of(FirewallEffect effect, IpAddress address) {
        return effect.directions().stream()
                .map(direction -> of(effect, direction, address))
                .toList();
    }

    private static EffectSet of(FirewallEffect effect, Direction direction, IpAddress address) {
        String family = address.family() == Family.IPV4 ? "4" : "6";
        String suffix = family + "_" + direction.name().toLowerCase(Locale.ROOT);
        String addressType = address.family() == Family.IPV4 ? "ipv4_addr" : "ipv6_addr";
        Map<String, Object> side =
                payload(address.family() == Family.IPV4 ? "ip" : "ip6", direction == Direction.OUT ? "saddr" : "daddr");
        return switch (effect) {
            case FirewallEffect.Block _ ->
                new EffectSet(
                        "block" + suffix,
                        List.of(addressType),
                        List.of(address.toString()),
                        null,
                        List.of(in(side, "block" + suffix), counter(), REJECT));
            case FirewallEffect.BlockPort port ->
                new EffectSet(
                        "port" + suffix,
                        List.of(addressType, "inet_proto", "inet_service"),
                        List.of(address.toString(), port.protocol(), port.port()),
                        null,
                        List.of(in(withPort(side), "port" + suffix), counter(), REJECT));
            case FirewallEffect.RateLimit limit -> rateSet(limit, suffix, addressType, side, address);
        };
    }

    /// A set for each rate: two cases with two rates are two rules, and the lower one holds.
    private static EffectSet rateSet(
            FirewallEffect.RateLimit limit,
            String suffix,
            String addressType,
            Map<String, Object> side,
            IpAddress address) {
        String name = "rate" + suffix + "_" + limit.kbytesPerSecond();
        String meter = name + "_meter";
        // A quarter of a second's worth may come at once: less would starve TCP at low rates.
        Map<String, Object> rate = Map.of(
                "rate",
                limit.kbytesPerSecond(),
                "rate_unit",
                "kbytes",
                "per",
                "second",
                "inv",
                true,
                "burst",
                Math.max(64, limit.kbytesPerSecond() / 4),
                "burst_unit",
                "kbytes");
        Map<String, Object> update = Map.of(
                "set",
                Map.of("op", "update", "elem", side, "set", "@" + meter, "stmt", List.of(Map.of("limit", rate))));
        return new EffectSet(
                name,
                List.of(addressType),
                List.of(address.toString()),
                meter,
                List.of(in(side, name), update, counter(), nothing("drop")));
    }

    private static Map<String, Object> payload(String protocol, String field) {
        return Map.of("payload", Map.of("protocol", protocol, "field", field));
    }

    private static Map<String, Object> withPort(Map<String, Object> side) {
        return Map.of("concat", List.of(side, Map.of("meta", Map.of("key", "l4proto")), payload("th", "dport")));
    }

    private static Map<String, Object> in(Map<String, Object> left, String set) {
        return Map.of("match", Map.of("op", "==", "left", left, "right", "@" + set));
    }

    private static Map<String, Object> counter() {
        return Map.of("counter", Map.of("packets", 0, "bytes", 0));
    }

    private static Map<String, Object> nothing(String word) {
        Map<String, Object> map = new java.util.HashMap<>();
        map.put(word, null);
        return map;
    }
}
