package dev.reeve.server.security;

import dev.reeve.core.policy.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/// Finds who a bearer token (RFC 6750) belongs to. It has the roles that were given to it and that its owner still has.
final class BearerFilter extends OncePerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final ApiTokens tokens;
    private final People people;

    BearerFilter(ApiTokens tokens, People people) {
        this.tokens = tokens;
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            tokens.find(header.substring(SCHEME.length()).strip())
                    .flatMap(this::caller)
                    .ifPresent(c ->
                            SecurityContextHolder.setContext(new SecurityContextImpl(new CallerAuthentication(c))));
        }
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(ApiToken token) {
        // A reporter's token belongs to the desk: it outlives who made it.
        boolean ofDesk = token.reporter() != null && token.roles().isEmpty();
        Optional<Person> owner =
                ofDesk ? Optional.empty() : people.find(token.owner()).filter(p -> !p.disabled());
        if (owner.isEmpty() && token.reporter() == null) {
            return Optional.empty();
        }
        Set<Role> roles = EnumSet.noneOf(Role.class);
        owner.ifPresent(o -> token.roles().stream().filter(o.roles()::contains).forEach(roles::add));
        return Optional.of(new Caller(token.owner(), token.label(), roles, false, false, token.reporter(), token.id()));
    }
}
