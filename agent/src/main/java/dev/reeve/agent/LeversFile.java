package dev.reeve.agent;

import dev.reeve.actuators.LeverTypes;
import dev.reeve.actuators.settings.SettingException;
import dev.reeve.core.actions.Actuator;
import dev.reeve.core.actions.ActuatorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the file that names an agent's levers. Every error names the line and what to write.
final class LeversFile {
    /// Hundreds of levers.
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final Path file;
    private final Path state;
    private final InstantSource time;
    private final YamlTree tree = new YamlTree();

    private LeversFile(Path file, Path state, InstantSource time) {
        this.file = file;
        this.state = state;
        this.time = time;
    }

    /// The file cannot be used; the message says where and what to write.
    static final class WrongFileException extends Exception {
        private static final long serialVersionUID = 1;

        WrongFileException(String message) {
            super(message);
        }
    }

    static Levers read(Path file, Path state, InstantSource time) throws WrongFileException {
        return new LeversFile(file, state, time).read();
    }

    private Levers read() throws WrongFileException {
        Object levers = document().get("levers");
        if (!(levers instanceof Map<?, ?> named) || named.isEmpty()) {
            throw new WrongFileException(
                    file + ": levers is missing; write levers: and the name of each lever below it");
        }
        LeverTypes types = LeverTypes.present();
        Map<String, Actuator> made = new LinkedHashMap<>();
        try {
            for (Map.Entry<?, ?> entry : named.entrySet()) {
                String name = String.valueOf(entry.getKey());
                made.put(name, types.create(name, settings(types, name, entry.getValue()), time));
            }
            return new Levers(made);
        } catch (SettingException e) {
            throw new WrongFileException(file + ":" + tree.line(e.setting()) + ": " + e.getMessage());
        }
    }

    private Map<String, Object> settings(LeverTypes types, String name, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new SettingException("levers." + name, "has no settings", "write at least its type below it");
        }
        Map<String, Object> settings = new HashMap<>();
        map.forEach((key, each) -> settings.put(String.valueOf(key), each));
        ActuatorType type = types.typeOf(name, settings);
        if (type.settings().containsKey("state-dir!")) {
            settings.putIfAbsent("state-dir", state.toString());
        }
        return settings;
    }

    private Map<String, Object> document() throws WrongFileException {
        LoadSettings load = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(10)
                .build();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new WrongFileException(file + " is longer than " + FILE_BYTES_MAX + " bytes");
            }
            Node root = new Compose(load)
                    .composeString(new String(bytes, StandardCharsets.UTF_8))
                    .orElse(null);
            if (!(root instanceof MappingNode mapping)) {
                throw new WrongFileException(
                        file + ":1: levers is missing; write levers: and the name of each lever below it");
            }
            Map<String, Object> document = tree.map("", mapping);
            for (String key : document.keySet()) {
                if (!key.equals("levers")) {
                    throw new WrongFileException(
                            file + ":" + tree.line(key) + ": " + key + " is no setting here; write levers");
                }
            }
            return document;
        } catch (IOException e) {
            throw new WrongFileException(file + " cannot be read; name a file that this user may read");
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new WrongFileException(file + line + ": no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new WrongFileException(file + ": no YAML: " + e.getMessage());
        }
    }
}
