package dev.reeve.server.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the policy is when nobody names a file: below `REEVE_HOME` if that is set, else below the working
/// folder.
public final class PolicyPath {
    static final Path SHIPPED = Path.of("policies", "acceptable-use.yaml");

    private PolicyPath() {}

    /// @param named by the user; null when left out
    /// @param home value of `REEVE_HOME`; null when unset
    public static Path of(@Nullable Path named, @Nullable String home) {
        if (named != null) {
            return named;
        }
        return home == null || home.isBlank() ? SHIPPED : Path.of(home).resolve(SHIPPED);
    }
}
