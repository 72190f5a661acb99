package dev.reeve.server.console;

import dev.reeve.server.security.Caller;
import dev.reeve.server.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;

/// What every page knows: who looks, and at whose desk.
@ControllerAdvice(basePackages = {"dev.reeve.server.console", "dev.reeve.server.security"})
class PageModel {
    private final Settings settings;

    PageModel(Settings settings) {
        this.settings = settings;
    }

    @ModelAttribute("me")
    @Nullable
    Caller me() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller ? caller : null;
    }

    @ModelAttribute("deskName")
    String deskName() {
        return settings.desk().name();
    }

    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        return request.getRequestURI();
    }

    /// An identifier in an address that can't be one.
    @ExceptionHandler
    void noSuchAddress(IllegalArgumentException e, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
