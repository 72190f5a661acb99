package dev.reeve.server.app;

import dev.reeve.server.security.FirstAdministrator;
import dev.reeve.server.security.People;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// The console and the API of a running desk, answering on a port. Closing it closes the desk.
public final class Site implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final String address;

    private Site(ConfigurableApplicationContext context, String address) {
        this.context = context;
        this.address = address;
    }

    /// @param desk started
    public static Site open(RunningDesk desk) {
        SpringApplication application = new SpringApplication(Desk.class);
        application.setDefaultProperties(properties(desk));
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(RunningDesk.class, () -> desk));
        return new Site(application.run(), desk.settings.listen().httpAddress());
    }

    private static Map<String, Object> properties(RunningDesk desk) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", desk.settings.listen().httpAddress());
        properties.put("server.port", desk.settings.listen().httpPort());
        properties.put(
                "server.servlet.session.cookie.secure",
                "https".equals(desk.settings.publicUrl().getScheme()));
        return properties;
    }

    /// Where it answers on this machine.
    public URI url() {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return URI.create("http://" + host + ":" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    public People people() {
        return context.getBean(People.class);
    }

    /// The one-time link that makes the first administrator; nothing when there is somebody already.
    public Optional<String> firstLink() {
        return context.getBean(FirstAdministrator.class).link(url().toString());
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /// A part by its type.
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
