package dev.reeve.formats.template;

import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.mail.Addresses;
import dev.reeve.formats.mail.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/// Makes a sender template out of what a person marked in one mail: the words before each value become its pattern, the
/// mail its sample. A draft that doesn't read its own sample as marked is none.
public final class TemplateDraft {
    private TemplateDraft() {}

    /// @param group `source`, `url`, `domain`, `mailbox` or `time`
    /// @param label what stands before the value on its line; a value without one can't be found again
    public record Value(String group, String label, String value) {}

    /// @param name of the template and its file
    /// @return the file's text
    /// @throws IllegalArgumentException saying why nothing can be learnt from these marks
    public static String write(String name, RawMessage message, Kind kind, List<Value> values) {
        String domain = Addresses.domain(Addresses.mailbox(message.mail().value("From")));
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("the mail names no sender that a template could know it by");
        }
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("template", name);
        template.put("version", 1);
        template.put("senders", List.of(domain));
        template.put("recognise", Map.of("from", "(?i)@(?:[a-z0-9-]+\\.)*" + Pattern.quote(domain)));
        template.put("fields", fields(values));
        template.put("kind", kind.toString());
        String mail = new String(message.bytes(), StandardCharsets.UTF_8);
        template.put("samples", List.of(sample(mail, List.of())));
        List<String> read = Templates.read(TemplateFile.parse(name, dump(template)), mail);
        boolean all = values.stream()
                .filter(v -> !v.group().equals("time"))
                .allMatch(v -> read.stream().anyMatch(line -> line.contains(v.value())));
        if (!all) {
            throw new IllegalArgumentException(
                    "a template made of these marks reads " + read + " and not what was marked; write it by hand");
        }
        template.put("samples", List.of(sample(mail, read)));
        return dump(template);
    }

    private static Map<String, Object> sample(String mail, List<String> expect) {
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("mail", mail.replace("\r\n", "\n"));
        sample.put("expect", expect);
        return sample;
    }

    private static List<String> fields(List<Value> values) {
        List<String> fields = new ArrayList<>();
        for (Value value : values) {
            String label = value.label().strip();
            if (label.isEmpty()) {
                throw new IllegalArgumentException("\"" + value.value()
                        + "\" stands alone on its line, so nothing tells where it is in the next mail");
            }
            String found = value.group().equals("time") ? "[^\\n]+" : "\\S+";
            String pattern = "(?m)" + loose(label) + "\\s*(?<" + value.group() + ">" + found + ")";
            if (!fields.contains(pattern)) {
                fields.add(pattern);
            }
        }
        return fields;
    }

    /// The words as they stand, with any space between them.
    private static String loose(String label) {
        StringBuilder pattern = new StringBuilder();
        for (String word : label.split("\\s+")) {
            pattern.append(pattern.isEmpty() ? "" : "\\s+").append(Pattern.quote(word));
        }
        return pattern.toString();
    }

    private static String dump(Map<String, Object> template) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .build())
                .dumpToString(template);
    }
}
