package dev.reeve.server.api;

import dev.reeve.core.backtest.ShadowRow;
import dev.reeve.rules.PolicyFile;
import dev.reeve.server.backtest.BacktestText;
import dev.reeve.server.backtest.PolicyTests;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Policies before they count: back-tests, and what shadow rules would have done.
@RestController
@RequestMapping("/api/v1/policies")
@Tag(name = "Policies and journal")
class PolicyApi {
    private final PolicyTests tests;

    PolicyApi(PolicyTests tests) {
        this.tests = tests;
    }

    @Operation(summary = "Play the record through a policy file; the back-test is put on record")
    @Allowed(To.SENIOR)
    @PostMapping(value = "/backtest", consumes = "text/plain", produces = "application/json")
    String backtest(
            @RequestBody String policy,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @AuthenticationPrincipal Caller caller) {
        return switch (PolicyFile.parse("policy", policy.getBytes(StandardCharsets.UTF_8))) {
            case PolicyFile.Accepted accepted ->
                BacktestText.json(
                        tests.run(accepted.policy(), from, to, caller.actor().id()));
            case PolicyFile.Refused refused ->
                throw new IllegalArgumentException(refused.errors().stream()
                        .flatMap(e -> e.lines().stream())
                        .collect(Collectors.joining("\n")));
        };
    }

    @Operation(summary = "What shadow rules would have begun, beside what the live ones did")
    @Allowed(To.VIEWER)
    @GetMapping("/shadow")
    List<ShadowRow> shadow() {
        return tests.shadow();
    }
}
