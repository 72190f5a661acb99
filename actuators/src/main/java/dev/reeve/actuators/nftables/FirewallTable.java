package dev.reeve.actuators.nftables;

import dev.reeve.core.evidence.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Our table as `nft -j list table` shows it: the elements of its sets and the rules of its chains.
record FirewallTable(Map<String, Map<List<String>, Element>> sets, Map<String, List<String>> ruleComments) {
    /// @param expiresSeconds how long it stays; null where it stays until it is removed
    record Element(@Nullable String comment, @Nullable Long expiresSeconds) {}

    static final FirewallTable NONE = new FirewallTable(Map.of(), Map.of());

    static FirewallTable of(JsonNode listing) {
        Map<String, Map<List<String>, Element>> sets = new HashMap<>();
        Map<String, List<String>> rules = new HashMap<>();
        for (JsonNode entry : listing.path("nftables")) {
            if (entry.has("set")) {
                JsonNode set = entry.path("set");
                sets.put(set.path("name").asString(), elements(set.path("elem")));
            } else if (entry.has("chain")) {
                rules.computeIfAbsent(entry.path("chain").path("name").asString(), _ -> new ArrayList<>());
            } else if (entry.has("rule")) {
                JsonNode rule = entry.path("rule");
                rules.computeIfAbsent(rule.path("chain").asString(), _ -> new ArrayList<>())
                        .add(rule.path("comment").asString(""));
            }
        }
        return new FirewallTable(sets, rules);
    }

    boolean hasSet(String name) {
        return sets.containsKey(name);
    }

    boolean hasRule(String chain, String comment) {
        return ruleComments.getOrDefault(chain, List.of()).contains(comment);
    }

    Optional<Element> find(String set, List<Object> key) {
        return Optional.ofNullable(sets.getOrDefault(set, Map.of())
                .get(key.stream().map(FirewallTable::part).toList()));
    }

    /// The elements of a set whose key begins so.
    Map<List<String>, Element> findAll(String set, List<Object> keyHead) {
        List<String> head = keyHead.stream().map(FirewallTable::part).toList();
        Map<List<String>, Element> found = new HashMap<>();
        sets.getOrDefault(set, Map.of()).forEach((key, element) -> {
            if (key.size() >= head.size() && key.subList(0, head.size()).equals(head)) {
                found.put(key, element);
            }
        });
        return found;
    }

    private static Map<List<String>, Element> elements(JsonNode list) {
        Map<List<String>, Element> elements = new HashMap<>();
        for (JsonNode each : list) {
            JsonNode element = each.path("elem");
            JsonNode value = element.isMissingNode() ? each : element.path("val");
            elements.put(key(value), new Element(text(element.path("comment")), seconds(element.path("expires"))));
        }
        return elements;
    }

    private static List<String> key(JsonNode value) {
        List<String> parts = new ArrayList<>();
        if (value.has("concat")) {
            value.path("concat").forEach(part -> parts.add(part(part.asString())));
        } else {
            parts.add(part(value.asString()));
        }
        return parts;
    }

    /// One spelling for each value: other programs may have written an address in another way.
    private static String part(Object value) {
        String text = value.toString();
        if (text.indexOf(':') < 0 && text.indexOf('.') < 0) {
            return text;
        }
        try {
            return IpAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.asString() : null;
    }

    private static @Nullable Long seconds(JsonNode node) {
        return node.isNumber() ? node.asLong() : null;
    }
}
