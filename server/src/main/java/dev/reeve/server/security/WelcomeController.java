package dev.reeve.server.security;

import dev.reeve.core.ids.ActorId;
import dev.reeve.server.security.Invitations.Invitation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Where a one-time link leads: the person chooses a password, the first administrator also a name.
@Controller
@Allowed(To.EVERYBODY)
class WelcomeController {
    private final People people;
    private final Credentials credentials;
    private final Invitations invitations;
    private final FirstAdministrator first;
    private final InstantSource time;

    WelcomeController(
            People people,
            Credentials credentials,
            Invitations invitations,
            FirstAdministrator first,
            InstantSource time) {
        this.people = people;
        this.credentials = credentials;
        this.invitations = invitations;
        this.first = first;
        this.time = time;
    }

    @GetMapping("/welcome/{secret}")
    String welcome(@PathVariable String secret, HttpServletResponse response, Model model) {
        Optional<Invitation> invitation = usable(secret);
        if (invitation.isEmpty()) {
            response.setStatus(410);
        }
        model.addAttribute("invitation", invitation.orElse(null));
        model.addAttribute("person", invitation.map(Invitation::person).orElse(null));
        return "welcome";
    }

    /// A link for the first administrator is worth nothing once there is anybody.
    private Optional<Invitation> usable(String secret) {
        return invitations.find(secret).filter(i -> i.person() != null || people.noAdministrator());
    }

    @PostMapping("/welcome/{secret}")
    synchronized String choose(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String fullName,
            @RequestParam String password,
            @RequestParam String repeated,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Optional<Invitation> invitation = usable(secret);
        if (invitation.isEmpty()) {
            return welcome(secret, response, model);
        }
        String known = invitation.get().person();
        String person = known == null ? name.strip().toLowerCase(Locale.ROOT) : known;
        try {
            if (!password.equals(repeated)) {
                throw new IllegalArgumentException("the two passwords differ; type them again");
            }
            Passwords.check(person, password);
            if (known == null) {
                people.add(person, fullName, FirstAdministrator.roles(), new ActorId("command-line"));
            }
            if (!invitations.use(secret)) {
                return welcome(secret, response, model);
            }
            credentials.setPassword(person, password);
            first.done();
        } catch (IllegalArgumentException refused) {
            response.setStatus(400);
            model.addAttribute("error", refused.getMessage());
            model.addAttribute("name", name);
            model.addAttribute("fullName", fullName);
            model.addAttribute("invitation", invitation.get());
            model.addAttribute("person", known);
            return "welcome";
        }
        // Who has a second factor already is asked for it as at every login.
        Person made = people.find(person).orElseThrow();
        if (made.secondFactor() || made.disabled()) {
            return "redirect:/login";
        }
        new SignedIn(person, made.credentials(), time.instant(), null).begin(request);
        return "redirect:/me/second-factor";
    }
}
