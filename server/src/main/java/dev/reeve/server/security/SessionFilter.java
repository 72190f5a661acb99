package dev.reeve.server.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds the person of a session, with the roles they have now. Who was disabled, or whose password was changed, is out
/// at
/// the next request.
final class SessionFilter extends OncePerRequestFilter {
    private final People people;
    private final InstantSource time;

    SessionFilter(People people, InstantSource time) {
        this.people = people;
        this.time = time;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Instant now = time.instant();
        Optional<SignedIn> session = SignedIn.of(request);
        Optional<Caller> caller = session.filter(s -> !s.over(now)).flatMap(s -> caller(s, now));
        if (session.isPresent() && caller.isEmpty()) {
            request.getSession().invalidate();
        }
        caller.ifPresent(c -> SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(c))));
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(SignedIn session, Instant now) {
        return people.find(session.name())
                .filter(p -> !p.disabled() && p.credentials() == session.credentials())
                .map(p -> new Caller(
                        p.name(), p.fullName(), p.roles(), session.fresh(now), p.secondFactor(), null, null));
    }
}
