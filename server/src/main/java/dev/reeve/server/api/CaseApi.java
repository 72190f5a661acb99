package dev.reeve.server.api;

import dev.reeve.core.ids.CaseId;
import dev.reeve.server.orders.CaseOrders;
import dev.reeve.server.orders.DecisionRequest;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.CaseList;
import dev.reeve.server.views.CaseParts;
import dev.reeve.server.views.CaseRow;
import dev.reeve.server.views.JournalPages;
import dev.reeve.server.views.Line;
import dev.reeve.server.views.Timeline;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Cases, and decisions about them.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Cases")
class CaseApi {
    private final CaseList cases;
    private final CaseParts parts;
    private final Timeline timeline;
    private final CaseOrders orders;
    private final JournalPages journal;

    CaseApi(CaseList cases, CaseParts parts, Timeline timeline, CaseOrders orders, JournalPages journal) {
        this.cases = cases;
        this.parts = parts;
        this.timeline = timeline;
        this.orders = orders;
        this.journal = journal;
    }

    record CaseDetail(
            CaseRow summary,
            List<CaseParts.Task> tasks,
            List<CaseParts.Clock> clocks,
            List<CaseParts.Evidence> evidence,
            List<CaseParts.Notice> notices,
            List<CaseParts.Action> actions) {}

    /// @param events what was recorded, by type, in order; empty when there was nothing left to do
    record Decided(List<String> events, CaseRow summary) {}

    @Operation(summary = "Open cases in the order of the queue, or closed ones with status=closed")
    @Allowed(To.VIEWER)
    @GetMapping("/cases")
    CaseList.Page list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer severity,
            @RequestParam(required = false) @Nullable String family,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit) {
        return cases.page(new CaseList.Filter(status, severity, family, assignee, account), after, limit);
    }

    @Operation(summary = "One case with its tasks, clocks, evidence, notices and actions")
    @Allowed(To.VIEWER)
    @GetMapping("/cases/{id}")
    CaseDetail get(@PathVariable String id) {
        return new CaseDetail(
                row(id), parts.tasks(id), parts.clocks(id), parts.evidence(id), parts.notices(id), parts.actions(id));
    }

    @Operation(summary = "All that the journal says of a case, in words, oldest first")
    @Allowed(To.VIEWER)
    @GetMapping("/cases/{id}/timeline")
    List<Line> timeline(@PathVariable String id) {
        row(id);
        return timeline.of(new CaseId(id));
    }

    @Operation(summary = "Decide something about a case; the verb says what")
    @Allowed(To.STAFF)
    @PostMapping("/cases/{id}/decisions")
    Decided decide(
            @PathVariable String id, @RequestBody DecisionRequest decision, @AuthenticationPrincipal Caller caller) {
        row(id);
        var decided = ApiProblems.decided(orders.decide(new CaseId(id), decision, caller.actor()));
        List<String> events =
                decided.events().stream().map(e -> e.getClass().getSimpleName()).toList();
        return new Decided(events, row(id));
    }

    @Operation(summary = "What persons and parties recorded in cases, as entries of the journal")
    @Allowed(To.VIEWER)
    @GetMapping("/decisions")
    JournalPages.Page decisions(
            @RequestParam(defaultValue = "0") long after, @RequestParam(defaultValue = "100") int limit) {
        return journal.page(after, limit, true);
    }

    private CaseRow row(String id) {
        return cases.find(id).orElseThrow(() -> new NoSuchElementException("there is no case " + id));
    }
}
