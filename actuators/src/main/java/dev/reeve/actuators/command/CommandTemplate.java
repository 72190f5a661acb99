package dev.reeve.actuators.command;

import dev.reeve.actuators.settings.Settings;
import dev.reeve.actuators.template.Escape;
import dev.reeve.actuators.template.Template;
import dev.reeve.actuators.template.Templates;
import dev.reeve.actuators.template.UnusableOrderException;
import dev.reeve.core.actions.ActionOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// A program and its arguments. Every value that an order puts in is checked against a pattern that the operator wrote,
/// and
/// can never become an option.
record CommandTemplate(List<Template> arguments, Map<String, Pattern> patterns) {
    /// Our own names, whose shape is known.
    private static final Set<String> OURS = Set.of("action", "case", "step");

    static CommandTemplate of(Settings settings, String name, Map<String, Pattern> patterns) {
        List<String> texts =
                settings.requiredTexts(name, "write a list: the program by its absolute path, then its arguments");
        List<Template> arguments = Templates.list(settings, name, texts);
        if (!texts.getFirst().startsWith("/") || !arguments.getFirst().names().isEmpty()) {
            throw settings.wrong(
                    name, "does not begin with a program", "write its absolute path, without placeholders");
        }
        for (Template argument : arguments) {
            for (String placeholder : argument.names()) {
                if (placeholder.equals("secret")) {
                    throw settings.wrong(
                            name,
                            "uses {secret}, which everyone on the machine could see in the list of " + "processes",
                            "let the program read its own secret");
                }
                if (!OURS.contains(placeholder) && !patterns.containsKey(placeholder)) {
                    throw settings.wrong(
                            "arguments." + placeholder,
                            "is missing although {" + placeholder + "} is used",
                            "write a regular expression that its values match");
                }
            }
        }
        return new CommandTemplate(arguments, patterns);
    }

    /// @throws UnusableOrderException when a value is missing or does not match
    List<String> render(ActionOrder order) {
        List<String> rendered = new ArrayList<>();
        for (Template argument : arguments) {
            for (String placeholder : argument.names()) {
                check(placeholder, Template.parse("{" + placeholder + "}").render(order, Escape.ARGUMENT));
            }
            String text = argument.render(order, Escape.ARGUMENT);
            if (argument.head().isEmpty() && !argument.names().isEmpty() && text.startsWith("-")) {
                throw new UnusableOrderException("a value that begins with a dash could be taken for an option");
            }
            rendered.add(text);
        }
        return rendered;
    }

    private void check(String placeholder, String value) {
        Pattern pattern = patterns.get(placeholder);
        if (pattern != null && !pattern.matcher(value).matches()) {
            throw new UnusableOrderException(
                    "{" + placeholder + "} of this order does not match " + pattern + " under arguments");
        }
    }
}
