package dev.reeve.actuators.template;

import dev.reeve.actuators.settings.SettingException;
import dev.reeve.actuators.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads templates out of settings, so that a wrong one is named by its setting.
public final class Templates {
    private Templates() {}

    public static Template required(Settings settings, String name, String remedy) {
        return parse(settings, name, settings.text(name, remedy));
    }

    public static Map<String, Template> map(Settings settings, String name) {
        Map<String, Template> templates = new LinkedHashMap<>();
        settings.textMap(name).forEach((key, text) -> templates.put(key, parse(settings, name + "." + key, text)));
        return templates;
    }

    public static List<Template> list(Settings settings, String name, List<String> texts) {
        return texts.stream().map(text -> parse(settings, name, text)).toList();
    }

    public static Template parse(Settings settings, String name, String text) {
        try {
            return Template.parse(text);
        } catch (SettingException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            int remedy = message.lastIndexOf("; ");
            throw settings.wrong(name, message.substring(0, remedy), message.substring(remedy + 2));
        }
    }
}
