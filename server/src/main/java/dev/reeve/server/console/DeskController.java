package dev.reeve.server.console;

import dev.reeve.core.ids.AccountId;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.network.NetworkSensor;
import dev.reeve.server.orders.AccountOrders;
import dev.reeve.server.orders.DeskOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.AccountView;
import dev.reeve.server.views.DeskStatus;
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

/// Clients with their history, and the desk as a whole.
@Controller
@Allowed(To.VIEWER)
class DeskController {
    private final AccountView accounts;
    private final AccountOrders accountOrders;
    private final DeskStatus status;
    private final DeskOrders deskOrders;
    private final DoorBook doors;
    private final NetworkSensor network;

    DeskController(
            AccountView accounts,
            AccountOrders accountOrders,
            DeskStatus status,
            DeskOrders deskOrders,
            DoorBook doors,
            NetworkSensor network) {
        this.accounts = accounts;
        this.accountOrders = accountOrders;
        this.status = status;
        this.deskOrders = deskOrders;
        this.doors = doors;
        this.network = network;
    }

    @GetMapping("/accounts/{id}")
    String account(@PathVariable String id, Model model) {
        model.addAttribute(
                "a",
                accounts.find(new AccountId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "account";
    }

    @Allowed(To.ANALYST)
    @PostMapping("/accounts/{id}/protection")
    String protect(
            @PathVariable String id,
            @RequestParam boolean on,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        AccountId account = new AccountId(id);
        return Answers.go(
                "/accounts/" + account,
                flash,
                on ? "Protected." : "Recorded.",
                () -> on
                        ? accountOrders.protect(account, reasons, caller.actor())
                        : accountOrders.unprotect(account, reasons, caller.actor()));
    }

    @GetMapping("/status")
    String status(Model model) {
        model.addAttribute("s", status.status());
        model.addAttribute("doors", doors.list());
        model.addAttribute("n", network.status());
        return "status";
    }

    @Allowed(To.ANALYST)
    @PostMapping("/status/halt")
    String halt(@RequestParam String reasons, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go(
                "/status", flash, "Halted: nothing goes out.", () -> deskOrders.halt(reasons, caller.actor()));
    }

    @Allowed(To.SENIOR)
    @PostMapping("/status/resume")
    String resume(@RequestParam String reasons, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go("/status", flash, "Recorded.", () -> deskOrders.resume(reasons, caller.actor()));
    }

    @Allowed(To.SENIOR)
    @PostMapping("/status/breakers/{name}/reset")
    String reset(
            @PathVariable String name,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go("/status", flash, "Reset.", () -> deskOrders.resetBreaker(name, reasons, caller.actor()));
    }
}
