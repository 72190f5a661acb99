package dev.reeve.server.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a reporter may know of their report.
///
/// @param status QUEUED, PROCESSING or COMPLETED
/// @param outcome what came of it; null before it is completed
/// @param says what to send instead, where more is needed
record ReportState(
        String reportId,
        String status,
        @Nullable Outcome outcome,
        @Nullable String says,
        @Nullable String correlationId,
        Instant receivedAt,
        Map<String, String> links) {
    enum Outcome {
        /// We acted.
        ACTIONED,
        /// It was gone when we looked.
        ALREADY_GONE,
        /// We looked, and it breaks nothing.
        REVIEWED_NO_BREACH,
        /// We can't tell from what was sent.
        NEED_MORE,
        /// None of our clients is known to have held it.
        NOT_OURS
    }

    /// @param attribution of the observation
    /// @param result what judging led to; null before
    /// @param caseOutcome null while the case is open, or where there is none
    record Part(
            String attribution,
            @Nullable String result,
            @Nullable String caseId,
            @Nullable String caseOutcome) {
        boolean underWay() {
            boolean caseOpen = caseId != null && caseOutcome == null;
            boolean asked = attribution.equals("pending") || attribution.equals("ambiguous") && result == null;
            boolean judging = (attribution.equals("held") || attribution.equals("person")) && result == null;
            return caseOpen || asked || judging;
        }

        Outcome outcome() {
            if (caseOutcome != null) {
                return Outcome.valueOf(
                        caseOutcome.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
            }
            return attribution.equals("unknown") && result == null ? Outcome.NOT_OURS : Outcome.REVIEWED_NO_BREACH;
        }
    }

    /// @param state of the message
    static ReportState of(
            String id, String state, @Nullable String why, @Nullable String correlation, Instant at, List<Part> all) {
        // Other names of the same thing say nothing of their own.
        List<Part> parts = all.stream()
                .filter(p -> !"the same thing by another name".equals(p.result))
                .toList();
        Map<String, String> links = Map.of("self", "/api/v1/reports/" + id);
        boolean unread = state.equals("quarantined") || state.equals("set-aside");
        if (unread) {
            return new ReportState(id, "COMPLETED", Outcome.NEED_MORE, why, correlation, at, links);
        }
        if (state.equals("received")) {
            return new ReportState(id, "QUEUED", null, null, correlation, at, links);
        }
        if (parts.isEmpty() || parts.stream().anyMatch(Part::underWay)) {
            return new ReportState(id, "PROCESSING", null, null, correlation, at, links);
        }
        Outcome best = parts.stream().map(Part::outcome).min(Enum::compareTo).orElseThrow();
        return new ReportState(id, "COMPLETED", best, null, correlation, at, links);
    }
}
