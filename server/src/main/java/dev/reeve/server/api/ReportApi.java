package dev.reeve.server.api;

import dev.reeve.core.ids.ReporterId;
import dev.reeve.server.evidence.EvidenceTooLargeException;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.To;
import dev.reeve.server.settings.Settings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where programs hand in reports and ask what came of them.
@RestController
@RequestMapping("/api/v1/reports")
@Allowed(To.REPORTER)
@Tag(name = "Reports")
class ReportApi {
    private static final int WORD_MAX = 200;

    private final Reports reports;
    private final TokenRates rates;
    private final long sizeMax;
    private final JsonMapper json = JsonMapper.builder().build();

    ReportApi(Reports reports, TokenRates rates, Settings settings) {
        this.reports = reports;
        this.rates = rates;
        this.sizeMax = settings.intake().messageSizeMax();
    }

    @Operation(
            summary = "Hand in one report in XARF v4. 202 means that it is durable; the same token is the same report")
    @PostMapping(consumes = "application/json")
    ResponseEntity<?> post(
            HttpServletRequest request,
            @RequestHeader(name = "Idempotency-Token", required = false) @Nullable String token,
            @RequestHeader(name = "X-Correlation-Id", required = false) @Nullable String correlation,
            @RequestParam(required = false) @Nullable String clientToken,
            @RequestParam(required = false) @Nullable String correlationId,
            @AuthenticationPrincipal Caller caller)
            throws IOException {
        ReporterId reporter = reporter(caller);
        long wait = rates.waitSeconds(Objects.requireNonNull(caller.token()));
        if (wait > 0) {
            return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                    .header("Retry-After", Long.toString(wait))
                    .body(problem(HttpStatus.TOO_MANY_REQUESTS, "wait " + wait + " seconds, then go on"));
        }
        byte[] body = request.getInputStream().readNBytes((int) Math.min(sizeMax + 1, Integer.MAX_VALUE));
        if (body.length > sizeMax) {
            return tooLarge();
        }
        try {
            if (!json.readTree(body).isObject()) {
                return unreadable("a report is one JSON object");
            }
        } catch (JacksonException e) {
            return unreadable("this is not JSON: " + e.getOriginalMessage());
        }
        try {
            return ResponseEntity.accepted()
                    .body(reports.take(
                            body,
                            reporter,
                            word("token", token, clientToken),
                            word("correlation", correlation, correlationId)));
        } catch (EvidenceTooLargeException e) {
            return tooLarge();
        }
    }

    @Operation(summary = "The state of one of your own reports, and its outcome")
    @GetMapping("/{id}")
    ReportState get(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return reports.find(reporter(caller), id)
                .orElseThrow(() -> new NoSuchElementException("you handed in no report " + id));
    }

    @Operation(summary = "Your own reports, the newest first")
    @GetMapping
    List<ReportState> list(@RequestParam(defaultValue = "50") int limit, @AuthenticationPrincipal Caller caller) {
        return reports.list(reporter(caller), limit);
    }

    private static ReporterId reporter(Caller caller) {
        return new ReporterId(Objects.requireNonNull(caller.reporter()));
    }

    private static @Nullable String word(String name, @Nullable String first, @Nullable String second) {
        String word = Stream.of(first, second)
                .filter(Objects::nonNull)
                .filter(w -> !w.isBlank())
                .findFirst()
                .orElse(null);
        if (word != null && (word.length() > WORD_MAX || word.chars().anyMatch(c -> c < 0x21 || c > 0x7E))) {
            throw new IllegalArgumentException("a " + name + " is 1 to " + WORD_MAX + " printable ASCII characters");
        }
        return word;
    }

    private ResponseEntity<ProblemDetail> tooLarge() {
        return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(problem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "a report has at most " + sizeMax + " bytes; send less evidence, or a link to it"));
    }

    private static ResponseEntity<ProblemDetail> unreadable(String why) {
        return ResponseEntity.badRequest().body(problem(HttpStatus.BAD_REQUEST, why + "; nothing was kept"));
    }

    private static ProblemDetail problem(HttpStatus status, String detail) {
        return ProblemDetail.forStatusAndDetail(status, detail);
    }
}
