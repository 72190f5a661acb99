package dev.reeve.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints which Reeve this is and the Java it runs on, as a bug report wants them.
@Command(name = "version", description = "Print the version.")
public final class VersionCommand implements Callable<Integer>, IVersionProvider {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String line : getVersion()) {
            spec.commandLine().getOut().println(line);
        }
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"reeve %s (Java %s)".formatted(version(), Runtime.version())};
    }

    /// The version that the build wrote beside this class.
    public static String version() {
        Properties build = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("build.properties")) {
            build.load(Objects.requireNonNull(in, "build.properties is missing: build with Maven"));
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties can't be read", e);
        }
        return build.getProperty("version", "unknown");
    }
}
