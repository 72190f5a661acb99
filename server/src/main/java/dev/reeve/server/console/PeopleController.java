package dev.reeve.server.console;

import dev.reeve.core.policy.Role;
import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.ApiTokens;
import dev.reeve.server.security.Caller;
import dev.reeve.server.security.Credentials;
import dev.reeve.server.security.Invitations;
import dev.reeve.server.security.Links;
import dev.reeve.server.security.People;
import dev.reeve.server.security.Person;
import dev.reeve.server.security.To;
import dev.reeve.server.settings.Settings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/// Persons and tokens, for administrators; and each person's own page.
@Controller
@Allowed(To.ADMINISTRATOR)
class PeopleController {
    private static final String PAGE = "/people";

    private final People people;
    private final Credentials credentials;
    private final Invitations invitations;
    private final ApiTokens tokens;
    private final Settings settings;

    PeopleController(
            People people, Credentials credentials, Invitations invitations, ApiTokens tokens, Settings settings) {
        this.people = people;
        this.credentials = credentials;
        this.invitations = invitations;
        this.tokens = tokens;
        this.settings = settings;
    }

    @Allowed(To.SIGNED_IN)
    @GetMapping("/me")
    String me(@AuthenticationPrincipal Caller caller, Model model) {
        model.addAttribute("person", people.find(caller.name()).orElseThrow());
        return "me";
    }

    @GetMapping(PAGE)
    String people(Model model) {
        model.addAttribute("people", people.list());
        model.addAttribute("tokens", tokens.list());
        model.addAttribute("roles", Role.values());
        model.addAttribute("deskOfOne", people.deskOfOne());
        return "people";
    }

    @PostMapping(PAGE)
    String add(
            @RequestParam String name,
            @RequestParam String fullName,
            @RequestParam(required = false) @Nullable List<String> roles,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go(PAGE, flash, "Added.", () -> {
            people.add(name.strip(), fullName, roles(roles), caller.actor().id());
            link(name.strip(), flash);
        });
    }

    @PostMapping(PAGE + "/{name}/roles")
    String roles(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable List<String> roles,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go(
                PAGE,
                flash,
                "Changed.",
                () -> people.setRoles(name, roles(roles), caller.actor().id()));
    }

    @PostMapping(PAGE + "/{name}/disable")
    String disable(@PathVariable String name, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go(
                PAGE,
                flash,
                name + " is shut out.",
                () -> people.disable(name, caller.actor().id()));
    }

    @PostMapping(PAGE + "/{name}/enable")
    String enable(@PathVariable String name, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go(
                PAGE,
                flash,
                name + " may log in again.",
                () -> people.enable(name, caller.actor().id()));
    }

    @PostMapping(PAGE + "/{name}/reset")
    String reset(@PathVariable String name, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go(PAGE, flash, "Password and second factor are taken away.", () -> {
            credentials.reset(name, caller.actor().id());
            link(name, flash);
        });
    }

    private void link(String name, RedirectAttributes flash) {
        flash.addFlashAttribute(
                "secretTitle", "Give " + name + " this link. It works once, for 24 hours, and is shown only now.");
        flash.addFlashAttribute("secret", Links.welcome(settings.publicUrl().toString(), invitations.make(name)));
    }

    @PostMapping(PAGE + "/tokens")
    String token(
            @RequestParam String label,
            @RequestParam(defaultValue = "") String reporter,
            @RequestParam(required = false) @Nullable List<String> roles,
            @RequestParam(defaultValue = "365") int days,
            @AuthenticationPrincipal Caller caller,
            RedirectAttributes flash) {
        return Answers.go(PAGE, flash, "The token is made.", () -> {
            Person owner = people.find(caller.name()).orElseThrow();
            String named = reporter.isBlank() ? null : reporter.strip();
            String secret = tokens.make(owner, label, roles(roles), named, Duration.ofDays(days));
            flash.addFlashAttribute("secretTitle", "The new token. It is shown only now.");
            flash.addFlashAttribute("secret", secret);
        });
    }

    @PostMapping(PAGE + "/tokens/{id}/revoke")
    String revoke(@PathVariable String id, @AuthenticationPrincipal Caller caller, RedirectAttributes flash) {
        return Answers.go(
                PAGE, flash, "Revoked.", () -> tokens.revoke(id, caller.actor().id()));
    }

    private static Set<Role> roles(@Nullable List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        if (words != null) {
            words.stream().map(Role::parse).forEach(roles::add);
        }
        return roles;
    }
}
