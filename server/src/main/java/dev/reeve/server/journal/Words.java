package dev.reeve.server.journal;

import java.util.Locale;

/// Names of types as words of the journal: `HeldBy` is `held-by`, `SUSPEND_SERVICE` is `suspend-service`.
final class Words {
    private Words() {}

    static String of(String name) {
        String spaced = name.contains("_") || name.equals(name.toUpperCase(Locale.ROOT))
                ? name.replace('_', '-')
                : name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
        return spaced.toLowerCase(Locale.ROOT);
    }
}
