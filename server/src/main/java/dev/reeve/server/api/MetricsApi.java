package dev.reeve.server.api;

import dev.reeve.server.security.Allowed;
import dev.reeve.server.security.To;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Counters for Prometheus, for tokens with the role viewer.
@RestController
@Hidden
@Allowed(To.VIEWER)
class MetricsApi {
    private final PrometheusMeterRegistry registry;

    MetricsApi(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @GetMapping(value = "/metrics", produces = "text/plain;version=0.0.4;charset=utf-8")
    String metrics() {
        return registry.scrape();
    }
}
