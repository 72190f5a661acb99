package dev.reeve.server.mail;

import dev.reeve.core.cases.CaseEvent;
import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.NoticeKind;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.evidence.Resource;
import dev.reeve.core.ids.ActionId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Rung;
import dev.reeve.core.policy.Step;
import dev.reeve.server.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a notice may say. A notice to the client never names the reporter; one to a reporter never names the
/// client.
final class NoticeValues {
    /// Pieces of evidence that are listed one by one.
    static final int EVIDENCE_MAX = 20;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Settings.Desk desk;

    NoticeValues(Settings.Desk desk) {
        this.desk = desk;
    }

    Map<String, Object> of(CaseState state, CaseState.Notice notice, Clause clause, String text, Instant now) {
        CaseEvent.NoticeQueued queued = notice.queued();
        Map<String, Object> values = new HashMap<>();
        values.put(
                "desk",
                Map.of(
                        "name",
                        desk.name(),
                        "abuseAddress",
                        desk.abuseAddress(),
                        "postalAddress",
                        desk.postalAddress()));
        values.put("case", caseValues(state, queued));
        values.put(
                "clause",
                Map.of(
                        "title",
                        clause.title(),
                        "text",
                        clause.text().strip(),
                        "remedy",
                        clause.remedy().strip()));
        values.put("reinstatement", clause.reinstatement());
        values.put("text", text);
        evidence(values, state);
        deadline(values, state, queued, clause, now);
        action(values, state, queued.about());
        outcome(values, queued);
        return values;
    }

    private static Map<String, Object> caseValues(CaseState state, CaseEvent.NoticeQueued queued) {
        String reported = state.evidence().values().stream()
                .filter(e -> e.reporter().equals(queued.reporter()))
                .map(e -> shown(state, e.resource()))
                .findFirst()
                .orElseGet(() -> shown(state, state.opening().resource()));
        return Map.of(
                "id", state.opening().caseId().value(),
                "resource", shown(state, state.opening().resource()),
                "service", state.opening().service().value(),
                "reported", reported);
    }

    /// What was reported for the sexual abuse of children is named in no mail.
    private static String shown(CaseState state, Resource resource) {
        boolean withheld =
                state.evidence().values().stream().anyMatch(e -> e.kind().withheld());
        return withheld ? "(withheld)" : shown(resource);
    }

    /// A resource as text that no mail program turns into a link to click.
    static String shown(Resource resource) {
        return switch (resource) {
            case Resource.Url url ->
                url.value().replaceFirst("(?i)^http", "hxxp").replace(".", "[.]");
            case Resource.Domain domain -> domain.name().replace(".", "[.]");
            case Resource.Address address -> address.text();
            case Resource.Prefix prefix -> prefix.text();
            case Resource.Mailbox mailbox -> mailbox.address();
            case Resource.Login login -> login.text();
            case Resource.HostedFile file -> file.text();
        };
    }

    private static void evidence(Map<String, Object> values, CaseState state) {
        List<CaseEvent.EvidenceJoined> all = state.counted().values().stream()
                .filter(e -> e.duplicateOf() == null)
                .toList();
        values.put(
                "evidence",
                all.stream()
                        .limit(EVIDENCE_MAX)
                        .map(e -> Map.of(
                                "when", MINUTE.format(e.seen().from()),
                                "kind", e.kind().toString(),
                                "resource", shown(state, e.resource())))
                        .toList());
        values.put("moreEvidence", Math.max(0, all.size() - EVIDENCE_MAX));
    }

    private static void deadline(
            Map<String, Object> values, CaseState state, CaseEvent.NoticeQueued queued, Clause clause, Instant now) {
        Duration window = queued.window();
        Instant due = queued.kind() == NoticeKind.EXTENDED
                ? state.runningWindow().map(CaseState.Clock::due).orElse(now)
                : now.plus(window);
        boolean hasDeadline = !window.isZero() || queued.kind() == NoticeKind.EXTENDED;
        values.put("deadline", hasDeadline ? MINUTE.format(due) + " UTC" : "");
        values.put("window", words(window));
        values.put(
                "nextStep",
                clause.ladder()
                        .after(state.stepTaken())
                        .map(Rung::step)
                        .map(NoticeValues::words)
                        .orElse(""));
    }

    private static void action(Map<String, Object> values, CaseState state, String about) {
        CaseState.Action action = state.actions().entrySet().stream()
                .filter(e -> e.getKey().value().equals(about))
                .map(Map.Entry<ActionId, CaseState.Action>::getValue)
                .findFirst()
                .orElse(null);
        if (action == null) {
            values.put("action", Map.of("step", "", "at", "", "necessity", ""));
            return;
        }
        NecessityReason necessity = action.ordered().necessity();
        values.put(
                "action",
                Map.of(
                        "step", words(action.ordered().step()),
                        "at", MINUTE.format(action.at()),
                        "necessity", necessity == null ? "" : words(necessity)));
    }

    private static void outcome(Map<String, Object> values, CaseEvent.NoticeQueued queued) {
        boolean outcome = queued.kind() == NoticeKind.OUTCOME;
        values.put("outcome", outcome ? queued.about() : "");
        values.put("outcomeText", outcome ? words(Outcome.parse(queued.about())) : "");
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case ACTIONED -> "We found a breach of our policy, and it was brought to an end.";
            case NOT_OURS -> "What you reported is not on our network, or was not at that time.";
            case REVIEWED_NO_BREACH -> "We reviewed it and found no breach of our policy.";
            case ALREADY_GONE -> "When we looked, it was gone already.";
            case NEED_MORE ->
                "We need more to go on: please send times with their zone, addresses with ports, and a sample.";
        };
    }

    static String words(Step step) {
        return switch (step) {
            case NOTICE -> "a notice";
            case RESTRICT -> "restricting the service on the network";
            case DISABLE_CONTENT -> "disabling the content";
            case SUSPEND_SERVICE -> "suspending the service";
            case SUSPEND_ACCOUNT -> "suspending the account";
            case TERMINATE -> "ending the contract";
        };
    }

    static String words(NecessityReason reason) {
        return switch (reason) {
            case ONGOING_HARM -> "harm to others was going on";
            case LEGAL_ORDER -> "a legal order left no time";
            case EVIDENCE_DESTRUCTION_RISK -> "evidence might have been destroyed";
            case REPEAT_WITHIN_90_DAYS -> "the same happened before within 90 days";
            case LIFE_OR_CHILD_SAFETY -> "a life or a child may be in danger";
        };
    }

    private static String words(Duration window) {
        return window.toHours() % 24 == 0 && window.toDays() > 1
                ? window.toDays() + " days"
                : window.toHours() + " hours";
    }
}
