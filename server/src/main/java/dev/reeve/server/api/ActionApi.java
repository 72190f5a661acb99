package dev.reeve.server.api;

import dev.reeve.core.ids.CaseId;
import dev.reeve.server.orders.CaseOrders;
import dev.reeve.server.orders.DecisionRequest;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.CaseParts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.InstantSource;
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

/// What was done to the world, and the deadlines that run.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Actions and clocks")
class ActionApi {
    private static final int HOURS_MAX = 24 * 400;

    private final CaseParts parts;
    private final CaseOrders orders;
    private final InstantSource time;

    ActionApi(CaseParts parts, CaseOrders orders, InstantSource time) {
        this.parts = parts;
        this.orders = orders;
        this.time = time;
    }

    record Undo(String reasons) {}

    @Operation(summary = "Actions that may be in the world, or those in one status such as in-force")
    @Allowed(To.VIEWER)
    @GetMapping("/actions")
    List<CaseParts.Action> actions(
            @RequestParam(required = false) @Nullable String status, @RequestParam(defaultValue = "100") int limit) {
        return parts.actions(status, limit);
    }

    @Allowed(To.VIEWER)
    @GetMapping("/actions/{id}")
    CaseParts.Action action(@PathVariable String id) {
        return parts.action(id).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no action " + id));
    }

    @Operation(summary = "Undo an action; it counts as undone when the world has been read back")
    @Allowed(To.STAFF)
    @PostMapping("/actions/{id}/undo")
    CaseParts.Action undo(@PathVariable String id, @RequestBody Undo undo, @AuthenticationPrincipal Caller caller) {
        CaseParts.Action action = action(id);
        ApiProblems.decided(orders.decide(
                new CaseId(action.caseId()), new DecisionRequest.UndoAction(id, undo.reasons()), caller.actor()));
        return action(id);
    }

    @Operation(summary = "Deadlines that run, the first due first; within so many hours from now")
    @Allowed(To.VIEWER)
    @GetMapping("/clocks")
    List<CaseParts.Clock> clocks(
            @RequestParam(defaultValue = "168") int withinHours, @RequestParam(defaultValue = "100") int limit) {
        return parts.running(time.instant().plus(Duration.ofHours(Math.clamp(withinHours, 0, HOURS_MAX))), limit);
    }
}
