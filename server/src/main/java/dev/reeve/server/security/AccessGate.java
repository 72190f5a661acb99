package dev.reeve.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Stands before every route and asks its rule. A route without a rule is closed.
public final class AccessGate implements HandlerInterceptor {
    /// Routes of libraries, which can't carry our annotation, by the package of their controller.
    private static final Map<String, To> LIBRARIES = Map.of("org.springdoc", To.EVERYBODY);

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            To gate = rule(method).orElseThrow(() -> new AccessDeniedException("this route has no rule"));
            if (gate != To.EVERYBODY && !caller().filter(c -> c.passes(gate)).isPresent()) {
                throw new AccessDeniedException(says(gate));
            }
        }
        return true;
    }

    /// The rule of a route: its own, else its controller's.
    public static Optional<To> rule(HandlerMethod method) {
        Allowed own = AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), Allowed.class);
        if (own != null) {
            return Optional.of(own.value());
        }
        Allowed all = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), Allowed.class);
        if (all != null) {
            return Optional.of(all.value());
        }
        String type = method.getBeanType().getName();
        return LIBRARIES.entrySet().stream()
                .filter(e -> type.startsWith(e.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<Caller> caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }

    private static String says(To gate) {
        return switch (gate) {
            case EVERYBODY -> "";
            case SIGNED_IN -> "this is for persons who have logged in";
            case REPORTER -> "this needs a token that names a reporter";
            case STAFF -> "this needs the role analyst or counsel";
            case VIEWER, ANALYST, SENIOR, COUNSEL, ADMINISTRATOR ->
                "this needs the role " + gate.name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
