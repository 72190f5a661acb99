package dev.reeve.server.console;

import dev.reeve.core.cases.CaseState;
import dev.reeve.core.cases.Outcome;
import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.ids.CaseId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.NecessityReason;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Step;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.orders.CaseOrders;
import dev.reeve.server.orders.DecisionRequest;
import dev.reeve.server.reading.MarkedPieces;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.views.CaseList;
import dev.reeve.server.views.CaseParts;
import dev.reeve.server.views.CaseRow;
import dev.reeve.server.views.DeskStatus;
import dev.reeve.server.views.Messages;
import dev.reeve.server.views.Precedents;
import dev.reeve.server.views.RawMessages;
import dev.reeve.server.views.Timeline;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The page of one case, and what persons decide there.
@Controller
class CaseController {
    private static final List<Step> STEPS =
            List.of(Step.RESTRICT, Step.DISABLE_CONTENT, Step.SUSPEND_SERVICE, Step.SUSPEND_ACCOUNT);

    private final CaseList cases;
    private final CaseParts parts;
    private final Messages messages;
    private final RawMessages raw;
    private final CaseDesk desk;
    private final Timeline timeline;
    private final Precedents precedents;
    private final PolicyShelf policies;
    private final DeskStatus status;
    private final CaseOrders orders;
    private final InstantSource time;
    private final JsonMapper json = JsonMapper.builder().build();

    CaseController(
            CaseList cases,
            CaseParts parts,
            Messages messages,
            RawMessages raw,
            CaseDesk desk,
            Timeline timeline,
            Precedents precedents,
            PolicyShelf policies,
            DeskStatus status,
            CaseOrders orders,
            InstantSource time) {
        this.cases = cases;
        this.parts = parts;
        this.messages = messages;
        this.raw = raw;
        this.desk = desk;
        this.timeline = timeline;
        this.precedents = precedents;
        this.policies = policies;
        this.status = status;
        this.orders = orders;
        this.time = time;
    }

    @Allowed(To.VIEWER)
    @GetMapping("/cases/{id}")
    String show(
            @PathVariable String id,
            @RequestParam(defaultValue = "1") int evidence,
            @RequestParam(defaultValue = "1") int lines,
            @AuthenticationPrincipal Caller caller,
            Model model) {
        CaseRow row = cases.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        CaseState state = desk.state(new CaseId(id));
        Optional<Clause> clause = clause(state);
        model.addAttribute("c", row);
        model.addAttribute("state", state);
        model.addAttribute("clause", clause.orElse(null));
        model.addAttribute("lines", timeline.page(new CaseId(id), lines));
        model.addAttribute("tasks", parts.tasks(id));
        model.addAttribute("doubts", doubts(id));
        model.addAttribute("clocks", parts.clocks(id));
        model.addAttribute("evidence", parts.evidencePage(id, evidence));
        model.addAttribute("evidenceSums", parts.evidenceSums(id));
        model.addAttribute("notices", parts.notices(id));
        model.addAttribute("actions", parts.actions(id));
        model.addAttribute(
                "appeals",
                state.appeals().values().stream()
                        .filter(a -> a.reversed() == null)
                        .map(a -> a.lodged().appeal().value())
                        .toList());
        model.addAttribute("links", state.links());
        model.addAttribute("reporters", state.reporters().keySet());
        model.addAttribute(
                "objections", status.objections(desk.account(state.opening().account())));
        boolean judgement = clause.map(Clause::judgement).orElse(false);
        model.addAttribute("precedents", judgement ? precedents.of(row.clause(), id) : List.of());
        model.addAttribute("lockedByOther", state.lockedFor(caller.actor().id(), time.instant()));
        model.addAttribute("mine", caller.name().equals(row.assignee()));
        model.addAttribute(
                "mayDecide", caller.staff() && !state.lockedFor(caller.actor().id(), time.instant()));
        model.addAttribute("steps", STEPS);
        model.addAttribute("necessities", NecessityReason.values());
        model.addAttribute("outcomes", Outcome.values());
        return "case";
    }

    /// What was not read surely, by message.
    ///
    /// @param notes what was odd about it
    /// @param excerpt of the message, with what was read marked
    record Doubt(
            Messages.Message message,
            List<CaseParts.Evidence> read,
            Map<String, String> notes,
            List<MarkedPieces.Piece> excerpt) {}

    private Map<String, Doubt> doubts(String id) {
        Map<String, Doubt> doubts = new LinkedHashMap<>();
        parts.doubtful(id)
                .forEach((message, read) -> messages.find(message)
                        .ifPresent(m -> doubts.put(message, new Doubt(m, read, raw.notes(m), raw.excerpt(m)))));
        return doubts;
    }

    private Optional<Clause> clause(CaseState state) {
        return policies.history()
                .inForce(time.instant())
                .flatMap((Policy p) -> p.find(state.leadingClause()))
                .or(() -> policies.history()
                        .find(state.opening().policyHash())
                        .flatMap(p -> p.find(state.leadingClause())));
    }

    @Allowed(To.STAFF)
    @PostMapping("/cases/{id}/decisions")
    String decide(
            @PathVariable String id,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        CaseId caseId = new CaseId(id);
        fields.remove("_csrf");
        return Answers.go(
                "/cases/" + caseId, flash, "Recorded.", () -> orders.decide(caseId, request(fields), caller.actor()));
    }

    private DecisionRequest request(Map<String, String> fields) {
        try {
            return json.convertValue(fields, DecisionRequest.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a field of the form is missing or is not what it should be", e);
        }
    }
}
