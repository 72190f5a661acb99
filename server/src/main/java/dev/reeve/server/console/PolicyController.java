package dev.reeve.server.console;

import dev.reeve.core.cases.Decision;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.backtest.BacktestText;
import dev.reeve.server.backtest.PolicyTests;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// The policy: which version holds, which file waits and why, and what rules in shadow would have done.
@Controller
@Allowed(To.VIEWER)
class PolicyController {
    private final PolicyShelf policies;
    private final PolicyTests tests;

    PolicyController(PolicyShelf policies, PolicyTests tests) {
        this.policies = policies;
        this.tests = tests;
    }

    @GetMapping("/policy")
    String show(Model model) {
        model.addAttribute("versions", policies.history().versions().reversed());
        model.addAttribute("refusal", policies.refusal().orElse(null));
        model.addAttribute("shadow", tests.shadow());
        return "policy";
    }

    /// Tests the file as it lies on the disk, which is the one that waits.
    @Allowed(To.SENIOR)
    @PostMapping("/policy/backtest")
    String backtest(@AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go("/policy", flash, "Tested, and on record.", () -> {
            switch (PolicyFile.load(policies.file())) {
                case PolicyFile.Accepted accepted ->
                    flash.addFlashAttribute(
                            "report",
                            String.join(
                                    "\n",
                                    BacktestText.lines(tests.run(
                                            accepted.policy(),
                                            null,
                                            null,
                                            caller.actor().id()))));
                case PolicyFile.Refused refused ->
                    throw new IllegalArgumentException(
                            "the file has " + refused.errors().size() + " faults");
            }
            policies.look();
            return new Decision.Decided(List.of(), List.of(), List.of());
        });
    }
}
