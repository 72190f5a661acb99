package dev.reeve.core.policy;

/// The rungs of every ladder, least first.
public enum Step {
    NOTICE,
    RESTRICT,
    DISABLE_CONTENT,
    SUSPEND_SERVICE,
    SUSPEND_ACCOUNT,
    TERMINATE;

    /// Whether it changes the world and so needs a lever.
    public boolean acts() {
        return this != NOTICE;
    }

    /// As written in policy files: `suspend-service`.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException listing the words
    public static Step parse(String word) {
        for (Step step : values()) {
            if (step.word().equals(word)) {
                return step;
            }
        }
        throw new IllegalArgumentException(
                "\"" + word
                        + "\" is no step; write notice, restrict, disable-content, suspend-service, suspend-account or terminate");
    }
}
