package dev.reeve.server.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a session remembers of its login. Roles are not among it: they are looked up at every request.
///
/// @param credentials those that the login was made with; when they change the session is over
/// @param provenAt when password and code were last given; null when never both
record SignedIn(
        String name,
        int credentials,
        Instant since,
        @Nullable Instant provenAt) implements Serializable {
    /// However busy, a session ends after a working day.
    static final Duration LENGTH_MAX = Duration.ofHours(12);

    static final Duration IDLE_MAX = Duration.ofMinutes(60);

    /// How long a login counts as fresh.
    static final Duration FRESH = Duration.ofMinutes(10);

    private static final String ATTRIBUTE = "reeve.signed-in";

    boolean fresh(Instant now) {
        return provenAt != null && now.isBefore(provenAt.plus(FRESH));
    }

    boolean over(Instant now) {
        return !now.isBefore(since.plus(LENGTH_MAX));
    }

    static Optional<SignedIn> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? Optional.empty() : Optional.ofNullable((SignedIn) session.getAttribute(ATTRIBUTE));
    }

    /// Begins a new session, so that nobody can have planted its number, nor its CSRF token.
    void begin(HttpServletRequest request) {
        HttpSession planted = request.getSession(false);
        if (planted != null) {
            planted.invalidate();
        }
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) IDLE_MAX.toSeconds());
        session.setAttribute(ATTRIBUTE, this);
    }

    /// Changes what the session remembers, under a new number.
    void renew(HttpServletRequest request) {
        request.changeSessionId();
        request.getSession().setAttribute(ATTRIBUTE, this);
    }
}
