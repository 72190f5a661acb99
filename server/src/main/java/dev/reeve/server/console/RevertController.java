package dev.reeve.server.console;

import dev.reeve.core.safety.DeskCommand.Selection;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.orders.RevertOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Takes back in bulk: first shows what that would be, then does it.
@Controller
@Allowed(To.VIEWER)
class RevertController {
    private final MassReverts reverts;
    private final RevertOrders orders;
    private final PolicyShelf policies;

    RevertController(MassReverts reverts, RevertOrders orders, PolicyShelf policies) {
        this.reverts = reverts;
        this.orders = orders;
        this.policies = policies;
    }

    @GetMapping("/status/revert")
    String show(
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Model model) {
        model.addAttribute("versions", policies.history().versions());
        model.addAttribute("version", version);
        model.addAttribute("from", from);
        model.addAttribute("to", to);
        if (!version.isBlank() || !from.isBlank()) {
            try {
                model.addAttribute("plan", reverts.plan(selection(version, from, to)));
            } catch (IllegalArgumentException unfit) {
                model.addAttribute("error", Answers.sentence(String.valueOf(unfit.getMessage())));
            }
        }
        return "revert";
    }

    @Allowed(To.SENIOR)
    @PostMapping("/status/revert")
    String revert(
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go(
                "/status",
                flash,
                "What you named is being taken back, newest first, in batches; the clients are told.",
                () -> orders.begin(selection(version, from, to), reasons, caller.actor())
                        .decision());
    }

    private Selection selection(String version, String from, String to) {
        return reverts.selection(version, time(from), time(to));
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isBlank() ? null : Instant.parse(text.strip());
        } catch (DateTimeParseException unfit) {
            throw new IllegalArgumentException("write a time as 2026-11-01T09:00:00Z, not " + text, unfit);
        }
    }
}
