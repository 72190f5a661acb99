package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Kind;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.json.JsonValue.Items;
import dev.reeve.formats.json.JsonValue.Members;
import dev.reeve.formats.json.JsonValue.Scalar;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a version 4 document breaks of the specification's schema, each with its remedy. For senders that
/// agreed on it; everybody else is read as far as they can be.
///
/// A validator was not taken because it says "invalid" and not which field may still be believed.
final class XarfStrict {
    private static final Pattern VERSION = Pattern.compile("4\\.\\d+\\.\\d+");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-]*");
    private static final Pattern MAILBOX = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int TAGS_MAX = 20;
    private static final int DESCRIPTION_LENGTH_MAX = 1_000;

    private final Members root;
    private final List<String> problems = new ArrayList<>();

    private XarfStrict(Members root) {
        this.root = root;
    }

    static List<String> problems(Members root) {
        XarfStrict strict = new XarfStrict(root);
        strict.check();
        return strict.problems;
    }

    private void check() {
        matches("xarf_version", VERSION, "is written 4.2.0");
        matches("report_id", UUID, "is a UUID");
        time("timestamp", true);
        time("first_seen", false);
        time("last_seen", false);
        contact("reporter");
        contact("sender");
        required("source_identifier");
        number("source_port", 1, 65_535);
        number("confidence", 0, 1);
        kind();
        if (root.text("description").length() > DESCRIPTION_LENGTH_MAX) {
            problems.add("`description` has at most " + DESCRIPTION_LENGTH_MAX + " characters");
        }
        tags();
        evidence();
    }

    private void required(String name) {
        if (root.scalar(name).isEmpty()) {
            problems.add("`" + name + "` is required");
        }
    }

    private void matches(String name, Pattern pattern, String form) {
        if (!pattern.matcher(root.text(name)).matches()) {
            problems.add("`" + name + "` " + form);
        }
    }

    private void time(String name, boolean required) {
        String text = root.text(name);
        if (text.isEmpty() && !required) {
            return;
        }
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeException e) {
            problems.add("`" + name + "` is a time with a zone, as in 2026-01-15T12:00:00Z");
        }
    }

    private void contact(String name) {
        Members block = root.block(name);
        if (block.text("org").isEmpty()
                || block.text("domain").isEmpty()
                || !MAILBOX.matcher(block.text("contact")).matches()) {
            problems.add("`" + name + "` has `org`, `contact` (a mailbox) and `domain`");
        }
    }

    private void number(String name, double from, double to) {
        Optional<Scalar> scalar = root.scalar(name);
        if (scalar.isPresent()) {
            String text = scalar.get().text();
            boolean number = text.matches("-?\\d{1,10}(?:\\.\\d{1,20})?");
            if (!number || Double.parseDouble(text) < from || Double.parseDouble(text) > to) {
                problems.add("`" + name + "` is a number from " + plain(from) + " to " + plain(to));
            }
        }
    }

    private static String plain(double number) {
        return Long.toString(Math.round(number));
    }

    private void kind() {
        String category = root.text("category");
        String type = root.text("type");
        if (!XarfTypes.CATEGORIES.contains(category)) {
            problems.add("`category` is one of " + String.join(", ", XarfTypes.CATEGORIES));
            return;
        }
        if (!type.matches("[a-z][a-z0-9_]{0,40}") || !XarfTypes.isKnown(new Kind(category, type))) {
            problems.add("`type` is none of the category " + category);
            return;
        }
        for (String name : XarfTypes.required(new Kind(category, type))) {
            if (root.find(name).isEmpty()) {
                problems.add("`" + name + "` is required of " + category + "/" + type);
            }
        }
    }

    private void tags() {
        List<JsonValue> tags = root.items("tags");
        boolean right = tags.stream()
                .allMatch(t -> t instanceof Scalar s && TAG.matcher(s.text()).matches());
        if (!right || tags.size() > TAGS_MAX) {
            problems.add("`tags` are at most " + TAGS_MAX + ", each written namespace:word");
        }
    }

    private void evidence() {
        if (root.find("evidence").isPresent() && !(root.find("evidence").get() instanceof Items)) {
            problems.add("`evidence` is a list");
        }
        List<JsonValue> items = root.items("evidence");
        for (int i = 0; i < Math.min(items.size(), XarfEvidence.ITEMS_MAX); i++) {
            boolean right = items.get(i) instanceof Members item
                    && !item.text("content_type").isEmpty()
                    && !item.text("payload").isEmpty();
            if (!right) {
                problems.add("`evidence[" + i + "]` has `content_type` and `payload`");
            }
        }
    }
}
