package dev.reeve.server.console;

import dev.reeve.core.ids.MessageId;
import dev.reeve.core.ids.ObservationId;
import dev.reeve.core.ids.ServiceId;
import dev.reeve.server.desk.HandMarks;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.orders.EvidenceOrders;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.RawMessages;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Messages as they came, and evidence that nobody is known to have held.
@Controller
@Allowed(To.VIEWER)
class MessageController {
    private static final Pattern CASE = Pattern.compile("C-[0-9A-Z]{1,40}");

    private final Messages messages;
    private final RawMessages raw;
    private final EvidenceOrders orders;
    private final Processing processing;

    MessageController(Messages messages, RawMessages raw, EvidenceOrders orders, Processing processing) {
        this.messages = messages;
        this.raw = raw;
        this.orders = orders;
        this.processing = processing;
    }

    @GetMapping("/messages/{id}")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String whose,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        Messages.Message message = find(id);
        model.addAttribute("whose", whose);
        model.addAttribute("sums", messages.sums(id));
        model.addAttribute("m", message);
        model.addAttribute("notes", raw.notes(message));
        model.addAttribute("observations", messages.ofMessage(id, whose, page));
        model.addAttribute("shown", raw.show(message).orElse(null));
        return "message";
    }

    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/read-again")
    String readAgain(@PathVariable String id, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go("/messages/" + find(id).id(), flash, "It was read.", () -> {
            try {
                return processing.marks().readAgain(new MessageId(id), caller.actor());
            } catch (IOException away) {
                throw new java.io.UncheckedIOException(away);
            }
        });
    }

    /// @param back the case from whose page it is said; empty where it is the message's own
    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/confirm")
    String confirm(
            @PathVariable String id,
            @RequestParam boolean report,
            @RequestParam(defaultValue = "") String back,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        MessageId message = new MessageId(find(id).id());
        return Answers.go(
                CASE.matcher(back).matches() ? "/cases/" + back : "/messages/" + message,
                flash,
                report
                        ? "Confirmed: it goes the way of any report."
                        : "Set aside: nothing was sent, and nothing stands on the client's record.",
                () -> processing.confirmations().say(message, report, caller.actor()));
    }

    @Allowed(To.ANALYST)
    @PostMapping("/messages/{id}/marks")
    String mark(
            @PathVariable String id,
            @RequestParam String kind,
            @RequestParam String values,
            @RequestParam(defaultValue = "") String when,
            @RequestParam(defaultValue = "") String template,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        HandMarks.Wish wish = new HandMarks.Wish(kind, values.lines().toList(), when, template);
        String page =
                Answers.go("/messages/" + find(id).id(), flash, "Marked, and judged like any other report.", () -> {
                    try {
                        return processing.marks().mark(new MessageId(id), wish, caller.actor());
                    } catch (IOException away) {
                        throw new java.io.UncheckedIOException(away);
                    }
                });
        if (flash.getFlashAttributes().containsKey("error")) {
            flash.addFlashAttribute("typed", wish);
        }
        return page;
    }

    @Allowed(To.STAFF)
    @GetMapping("/messages/{id}/raw")
    ResponseEntity<InputStreamResource> raw(@PathVariable String id, @AuthenticationPrincipal Caller caller)
            throws IOException {
        try {
            var bytes =
                    raw.download(find(id), caller).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .header("Content-Disposition", "attachment; filename=\"" + id + ".bin\"")
                    .body(new InputStreamResource(bytes));
        } catch (SecurityException sealed) {
            throw new AccessDeniedException(String.valueOf(sealed.getMessage()), sealed);
        }
    }

    @GetMapping("/unattributed")
    String unattributed(@RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("observations", messages.unattributedPage(page));
        return "unattributed";
    }

    @Allowed(To.ANALYST)
    @PostMapping("/unattributed/{observation}")
    String assign(
            @PathVariable String observation,
            @RequestParam String service,
            @RequestParam String reasons,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go(
                "/unattributed",
                flash,
                "Assigned, and judged by the policy.",
                () -> orders.assign(
                        new ObservationId(observation), new ServiceId(service.strip()), reasons, caller.actor()));
    }

    private Messages.Message find(String id) {
        return messages.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
