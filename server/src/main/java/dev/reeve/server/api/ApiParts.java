package dev.reeve.server.api;

import dev.reeve.server.intake.Intake;
import dev.reeve.server.security.Caller;
import dev.reeve.server.settings.Settings;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.time.InstantSource;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The API and its description.
@Configuration(proxyBeanMethods = false)
@Import({
    CaseApi.class,
    ActionApi.class,
    DeskApi.class,
    PolicyApi.class,
    EvidenceApi.class,
    InventoryApi.class,
    RecordApi.class,
    ReportApi.class,
    ReporterApi.class,
    MetricsApi.class,
    ApiProblems.class
})
public class ApiParts {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    Reports reports(Intake intake, JdbcClient jdbc, InstantSource time) {
        return new Reports(intake, jdbc, time);
    }

    @Bean
    TokenRates tokenRates(Settings settings, InstantSource time) {
        return new TokenRates(settings.intake().messagesPerPeerMinute(), time);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Reeve")
                        .version("v1")
                        .description("The abuse desk for programs. Send Authorization: Bearer and a token that an"
                                + " administrator made in the console. Errors are problem details (RFC 9457)."))
                .servers(List.of(new Server().url("/")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }
}
