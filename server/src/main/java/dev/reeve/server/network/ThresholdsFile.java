package dev.reeve.server.network;

import dev.reeve.network.detect.Thresholds;
import dev.reeve.server.settings.SetupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads from where on something counts, one `name: number` a line. What the file doesn't name stays at its
/// default.
final class ThresholdsFile {
    private static final int CHARS_MAX = 100_000;

    private ThresholdsFile() {}

    private static Map<String, Double> defaults() {
        Thresholds d = Thresholds.DEFAULTS;
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("scan-hosts-min", (double) d.scanHostsMin());
        all.put("scan-ports-min", (double) d.scanPortsMin());
        all.put("flood-packets-per-second", d.floodPacketsPerSecond());
        all.put("flood-bits-per-second", d.floodBitsPerSecond());
        all.put("syn-per-second", d.synPerSecond());
        all.put("reflection-bits-per-second", d.reflectionBitsPerSecond());
        all.put("mail-hosts-min", (double) d.mailHostsMin());
        return all;
    }

    /// @param file null for the defaults
    /// @throws SetupException naming all that is wrong
    static Thresholds read(@Nullable Path file) {
        Map<String, Double> values = new HashMap<>(defaults());
        if (file != null) {
            List<String> problems = new ArrayList<>();
            load(file).forEach((name, value) -> take(file, String.valueOf(name), value, values, problems));
            if (!problems.isEmpty()) {
                throw new SetupException(String.join(System.lineSeparator(), problems));
            }
        }
        return new Thresholds(
                (int) number(values, "scan-hosts-min"),
                (int) number(values, "scan-ports-min"),
                number(values, "flood-packets-per-second"),
                number(values, "flood-bits-per-second"),
                number(values, "syn-per-second"),
                number(values, "reflection-bits-per-second"),
                (int) number(values, "mail-hosts-min"));
    }

    private static double number(Map<String, Double> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    private static void take(
            Path file, String name, @Nullable Object value, Map<String, Double> values, List<String> problems) {
        if (!values.containsKey(name)) {
            problems.add(file.getFileName() + ": there is no threshold " + name + "; there are "
                    + String.join(", ", new TreeSet<>(values.keySet())));
        } else if (value instanceof Number number && number.doubleValue() >= 1 && number.doubleValue() <= 1e13) {
            values.put(name, number.doubleValue());
        } else {
            problems.add(file.getFileName() + ": " + name + " is a number from 1 on, not " + value);
        }
    }

    private static Map<?, ?> load(Path file) {
        try {
            LoadSettings how = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setCodePointLimit(CHARS_MAX)
                    .build();
            Object root = new Load(how).loadFromString(Files.readString(file));
            if (root instanceof Map<?, ?> map) {
                return map;
            }
            throw new SetupException(file + " is a list of lines such as scan-hosts-min: 50");
        } catch (YamlEngineException e) {
            throw new SetupException(file + " is not YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SetupException("the thresholds " + file + " can't be read: " + e.getMessage(), e);
        }
    }
}
