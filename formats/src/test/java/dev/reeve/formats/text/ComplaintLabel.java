package dev.reeve.formats.text;

import dev.reeve.core.evidence.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person says that a mail says: a file with `outcome`, `category`, `observations` with their `resource`, `from`
/// and `to`, and `reporter`.
record ComplaintLabel(boolean report, String kind, String reporter, List<Wanted> wanted) {
    private static final Pattern OBSERVATION = Pattern.compile("\"type\": \"(\\w+)\",\\s*\"value\": \"([^\"]*)\""
            + "(?:,\\s*\"port\": (?:\\w+))?\\s*\\},\\s*\"from\": (null|\"[^\"]*\"),\\s*\"to\": (null|\"[^\"]*\")");

    record Wanted(String type, String value, String from, String to) {
        String key() {
            return type.equals("address") ? Resource.Address.of(value).ip().toString() : value;
        }
    }

    static ComplaintLabel read(Path file) throws IOException {
        String json = Files.readString(file, StandardCharsets.UTF_8);
        List<Wanted> wanted = new ArrayList<>();
        int from = json.indexOf("\"observations\"");
        int to = json.indexOf("\"others\"");
        Matcher matcher = OBSERVATION.matcher(to > from ? json.substring(from, to) : json.substring(from));
        while (matcher.find()) {
            wanted.add(new Wanted(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return new ComplaintLabel(
                text(json, "outcome").equals("report"), text(json, "category"), text(json, "reporter"), wanted);
    }

    private static String text(String json, String field) {
        Matcher matcher = Pattern.compile('"' + field + "\": \"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }
}
