package dev.reeve.server.console;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.orders.ReporterOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.ReporterLedger;
import dev.reeve.server.views.ReporterView;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Who reports: how good each one's word has proved, and what persons hold of it.
@Controller
@Allowed(To.VIEWER)
class ReporterController {
    private final ReporterLedger ledger;
    private final ReporterView reporters;
    private final ReporterOrders orders;
    private final Messages messages;

    ReporterController(ReporterLedger ledger, ReporterView reporters, ReporterOrders orders, Messages messages) {
        this.ledger = ledger;
        this.reporters = reporters;
        this.orders = orders;
        this.messages = messages;
    }

    @GetMapping("/reporters")
    String list(Model model) {
        model.addAttribute("reporters", ledger.list());
        model.addAttribute("held", messages.list("held", 200));
        return "reporters";
    }

    @GetMapping("/reporters/{id}")
    String show(@PathVariable String id, Model model) {
        model.addAttribute(
                "r",
                reporters
                        .find(new ReporterId(id))
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "reporter";
    }

    @Allowed(To.ANALYST)
    @PostMapping("/reporters/{id}/bad-faith")
    String badFaith(
            @PathVariable String id,
            @RequestParam boolean on,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        ReporterId reporter = known(id);
        return Answers.go(
                "/reporters/" + reporter,
                flash,
                on ? "Marked: what it sends from now on waits for a person." : "Taken back.",
                () -> orders.badFaith(reporter, on, reasons, caller.actor()));
    }

    /// @param identity way and name, as in `dkim watch.example`; empty to take the trust back
    @Allowed(To.ANALYST)
    @PostMapping("/reporters/{id}/trust")
    String trust(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String identity,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        ReporterId reporter = known(id);
        String[] words = identity.strip().split(" ", 2);
        return Answers.go(
                "/reporters/" + reporter,
                flash,
                "Recorded.",
                () -> words.length < 2
                        ? orders.takeBackTrust(reporter, reasons, caller.actor())
                        : orders.trust(reporter, words[0], words[1], reasons, caller.actor()));
    }

    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/let-in")
    String letIn(
            @PathVariable String id,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        String message = messages.find(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .id();
        return Answers.go(
                "/messages/" + message,
                flash,
                "Let in: it is judged, as a word that could be forged.",
                () -> orders.letIn(new MessageId(message), reasons, caller.actor()));
    }

    /// Nobody marks somebody who never sent anything.
    private ReporterId known(String id) {
        ReporterId reporter = new ReporterId(id);
        if (ledger.find(id).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return reporter;
    }
}
