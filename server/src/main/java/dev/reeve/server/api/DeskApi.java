package dev.reeve.server.api;

import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.orders.DeskOrders;
import dev.reeve.server.orders.RevertOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.DeskStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The desk as a whole: how it stands, its switches, and taking back in bulk.
@RestController
@RequestMapping("/api/v1/desk")
@Tag(name = "Desk")
class DeskApi {
    private final DeskStatus status;
    private final DeskOrders orders;
    private final RevertOrders revertOrders;
    private final MassReverts reverts;

    DeskApi(DeskStatus status, DeskOrders orders, RevertOrders revertOrders, MassReverts reverts) {
        this.status = status;
        this.orders = orders;
        this.revertOrders = revertOrders;
        this.reverts = reverts;
    }

    record Why(String reasons) {}

    /// @param policyVersion a version's name or hash; null for any
    /// @param from actions ordered then or later; needed when no version is named
    /// @param to actions ordered before; null for up to now
    /// @param reasons what was wrong; not needed for a dry run
    record Revert(
            @Nullable String policyVersion,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String reasons,
            @Nullable Boolean dryRun) {}

    /// @param cases the newest first, which is the order in which they are taken back
    record Reverting(boolean begun, List<String> cases) {}

    @Operation(summary = "Whether it is halted, open breakers, budgets used, levers that have proved themselves")
    @Allowed(To.VIEWER)
    @GetMapping
    DeskStatus.Status status() {
        return status.status();
    }

    @Operation(summary = "Stop every action at once")
    @Allowed(To.ANALYST)
    @PostMapping("/halt")
    DeskStatus.Status halt(@RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        ApiProblems.decided(orders.halt(why.reasons(), caller.actor()));
        return status.status();
    }

    @Operation(summary = "Propose to let a halted desk go again, or approve what another person proposed")
    @Allowed(To.SENIOR)
    @PostMapping("/resume")
    DeskStatus.Status resume(@RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        ApiProblems.decided(orders.resume(why.reasons(), caller.actor()));
        return status.status();
    }

    @Operation(summary = "Close an open breaker")
    @Allowed(To.SENIOR)
    @PostMapping("/breakers/{name}/reset")
    DeskStatus.Status reset(@PathVariable String name, @RequestBody Why why, @AuthenticationPrincipal Caller caller) {
        ApiProblems.decided(orders.resetBreaker(name, why.reasons(), caller.actor()));
        return status.status();
    }

    @Operation(summary = "Take back every action of a policy version or a time, newest first, in batches")
    @Allowed(To.SENIOR)
    @PostMapping("/revert")
    Reverting revert(@RequestBody Revert revert, @AuthenticationPrincipal Caller caller) {
        Selection selection = reverts.selection(revert.policyVersion(), revert.from(), revert.to());
        if (Boolean.TRUE.equals(revert.dryRun())) {
            return new Reverting(false, names(reverts.plan(selection)));
        }
        MassReverts.Begun begun =
                revertOrders.begin(selection, revert.reasons() == null ? "" : revert.reasons(), caller.actor());
        Decision.Decided decided = ApiProblems.decided(begun.decision());
        return new Reverting(!decided.nothing(), names(begun.cases()));
    }

    private static List<String> names(List<CaseId> cases) {
        return cases.stream().map(CaseId::value).toList();
    }
}
