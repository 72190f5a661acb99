package dev.reeve.actuators.readback;

import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Escape;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.core.actions.ActionOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where in an answer a value stands: at a JSON pointer, or where a regular expression matches (its first group, if it
/// has
/// one).
public sealed interface Extraction {
    /// What was found there.
    sealed interface Found {
        record Value(String text) implements Found {}

        record Nothing() implements Found {}

        record Broken(String reason) implements Found {}
    }

    record Pointer(Template pointer) implements Extraction {
        /// Panels answer flat trees; deeper ones are not answers to our questions.
        private static final int DEPTH_MAX = 64;

        private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEPTH_MAX)
                                .build())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        @Override
        public Found from(String answer, ActionOrder order) {
            String path = pointer.render(order, Escape.POINTER);
            try {
                JsonNode node = JSON.readTree(answer).at(JsonPointer.compile(path));
                if (node.isMissingNode() || node.isNull()) {
                    return new Found.Nothing();
                }
                return node.isContainer()
                        ? new Found.Broken(path + " of the answer is no single value")
                        : new Found.Value(node.asString());
            } catch (JacksonException e) {
                return new Found.Broken("the answer is no JSON");
            }
        }
    }

    record Matched(Template expression) implements Extraction {
        @Override
        public Found from(String answer, ActionOrder order) {
            try {
                Matcher matcher = Pattern.compile(expression.render(order, Escape.REGEX), Pattern.MULTILINE)
                        .matcher(new PatientText(answer));
                if (!matcher.find()) {
                    return new Found.Nothing();
                }
                String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
                return group == null ? new Found.Nothing() : new Found.Value(group);
            } catch (PatientText.OutOfPatienceException | StackOverflowError e) {
                return new Found.Broken("the regular expression took too long on this answer; write a narrower one");
            }
        }
    }

    /// @throws dev.reeve.actuators.template.UnusableOrderException when the order lacks a value that the place needs
    Found from(String answer, ActionOrder order);

    /// Reads `pointer` or `regex` of a section.
    static Extraction of(Settings settings) {
        if (settings.has("pointer") == settings.has("regex")) {
            throw settings.wrong(
                    "pointer",
                    "or regex is wanted, and only one of them",
                    "write where the value stands, " + "such as pointer: /data/0/suspended or regex: 'state=(\\w+)'");
        }
        if (settings.has("regex")) {
            String text = settings.findText("regex").orElseThrow();
            Template template = Templates.parse(settings, "regex", text);
            settings.compile(
                    "regex",
                    text.replaceAll("\\{([a-z]+(\\.[A-Za-z0-9_-]+)?)}", "x").replace("{{", "{"));
            return new Matched(template);
        }
        Template pointer = Templates.required(settings, "pointer", "write a JSON pointer");
        if (!pointer.head().startsWith("/")) {
            throw settings.wrong(
                    "pointer", "does not begin with a slash", "write a JSON pointer such as /data/0/state");
        }
        return new Pointer(pointer);
    }
}
