package dev.reeve.rules.cases;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Policy;
import dev.reeve.rules.yaml.Mark;
import dev.reeve.rules.yaml.PolicyError;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The worked cases of a folder: one file per clause, each read whole or refused with everything that is
/// wrong.
public final class WorkedCases {
    /// Most files in one folder.
    static final int FILES_MAX = 1_000;

    private WorkedCases() {}

    /// What came of reading them.
    public sealed interface Outcome {}

    public record Loaded(List<WorkedCase> cases) implements Outcome {
        public Loaded {
            cases = List.copyOf(cases);
        }

        public List<CaseResult> run(Policy policy) {
            return cases.stream()
                    .map(c -> CaseResult.compare(c, Verdict.of(policy, c.clause(), c.question())))
                    .toList();
        }

        /// Clauses of the policy with fewer cases than that, or without one that shows what is not forbidden.
        public List<ClauseId> thin(Policy policy, int casesMin) {
            var byClause = cases.stream().collect(Collectors.groupingBy(WorkedCase::clause));
            return policy.clauses().stream()
                    .map(clause -> clause.id())
                    .filter(id -> byClause.getOrDefault(id, List.of()).size() < casesMin
                            || byClause.getOrDefault(id, List.of()).stream().noneMatch(WorkedCase::isMiss))
                    .toList();
        }
    }

    public record Refused(List<PolicyError> errors) implements Outcome {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    /// @param policy the policy that the cases are about: an unknown clause is an error
    public static Outcome load(Path folder, Policy policy) {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.filter(f -> f.toString().endsWith(".yaml"))
                    .sorted()
                    .limit(FILES_MAX)
                    .toList();
        } catch (IOException e) {
            return refused(folder, "there is no folder of worked cases here", "the folder with one file per clause");
        }
        List<PolicyError> errors = new ArrayList<>();
        List<WorkedCase> cases = new ArrayList<>();
        for (Path file : files) {
            try {
                read(file.toString(), Files.readAllBytes(file), policy, cases, errors);
            } catch (IOException e) {
                errors.add(new PolicyError(
                        file.toString(), 1, 1, "the file cannot be read: " + e.getMessage(), "a readable file"));
            }
        }
        return errors.isEmpty() ? new Loaded(cases) : new Refused(errors);
    }

    private static void read(
            String name, byte[] bytes, Policy policy, List<WorkedCase> cases, List<PolicyError> errors) {
        switch (YamlTree.parse(bytes)) {
            case YamlTree.Unreadable(Mark at, String message, String remedy) ->
                errors.add(new PolicyError(name, at.line(), at.column(), message, remedy));
            case YamlTree.Read read -> {
                Problems problems = new Problems(name);
                cases.addAll(new CaseReader(name, problems, policy).read(read.root()));
                errors.addAll(problems.inOrder());
            }
        }
    }

    private static Refused refused(Path path, String message, String remedy) {
        return new Refused(List.of(new PolicyError(path.toString(), 1, 1, message, remedy)));
    }
}
