package dev.reeve.server.cli;

import dev.reeve.rules.yaml.PolicyError;
import java.io.PrintWriter;
import java.util.List;

/// Prints what is wrong with files.
public final class Refusals {
    private Refusals() {}

    /// @return the exit code
    public static int print(PrintWriter out, List<PolicyError> errors) {
        errors.forEach(error -> error.lines().forEach(out::println));
        out.println(errors.size() == 1 ? "1 thing is wrong." : errors.size() + " things are wrong.");
        return 1;
    }
}
