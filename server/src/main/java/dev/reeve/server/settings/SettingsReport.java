package dev.reeve.server.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What holds, one line a setting. Nothing secret is in the settings: passwords are in files that they name.
public final class SettingsReport {
    private SettingsReport() {}

    /// @throws SetupException naming all that is wrong
    public static List<String> lines(@Nullable Path path, Map<String, String> environment) {
        Map<String, Object> values = SettingsReader.read(path, environment, Keys.ALL);
        return Keys.ALL.stream()
                .map(key -> key.path() + ": " + shown(values.get(key.path())))
                .toList();
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "(not set)";
            case RawSection raw ->
                raw.map().isEmpty()
                        ? raw.list().size() + " entries"
                        : "" + raw.map().keySet();
            default -> String.valueOf(value).replace("\n", " / ");
        };
    }
}
