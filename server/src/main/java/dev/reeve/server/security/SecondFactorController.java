package dev.reeve.server.security;

import dev.reeve.server.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Setting up the codes of an app as second factor. The secret stays in the session until a code proves that the app
/// has it.
@Controller
@Allowed(To.SIGNED_IN)
class SecondFactorController {
    private static final String PENDING = "reeve.totp-pending";

    private final Credentials credentials;
    private final InstantSource time;
    private final Settings settings;

    SecondFactorController(Credentials credentials, InstantSource time, Settings settings) {
        this.credentials = credentials;
        this.time = time;
        this.settings = settings;
    }

    @GetMapping("/me/second-factor")
    String show(@AuthenticationPrincipal Caller caller, HttpServletRequest request, Model model) {
        if (!mayEnrol(caller)) {
            return "redirect:/login/again?next=/me/second-factor";
        }
        byte[] secret = pending(request);
        model.addAttribute("caller", caller);
        model.addAttribute("secret", Totp.base32(secret).replaceAll("(.{4})(?!$)", "$1 "));
        model.addAttribute("uri", Totp.uri(settings.desk().name(), caller.name(), secret));
        return "second-factor";
    }

    @PostMapping("/me/second-factor")
    String confirm(
            @AuthenticationPrincipal Caller caller,
            @RequestParam String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!mayEnrol(caller)) {
            return "redirect:/login/again?next=/me/second-factor";
        }
        Optional<List<String>> codes = credentials.enrol(caller.name(), pending(request), code);
        if (codes.isEmpty()) {
            response.setStatus(400);
            model.addAttribute(
                    "error", "This code does not belong to the secret below. Check the clock of your phone.");
            return show(caller, request, model);
        }
        request.getSession().removeAttribute(PENDING);
        SignedIn session = SignedIn.of(request).orElseThrow();
        new SignedIn(session.name(), session.credentials(), session.since(), time.instant()).renew(request);
        model.addAttribute("caller", caller);
        model.addAttribute("codes", codes.get());
        return "recovery-codes";
    }

    /// Replacing a second factor takes the old one.
    private static boolean mayEnrol(Caller caller) {
        return !caller.secondFactor() || caller.freshLogin();
    }

    private static byte[] pending(HttpServletRequest request) {
        byte[] secret = (byte[]) request.getSession().getAttribute(PENDING);
        if (secret == null) {
            secret = Secrets.bytes(Totp.SECRET_BYTES);
            request.getSession().setAttribute(PENDING, secret);
        }
        return secret;
    }
}
