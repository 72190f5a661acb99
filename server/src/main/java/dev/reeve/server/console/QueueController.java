package dev.reeve.server.console;

import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.CaseList;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.Search;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What waits, and finding things.
@Controller
@Allowed(To.VIEWER)
class QueueController {
    private static final int PAGE = 50;

    private final CaseList cases;
    private final Messages messages;
    private final Search search;

    QueueController(CaseList cases, Messages messages, Search search) {
        this.cases = cases;
        this.messages = messages;
        this.search = search;
    }

    @GetMapping("/queue")
    String queue(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Integer severity,
            @RequestParam(required = false) @Nullable String family,
            @RequestParam(required = false) @Nullable String assignee,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        String whose = "me".equals(assignee) ? caller.name() : assignee;
        CaseList.Filter filter = new CaseList.Filter(status, severity, family, whose, null);
        try {
            model.addAttribute("page", cases.page(filter, after, PAGE));
        } catch (IllegalArgumentException notOurs) {
            return "redirect:/queue";
        }
        model.addAttribute("counts", cases.counts());
        model.addAttribute("backlog", messages.backlog());
        model.addAttribute("families", cases.counts().families());
        model.addAttribute("status", status);
        model.addAttribute("severity", severity);
        model.addAttribute("family", family);
        model.addAttribute("assignee", assignee);
        model.addAttribute("first", after == null || after.isBlank());
        return "queue";
    }

    @GetMapping("/search")
    String search(@RequestParam(defaultValue = "") String q, Model model) {
        model.addAttribute("q", q);
        model.addAttribute("found", search.find(q));
        return "search";
    }

    @GetMapping("/quarantine")
    String quarantine(@RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("messages", messages.page("quarantined", page));
        return "quarantine";
    }
}
