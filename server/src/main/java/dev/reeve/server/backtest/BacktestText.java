package dev.reeve.server.backtest;

import dev.reeve.core.backtest.BacktestReport;
import dev.reeve.core.backtest.BacktestReport.Change;
import dev.reeve.core.backtest.Reached;
import dev.reeve.core.backtest.ShadowRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// A back-test and a shadow report, in words and for machines.
public final class BacktestText {
    private static final int DIFFERENCES_SHOWN = 10;

    private BacktestText() {}

    public static List<String> lines(BacktestReport r) {
        List<String> lines = new ArrayList<>();
        lines.add("back-test of policy " + r.newVersion() + " against " + r.oldVersion() + ", evidence from " + r.from()
                + " to " + r.to());
        lines.add(r.observations() + " pieces of evidence; " + r.casesOld() + " cases under the old policy, "
                + r.casesNew() + " under the new one");
        lines.add("the replay of the old policy went as far as the record says for " + r.agreeing() + " of them");
        r.differing().stream()
                .limit(DIFFERENCES_SHOWN)
                .forEach(d -> lines.add("  not for " + d.account()
                        + ", evidence " + d.observation() + ": the replay "
                        + d.replayed().word() + ", the record "
                        + d.recorded().word()));
        if (r.differing().size() > DIFFERENCES_SHOWN) {
            lines.add("  and " + (r.differing().size() - DIFFERENCES_SHOWN) + " more; --json has them all");
        }
        for (Reached reached :
                new Reached[] {Reached.TERMINATED, Reached.SUSPENDED, Reached.RESTRICTED, Reached.NOTICED}) {
            List<Change> of =
                    r.harsher().stream().filter(c -> c.after() == reached).toList();
            if (!of.isEmpty()) {
                lines.add("");
                lines.add("newly " + reached.word() + ": " + of.size());
                of.forEach(c -> lines.add(line(c)));
            }
        }
        if (!r.milder().isEmpty()) {
            lines.add("");
            lines.add("spared: " + r.milder().size());
            r.milder().forEach(c -> lines.add(line(c)));
        }
        if (r.harsher().isEmpty() && r.milder().isEmpty()) {
            lines.add("");
            lines.add("nobody would have been dealt with otherwise");
        }
        lines.add("");
        lines.add("staff time, by estimates: " + r.minutesOld() + " minutes under the old policy, " + r.minutesNew()
                + " under the new one");
        lines.add("steps that a safety rule gave to a person: " + r.heldOld() + ", " + r.heldNew());
        r.breakers().forEach(b -> lines.add("a breaker would have opened: " + b));
        r.shadow().forEach((trigger, accounts) -> lines.add("shadow " + trigger + " would match " + accounts));
        if (r.unheard() > 0) {
            lines.add(r.unheard() + " recorded answers or decisions have nothing to be about under the new policy");
        }
        lines.add("");
        lines.add("what this can't know:");
        BacktestReport.limits().forEach(l -> lines.add("  - " + l));
        return lines;
    }

    private static String line(Change c) {
        return "  " + c.account() + "  " + c.before().word() + " → " + c.after().word() + ", clause " + c.clause()
                + ", " + c.at() + "; " + c.sure().word() + ": " + c.sure().says()
                + (c.isProtected() ? "; PROTECTED ACCOUNT" : "")
                + (c.reversed() ? "; something about this client was TAKEN BACK before" : "");
    }

    public static String json(BacktestReport r) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("old", Map.of("version", r.oldVersion(), "hash", r.oldHash()));
        all.put("new", Map.of("version", r.newVersion(), "hash", r.newHash()));
        all.put("from", r.from());
        all.put("to", r.to());
        all.put("observations", r.observations());
        all.put("agreeing", r.agreeing());
        all.put(
                "differing",
                r.differing().stream()
                        .map(d -> Map.of(
                                "observation", d.observation().value(),
                                "account", d.account().value(),
                                "replayed", d.replayed().word(),
                                "recorded", d.recorded().word()))
                        .toList());
        all.put("cases", Map.of("old", r.casesOld(), "new", r.casesNew()));
        for (Reached reached :
                new Reached[] {Reached.NOTICED, Reached.RESTRICTED, Reached.SUSPENDED, Reached.TERMINATED}) {
            all.put(
                    reached.word(),
                    r.harsher().stream()
                            .filter(c -> c.after() == reached)
                            .map(BacktestText::values)
                            .toList());
        }
        all.put("spared", r.milder().stream().map(BacktestText::values).toList());
        all.put("staffMinutes", Map.of("old", r.minutesOld(), "new", r.minutesNew()));
        all.put("held", Map.of("old", r.heldOld(), "new", r.heldNew()));
        all.put("breakers", r.breakers());
        all.put("shadow", new TreeMap<>(r.shadow()));
        all.put("unheard", r.unheard());
        all.put("limits", BacktestReport.limits());
        return JsonMapper.builder().build().writeValueAsString(all);
    }

    private static Map<String, Object> values(Change c) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("account", c.account().value());
        values.put("before", c.before().word());
        values.put("after", c.after().word());
        values.put("clause", c.clause());
        values.put("at", c.at());
        values.put("sure", c.sure().word());
        values.put("protected", c.isProtected());
        values.put("reversedBefore", c.reversed());
        return values;
    }

    public static List<String> lines(List<ShadowRow> rows) {
        if (rows.isEmpty()) {
            return List.of("no shadow rule has matched anything yet");
        }
        List<String> lines = new ArrayList<>();
        for (ShadowRow row : rows) {
            lines.add(row.clause() + "/" + row.trigger() + " would have begun with " + row.wouldHave() + ": "
                    + row.matches() + " matches, " + row.accounts().size() + " clients");
            lines.add("  the live rules went as far as: "
                    + row.liveReached().entrySet().stream()
                            .map(e -> e.getKey().word() + " " + e.getValue())
                            .collect(Collectors.joining(", ")));
            lines.add("  newly for " + row.newly().size() + ": " + String.join(" ", row.newly()));
        }
        return lines;
    }

    public static String json(List<ShadowRow> rows) {
        return JsonMapper.builder().build().writeValueAsString(rows);
    }
}
