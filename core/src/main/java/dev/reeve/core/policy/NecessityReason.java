package dev.reeve.core.policy;

import java.util.Locale;

/// Why a step was taken at once, without the client's window. One of these is recorded with every immediate step.
public enum NecessityReason {
    ONGOING_HARM,
    LEGAL_ORDER,
    EVIDENCE_DESTRUCTION_RISK,
    REPEAT_WITHIN_90_DAYS,
    LIFE_OR_CHILD_SAFETY;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException listing the words
    public static NecessityReason parse(String word) {
        for (NecessityReason reason : values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no necessity reason; write ongoing-harm, legal-order,"
                + " evidence-destruction-risk, repeat-within-90-days or life-or-child-safety");
    }
}
