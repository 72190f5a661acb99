package dev.reeve.actuators.nftables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the commands of one atomic change to our table.
final class Transaction {
    /// Seconds after which a quiet address is forgotten by a meter, and how many it counts at once.
    private static final int METER_SECONDS = 60;

    private static final int METER_SIZE = 65_535;

    private final String table;
    private final List<Map<String, Object>> commands = new ArrayList<>();

    Transaction(String table) {
        this.table = table;
    }

    List<Map<String, Object>> commands() {
        return commands;
    }

    /// Lays what the set needs and is not there yet: table, chains, sets, rules.
    void lay(EffectSet set, List<Hook> hooks, int priority, FirewallTable seen) {
        command("add", "table", Map.of("family", "inet", "name", table));
        if (!seen.hasSet(set.name())) {
            addSet(set.name(), set.types(), Map.of());
        }
        if (!seen.hasSet(set.claims())) {
            addSet(set.claims(), set.claimTypes(), Map.of());
        }
        String meter = set.meter();
        if (meter != null && !seen.hasSet(meter)) {
            addSet(meter, set.types(), Map.of("timeout", METER_SECONDS, "size", METER_SIZE));
        }
        for (Hook hook : hooks) {
            if (!seen.ruleComments().containsKey(hook.chain())) {
                command(
                        "add",
                        "chain",
                        in(Map.of(
                                "name",
                                hook.chain(),
                                "type",
                                "filter",
                                "hook",
                                hook.word(),
                                "prio",
                                priority,
                                "policy",
                                "accept")));
            }
            if (!seen.hasRule(hook.chain(), set.ruleComment())) {
                command(
                        "add",
                        "rule",
                        in(Map.of(
                                "chain", hook.chain(),
                                "comment", set.ruleComment(),
                                "expr", set.rule())));
            }
        }
    }

    /// Adds an element or renews it: kernels differ in what a mere second `add` does to timeout and comment.
    void put(String set, List<Object> key, long seconds, String comment) {
        remove(set, key);
        element("add", set, Map.of("elem", Map.of("val", value(key), "timeout", seconds, "comment", comment)));
    }

    /// Removes an element that may be missing: a mere `delete` of a missing one would undo the whole transaction.
    void remove(String set, List<Object> key) {
        element("add", set, value(key));
        element("delete", set, value(key));
    }

    private void addSet(String name, List<String> types, Map<String, Object> more) {
        Map<String, Object> set = new LinkedHashMap<>(more);
        set.put("name", name);
        set.put("type", types.size() == 1 ? types.getFirst() : types);
        set.put("flags", List.of("timeout"));
        command("add", "set", in(set));
    }

    private void element(String verb, String set, Object element) {
        command(verb, "element", in(Map.of("name", set, "elem", List.of(element))));
    }

    private static Object value(List<Object> key) {
        return key.size() == 1 ? key.getFirst() : Map.of("concat", key);
    }

    private Map<String, Object> in(Map<String, Object> what) {
        Map<String, Object> placed = new LinkedHashMap<>(what);
        placed.put("family", "inet");
        placed.put("table", table);
        return placed;
    }

    private void command(String verb, String kind, Map<String, Object> what) {
        commands.add(Map.of(verb, Map.of(kind, what)));
    }
}
