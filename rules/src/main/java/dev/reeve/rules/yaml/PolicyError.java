package dev.reeve.rules.yaml;

import java.util.List;

/// What is wrong with a policy file or a worked case, where, and what to write instead.
///
/// @param file as it was named by whoever asked
/// @param line counted from one
/// @param column counted from one
/// @param remedy follows "write:"
public record PolicyError(String file, int line, int column, String message, String remedy) {
    /// `FILE:LINE:COLUMN: message`, as editors and compilers write it, and the remedy on a line of its own.
    public List<String> lines() {
        return List.of(file + ":" + line + ":" + column + ": " + message, "  write: " + remedy);
    }
}
