package dev.reeve.server.app;

import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Starts the desk and returns once it answers. Only this machine reaches it unless told otherwise.
@Command(
        name = "serve",
        description = "Start the desk (what happens without a command).",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Option(names = "--address", paramLabel = "IP", description = "Address to listen on (${DEFAULT-VALUE}).")
    private String address = "127.0.0.1";

    @Option(names = "--port", description = "Port of the console and the API (${DEFAULT-VALUE}).")
    private int port = 8080;

    @Override
    public Integer call() {
        SpringApplication application = new SpringApplication(Desk.class);
        application.setDefaultProperties(Map.of("server.address", address, "server.port", port));
        application.run();
        return 0;
    }
}
