package dev.reeve.server.console;

import dev.reeve.server.settings.Settings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The pages.
@Configuration(proxyBeanMethods = false)
@Import({
    PageModel.class,
    ErrorPage.class,
    HomeController.class,
    QueueController.class,
    CaseController.class,
    MessageController.class,
    ReporterController.class,
    DeskController.class,
    NetworkController.class,
    RevertController.class,
    PolicyController.class,
    PeopleController.class
})
public class ConsoleParts {
    @Bean
    Times times(Settings settings, InstantSource time) {
        return new Times(settings, time);
    }
}
