package dev.reeve.server.api;

import dev.reeve.core.cases.Decision;
import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.orders.ReporterOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.ReporterLedger;
import dev.reeve.server.views.ReporterView;
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
import org.springframework.web.bind.annotation.RestController;

/// Who reports, and what persons hold of each.
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Reporters")
class ReporterApi {
    private final ReporterLedger ledger;
    private final ReporterView reporters;
    private final ReporterOrders orders;
    private final Messages messages;

    ReporterApi(ReporterLedger ledger, ReporterView reporters, ReporterOrders orders, Messages messages) {
        this.ledger = ledger;
        this.reporters = reporters;
        this.orders = orders;
        this.messages = messages;
    }

    record BadFaith(boolean on, String reasons) {}

    /// @param way `token`, `dkim` or `pgp`, as it was proved; not needed to take the trust back
    /// @param name who was proved in that way
    record Trust(boolean on, @Nullable String way, @Nullable String name, String reasons) {}

    record LetIn(String reasons) {}

    @Operation(summary = "The ledger: what each reporter sent and how good it proved, the busiest first")
    @Allowed(To.VIEWER)
    @GetMapping("/reporters")
    List<ReporterLedger.Row> list() {
        return ledger.list();
    }

    @Operation(summary = "One reporter, with what was proved of it and what persons hold of it")
    @Allowed(To.VIEWER)
    @GetMapping("/reporters/{id}")
    ReporterView.Reporter reporter(@PathVariable String id) {
        return reporters
                .find(new ReporterId(id))
                .orElseThrow(() -> new NoSuchElementException("there is no reporter " + id));
    }

    @Operation(
            summary =
                    "Mark a reporter as acting in bad faith, or take that back: what it sends then waits for a person")
    @Allowed(To.ANALYST)
    @PostMapping("/reporters/{id}/bad-faith")
    ReporterView.Reporter badFaith(
            @PathVariable String id, @RequestBody BadFaith wish, @AuthenticationPrincipal Caller caller) {
        reporter(id);
        ApiProblems.decided(orders.badFaith(new ReporterId(id), wish.on(), wish.reasons(), caller.actor()));
        return reporter(id);
    }

    @Operation(summary = "Propose to trust a reporter as whom it was proved to be, approve that, or take it back")
    @Allowed(To.ANALYST)
    @PostMapping("/reporters/{id}/trust")
    ReporterView.Reporter trust(
            @PathVariable String id, @RequestBody Trust wish, @AuthenticationPrincipal Caller caller) {
        reporter(id);
        ReporterId reporter = new ReporterId(id);
        Decision decision = wish.on()
                ? orders.trust(
                        reporter, given("way", wish.way()), given("name", wish.name()), wish.reasons(), caller.actor())
                : orders.takeBackTrust(reporter, wish.reasons(), caller.actor());
        ApiProblems.decided(decision);
        return reporter(id);
    }

    @Operation(summary = "Let a message be judged that was held because of who sent it")
    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/let-in")
    Messages.Message letIn(@PathVariable String id, @RequestBody LetIn wish, @AuthenticationPrincipal Caller caller) {
        ApiProblems.decided(orders.letIn(new MessageId(id), wish.reasons(), caller.actor()));
        return messages.find(id).orElseThrow(() -> new NoSuchElementException("there is no message " + id));
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(field + ": write as whom the reporter was proved");
        }
        return value;
    }
}
