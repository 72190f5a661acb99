package dev.reeve.rules.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Gathers everything that is wrong with one file, so that all of it is told at once.
public final class Problems {
    /// Most problems told of one file; whoever has more begins with these.
    public static final int SHOWN_MAX = 200;

    private final String file;
    private final List<PolicyError> errors = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public void add(Mark at, String message, String remedy) {
        PolicyError error = new PolicyError(file, at.line(), at.column(), message, remedy);
        if (errors.size() < SHOWN_MAX && !errors.contains(error)) {
            errors.add(error);
        }
    }

    public boolean none() {
        return errors.isEmpty();
    }

    /// In the order of the file.
    public List<PolicyError> inOrder() {
        return errors.stream()
                .sorted(Comparator.comparingInt(PolicyError::line).thenComparingInt(PolicyError::column))
                .toList();
    }
}
