package dev.reeve.core.policy;

/// Who may decide under a clause.
///
/// @param automaticUpTo the harshest step that the policy may take by itself
/// @param person the least role that takes harsher steps
/// @param appeal the least role that hears an appeal; always another person than who decided
public record Deciders(Step automaticUpTo, Role person, Role appeal) {
    public Deciders {
        if (automaticUpTo == Step.TERMINATE) {
            throw new IllegalArgumentException(
                    "no policy terminates by itself: automatic-up-to ends at suspend-account");
        }
    }
}
