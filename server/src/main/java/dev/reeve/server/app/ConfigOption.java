package dev.reeve.server.app;

import dev.reeve.server.settings.Settings;
import dev.reeve.server.settings.SettingsPlaces;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--config` that every command with settings has.
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (else $XDG_CONFIG_HOME/reeve/reeve.yaml, or /etc/reeve/reeve.yaml for root).")
    private @Nullable Path config;

    /// The file that holds; null when all is default.
    @Nullable
    Path file() {
        return SettingsPlaces.ofThisProcess().find(config);
    }

    Settings settings() {
        return Settings.read(file(), System.getenv(), SettingsPlaces.ofThisProcess());
    }
}
