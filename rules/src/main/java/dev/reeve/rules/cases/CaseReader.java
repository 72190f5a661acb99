package dev.reeve.rules.cases;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Question;
import dev.reeve.rules.Words;
import dev.reeve.rules.yaml.Fields;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads one file of worked cases.
final class CaseReader {
    private static final ClauseId NOWHERE = new ClauseId("unreadable");

    private final String file;
    private final Problems problems;
    private final List<String> clauses;
    private final EvidenceReader evidence;

    CaseReader(String file, Problems problems, Policy policy) {
        this.file = file;
        this.problems = problems;
        this.clauses = policy.clauses().stream().map(c -> c.id().value()).toList();
        this.evidence = new EvidenceReader(problems);
    }

    List<WorkedCase> read(Mapping root) {
        Fields top = new Fields(problems, "a file of worked cases", root, "clause", "cases");
        ClauseId clause = top.word("clause", ClauseId::new, clauses, NOWHERE);
        List<WorkedCase> cases = new ArrayList<>();
        for (Mapping block : top.blocks("cases", true, "`- title: …`")) {
            cases.add(worked(block, clause));
        }
        return cases;
    }

    private WorkedCase worked(Mapping block, ClauseId clause) {
        Fields fields = new Fields(
                problems, "a worked case", block, "title", "because", "seen", "account", "history", "expect");
        Question question = evidence.read(fields);
        String title = fields.text("title", "what happened, in one line");
        String because = fields.text("because", "why this is the right outcome");
        Optional<Mapping> expect = fields.block("expect", true, "`{breaks: []}`");
        Fields expected = new Fields(
                problems,
                "the outcome of a worked case",
                expect.orElse(new Mapping(block.at(), List.of())),
                Stream.concat(Stream.of("breaks"), Verdict.KEYS.stream()).toArray(String[]::new));
        List<String> breaks = breaks(expected, expect.isPresent());
        return new WorkedCase(
                file, block.at().line(), clause, title, because, question, breaks, outcome(expected, breaks, clause));
    }

    private List<String> breaks(Fields expected, boolean present) {
        if (present && !expected.has("breaks")) {
            problems.add(
                    expected.at(),
                    "an outcome names what is broken",
                    "`breaks: []` or the clauses between the brackets");
        }
        List<String> breaks = new ArrayList<>();
        for (Scalar scalar : expected.scalars("breaks")) {
            if (clauses.contains(scalar.text())) {
                breaks.add(scalar.text());
            } else {
                problems.add(
                        scalar.at(),
                        "the policy has no clause \"" + scalar.text() + '"',
                        "one of " + String.join(", ", clauses));
            }
        }
        return breaks;
    }

    /// Under a clause that is broken everything must be said: an outcome that is left out is one that nobody
    /// checked.
    private Map<String, String> outcome(Fields expected, List<String> breaks, ClauseId clause) {
        Map<String, String> outcome = new LinkedHashMap<>();
        if (!breaks.contains(clause.value())) {
            return outcome;
        }
        outcome.put(Verdict.SEVERITY, expected.word(Verdict.SEVERITY, w -> w, Words.SEVERITIES, "S4"));
        outcome.put(Verdict.AT_ONCE, expected.text(Verdict.AT_ONCE, "restrict because ongoing-harm"));
        outcome.put(Verdict.FIRST, expected.text(Verdict.FIRST, "notice, 24 hours"));
        List<String> deciders = Stream.concat(Stream.of(Verdict.POLICY), Words.DECIDING_ROLES.stream())
                .toList();
        outcome.put(Verdict.DECIDES, expected.word(Verdict.DECIDES, w -> w, deciders, Verdict.POLICY));
        return outcome;
    }
}
