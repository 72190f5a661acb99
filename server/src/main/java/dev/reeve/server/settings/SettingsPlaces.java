package dev.reeve.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where things are when nothing is said: system folders for root, and the folders of the XDG base directory
/// specification for others.
///
/// @param root whether we run as root
public record SettingsPlaces(boolean root, Map<String, String> environment, Path home) {

    public static SettingsPlaces ofThisProcess() {
        return new SettingsPlaces(
                "root".equals(System.getProperty("user.name")),
                System.getenv(),
                Path.of(System.getProperty("user.home", "/")));
    }

    Path dataDir() {
        return root
                ? Path.of("/var/lib/reeve")
                : xdg("XDG_DATA_HOME", ".local/share").resolve("reeve");
    }

    /// The file that was named, else the one that lies where it is expected; null for none.
    ///
    /// @throws SetupException when a named file is not there
    public @Nullable Path find(@Nullable Path named) {
        if (named != null) {
            if (!Files.isRegularFile(named)) {
                throw new SetupException("there is no settings file " + named + "; check the path after --config");
            }
            return named;
        }
        return usual().filter(Files::isRegularFile).orElse(null);
    }

    private Optional<Path> usual() {
        Path personal = xdg("XDG_CONFIG_HOME", ".config").resolve("reeve/reeve.yaml");
        return root && !Files.isRegularFile(personal)
                ? Optional.of(Path.of("/etc/reeve/reeve.yaml"))
                : Optional.of(personal);
    }

    private Path xdg(String variable, String below) {
        String set = environment.get(variable);
        return set == null || !set.startsWith("/") ? home.resolve(below) : Path.of(set);
    }
}
