package dev.reeve.server.api;

import dev.reeve.core.cases.Decision;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Errors as problem details (RFC 9457) that say what to do.
@RestControllerAdvice(basePackages = "dev.reeve.server.api")
class ApiProblems extends ResponseEntityExceptionHandler {
    /// Throws when the desk refused.
    static Decision.Decided decided(Decision decision) {
        return switch (decision) {
            case Decision.Decided decided -> decided;
            case Decision.Refused refused -> throw new RefusedException(refused);
        };
    }

    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Decision.Refused refused;

        RefusedException(Decision.Refused refused) {
            super(refused.why());
            this.refused = refused;
        }
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedException e) {
        HttpStatus status = switch (e.refused.code()) {
            case "not-allowed", "fresh-login" -> HttpStatus.FORBIDDEN;
            case "not-found" -> HttpStatus.NOT_FOUND;
            default -> HttpStatus.CONFLICT;
        };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, e.refused.why());
        problem.setTitle("The desk refused");
        problem.setProperty("code", e.refused.code());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail unfit(IllegalArgumentException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
        problem.setTitle("That can't be taken as it is");
        return problem;
    }

    @ExceptionHandler
    ProblemDetail missing(NoSuchElementException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail forbidden(SecurityException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = e.getMostSpecificCause();
        String says = String.valueOf(cause.getMessage()).lines().findFirst().orElse("the body can't be read");
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "write JSON as /api/v1/openapi.json describes it: "
                        + says.replaceAll("dev\\.reeve\\.[\\w.$]+", "this"));
        return handleExceptionInternal(e, problem, headers, HttpStatus.BAD_REQUEST, request);
    }
}
