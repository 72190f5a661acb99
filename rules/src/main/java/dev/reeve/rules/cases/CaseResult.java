package dev.reeve.rules.cases;

import java.util.ArrayList;
import java.util.List;

/// A worked case and what the policy made of it.
///
/// @param differences one line each, expected and actual; empty when it came out as written
public record CaseResult(WorkedCase worked, List<String> differences) {
    public CaseResult {
        differences = List.copyOf(differences);
    }

    public boolean asWritten() {
        return differences.isEmpty();
    }

    static CaseResult compare(WorkedCase worked, Verdict verdict) {
        List<String> differences = new ArrayList<>();
        differs(differences, "breaks", listed(sorted(worked.breaks())), listed(sorted(verdict.breaks())));
        for (String key : Verdict.KEYS) {
            String expected = worked.outcome().get(key);
            if (expected != null) {
                differs(
                        differences,
                        key,
                        expected,
                        verdict.outcome().getOrDefault(key, "nothing: no breach of this clause"));
            }
        }
        return new CaseResult(worked, differences);
    }

    private static List<String> sorted(List<String> ids) {
        return ids.stream().sorted().toList();
    }

    private static String listed(List<String> ids) {
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }

    private static void differs(List<String> differences, String what, String expected, String actual) {
        if (!expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", but it is " + actual);
        }
    }

    /// One line, and below it each difference.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add((asWritten() ? "ok    " : "DIFF  ") + worked.clause() + ": " + worked.title());
        differences.forEach(d -> lines.add("      " + worked.file() + ":" + worked.line() + ": " + d));
        return lines;
    }
}
