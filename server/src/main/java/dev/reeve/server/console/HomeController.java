package dev.reeve.server.console;

import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.To;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/// The front door, and whether the desk is well.
@Controller
class HomeController {
    private final JdbcClient jdbc;

    HomeController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Allowed(To.SIGNED_IN)
    @GetMapping("/")
    String home() {
        return "redirect:/queue";
    }

    /// For load balancers: no login, no details.
    @Allowed(To.EVERYBODY)
    @GetMapping("/health")
    @ResponseBody
    ResponseEntity<String> health() {
        try {
            jdbc.sql("select 1").query(Integer.class).single();
            return ResponseEntity.ok("well\n");
        } catch (RuntimeException away) {
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("not well\n");
        }
    }
}
