package dev.reeve.core.cases;

import java.util.Locale;

/// What came of a case, in the words that reporters are told.
public enum Outcome {
    ACTIONED,
    NOT_OURS,
    REVIEWED_NO_BREACH,
    ALREADY_GONE,
    NEED_MORE;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException listing the words
    public static Outcome parse(String word) {
        for (Outcome outcome : values()) {
            if (outcome.word().equals(word)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("\"" + word
                + "\" is no outcome; write actioned, not-ours, reviewed-no-breach, already-gone or need-more");
    }
}
