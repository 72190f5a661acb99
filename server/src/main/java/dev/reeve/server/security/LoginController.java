package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.server.security.Credentials.Proof;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Logging in, again, and out.
@Controller
@Allowed(To.EVERYBODY)
class LoginController {
    private final People people;
    private final Credentials credentials;
    private final AdminNotes notes;
    private final InstantSource time;
    private final LoginThrottle throttle = new LoginThrottle();

    LoginController(People people, Credentials credentials, AdminNotes notes, InstantSource time) {
        this.people = people;
        this.credentials = credentials;
        this.notes = notes;
        this.time = time;
    }

    @GetMapping("/login")
    String login(@RequestParam(defaultValue = "") String next, Model model) {
        model.addAttribute("next", Links.local(next));
        return "login";
    }

    @PostMapping("/login")
    String login(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String typed = name.strip().toLowerCase(Locale.ROOT);
        Optional<Proof> proof = proof(typed, password, code, request, response, model);
        Optional<Person> person = proof.isPresent() ? people.find(typed) : Optional.empty();
        if (person.isEmpty()) {
            model.addAttribute("name", name);
            model.addAttribute("next", Links.local(next));
            return "login";
        }
        Instant now = time.instant();
        new SignedIn(typed, person.get().credentials(), now, proof.get() == Proof.PASSWORD_AND_CODE ? now : null)
                .begin(request);
        return "redirect:" + Links.local(next);
    }

    @Allowed(To.SIGNED_IN)
    @GetMapping("/login/again")
    String again(@RequestParam(defaultValue = "") String next, Model model) {
        model.addAttribute("next", Links.local(next));
        return "login-again";
    }

    @Allowed(To.SIGNED_IN)
    @PostMapping("/login/again")
    String again(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Proof> proof = proof(caller.name(), password, code, request, response, model);
        Optional<SignedIn> session = SignedIn.of(request);
        if (proof.isEmpty() || session.isEmpty()) {
            model.addAttribute("next", Links.local(next));
            return "login-again";
        }
        Instant provenAt = proof.get() == Proof.PASSWORD_AND_CODE ? time.instant() : null;
        new SignedIn(caller.name(), session.get().credentials(), session.get().since(), provenAt).renew(request);
        return "redirect:" + Links.local(next);
    }

    @PostMapping("/logout")
    String logout(HttpServletRequest request) {
        if (request.getSession(false) != null) {
            request.getSession().invalidate();
        }
        return "redirect:/login";
    }

    /// @return nothing when refused; what to tell is then in the model
    private Optional<Proof> proof(
            String name,
            String password,
            String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Instant now = time.instant();
        Duration wait = throttle.wait(name, request.getRemoteAddr(), now);
        if (!wait.isZero()) {
            response.setStatus(429);
            response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
            model.addAttribute("error", "Too many tries. Wait " + (wait.toSeconds() + 1) + " seconds, then try again.");
            return Optional.empty();
        }
        Proof proof = credentials.check(name, password, code);
        if (proof == Proof.REFUSED) {
            if (throttle.failed(name, request.getRemoteAddr(), now)) {
                boolean known = people.find(name).isPresent();
                notes.note(
                        new ActorId("anonymous"), "logins failed beyond the limit", "person", known ? name : "nobody");
            }
            response.setStatus(401);
            model.addAttribute("error", "Name, password or code are not right.");
            return Optional.empty();
        }
        throttle.succeeded(name, request.getRemoteAddr());
        return Optional.of(proof);
    }
}
