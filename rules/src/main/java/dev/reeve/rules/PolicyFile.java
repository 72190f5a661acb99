package dev.reeve.rules;

import dev.reeve.core.policy.Policy;
import dev.reeve.rules.yaml.Mark;
import dev.reeve.rules.yaml.PolicyError;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What came of reading a policy file: a policy, or everything that is wrong with the file. A file with one
/// wrong word is refused as a whole, and the policy that runs stays.
public sealed interface PolicyFile {
    record Accepted(Policy policy) implements PolicyFile {}

    /// @param errors in the order of the file, at least one
    record Refused(List<PolicyError> errors) implements PolicyFile {
        public Refused {
            errors = List.copyOf(errors);
        }
    }

    static PolicyFile load(Path path) {
        try {
            return Files.size(path) > YamlTree.SIZE_BYTES_MAX
                    ? refused(
                            path.toString(),
                            "the file is larger than " + YamlTree.SIZE_BYTES_MAX + " bytes",
                            "a policy")
                    : parse(path.toString(), Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return refused(path.toString(), "there is no such file", "the path of a policy file");
        } catch (IOException e) {
            return refused(
                    path.toString(), "the file cannot be read: " + e.getMessage(), "the path of a readable file");
        }
    }

    /// @param name what the file is called in messages
    static PolicyFile parse(String name, byte[] bytes) {
        return switch (YamlTree.parse(bytes)) {
            case YamlTree.Unreadable(Mark at, String message, String remedy) ->
                new Refused(List.of(new PolicyError(name, at.line(), at.column(), message, remedy)));
            case YamlTree.Read read -> {
                Problems problems = new Problems(name);
                Policy policy = new PolicyReader(problems, read.text()).read(read.root(), sha256(bytes));
                yield problems.none() ? new Accepted(policy) : new Refused(problems.inOrder());
            }
        };
    }

    private static Refused refused(String file, String message, String remedy) {
        return new Refused(List.of(new PolicyError(file, 1, 1, message, remedy)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
