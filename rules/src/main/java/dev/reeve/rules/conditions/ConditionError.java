package dev.reeve.rules.conditions;

import dev.cel.common.CelIssue;
import dev.reeve.rules.yaml.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is wrong within a condition.
///
/// @param offset code point within the condition's text
public record ConditionError(int offset, String message, String remedy) {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^']*?)\\)?'.*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*");
    private static final Pattern OPERATOR = Pattern.compile("_(\\W+)_|!_|-_|@(in)");

    private static final Pattern FOUND = Pattern.compile("(?:input|at:) '(.*?)'(?: expecting.*)?$");
    private static final String UNREADABLE = "this condition can't be read: ";

    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("number", "observation.facts.number(\"name\")"),
            Map.entry("text", "observation.facts.text(\"name\")"),
            Map.entry("startsWith", "observation.resource.text.startsWith(\"…\")"),
            Map.entry("endsWith", "observation.resource.text.endsWith(\"…\")"),
            Map.entry("contains", "observation.resource.text.contains(\"…\")"),
            Map.entry("matches", "observation.resource.text.matches(\"…\")"),
            Map.entry("size", "size(observation.facts)"),
            Map.entry("has", "has(observation.facts.name)"));

    /// Of what can't even be read only the first place is told: what follows it are its consequences.
    static List<ConditionError> of(String source, List<CelIssue> issues) {
        List<ConditionError> errors =
                issues.stream().map(issue -> of(source, issue)).distinct().toList();
        return errors.stream()
                .filter(e -> e.message.startsWith(UNREADABLE))
                .findFirst()
                .map(List::of)
                .orElse(errors);
    }

    private static ConditionError of(String source, CelIssue issue) {
        int offset = offset(source, issue);
        String message = issue.getMessage().lines().findFirst().orElse("");
        Matcher undeclared = UNDECLARED.matcher(message);
        if (undeclared.matches()) {
            return unknown(source, offset, undeclared.group(1));
        }
        Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            return mismatch(offset, overload.group(1), overload.group(2));
        }
        return unreadable(offset, message);
    }

    private static ConditionError unreadable(int offset, String message) {
        Matcher found = FOUND.matcher(message);
        String what = found.find() ? found.group(1) : "";
        if (what.equals("<EOF>")) {
            return new ConditionError(offset, UNREADABLE + "it ends too early", "what is to follow here");
        }
        return what.startsWith("'") || what.startsWith("\"")
                ? new ConditionError(offset, UNREADABLE + "a text begins here and does not end", "the quote at its end")
                : new ConditionError(
                        offset,
                        UNREADABLE + "here stands what is not expected" + (what.isEmpty() ? "" : ": `" + what + "`"),
                        "a condition in CEL; see policies/README.md");
    }

    private static int offset(String source, CelIssue issue) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int[] points = source.codePoints().toArray();
        int at = 0;
        for (int seen = 1; at < points.length && seen < line; at++) {
            seen += points[at] == '\n' ? 1 : 0;
        }
        return Math.clamp((long) at + issue.getSourceLocation().getColumn(), 0, Math.max(0, points.length - 1));
    }

    private static ConditionError unknown(String source, int offset, String reported) {
        int chars = source.offsetByCodePoints(0, offset);
        Matcher names = NAME.matcher(source);
        while (names.find()) {
            if (names.start() <= chars && chars <= names.end()) {
                int start = source.codePointCount(0, names.start());
                boolean call = source.substring(names.end()).stripLeading().startsWith("(");
                String name = names.group();
                return call && !name.equals(reported) || call && !reported.contains(".") && name.endsWith(reported)
                        ? unknownFunction(start, name.substring(name.lastIndexOf('.') + 1))
                        : unknownName(start, name);
            }
        }
        return unknownName(offset, reported);
    }

    private static ConditionError unknownName(int offset, String name) {
        Set<String> words = new TreeSet<>(Vocabulary.all().keySet());
        List<String> longer =
                words.stream().filter(word -> word.startsWith(name)).toList();
        String remedy = longer.size() == 1
                ? "`" + longer.getFirst() + "`"
                : Nearest.to(name, words).map(nearest -> "`" + nearest + "`").orElseGet(() -> likely(name, words));
        return new ConditionError(offset, "`" + name + "` is not known here", remedy);
    }

    private static String likely(String name, Set<String> words) {
        List<String> like = words.stream()
                .filter(word -> word.startsWith(name.replaceFirst("\\..*", "") + "."))
                .toList();
        return like.isEmpty()
                ? "a text in quotes, `\"" + name + "\"`, or a word from policies/README.md"
                : "one of " + String.join(", ", like);
    }

    private static ConditionError unknownFunction(int offset, String function) {
        String remedy = Nearest.to(function, FUNCTIONS.keySet())
                .map(nearest -> "`" + FUNCTIONS.get(nearest) + "`")
                .orElse("one of " + String.join(", ", new TreeSet<>(FUNCTIONS.keySet())));
        return new ConditionError(offset, "there is no function `" + function + "`", remedy);
    }

    private static ConditionError mismatch(int offset, String operator, String types) {
        Matcher sign = OPERATOR.matcher(operator);
        if (!sign.matches()) {
            String name = operator.replaceFirst("\\(.*", "");
            String remedy = FUNCTIONS.getOrDefault(name, "a text in quotes between the brackets");
            return new ConditionError(offset, "`" + name + "` is used on the wrong types", "`" + remedy + "`");
        }
        String shown = sign.group(1) != null
                ? sign.group(1)
                : sign.group(2) != null ? sign.group(2) : operator.replace("_", "");
        String remedy = types.contains("string") && types.contains("int")
                ? "a number beside a number, or a text in quotes beside a text"
                : "the same type on both sides";
        return new ConditionError(offset, "`" + shown + "` does not work on " + types.replace(", ", " and "), remedy);
    }
}
