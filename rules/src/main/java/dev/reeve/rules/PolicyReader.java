package dev.reeve.rules;

import dev.reeve.core.ids.ClauseId;
import dev.reeve.core.policy.Clause;
import dev.reeve.core.policy.Policy;
import dev.reeve.core.policy.Promise;
import dev.reeve.rules.conditions.Conditions;
import dev.reeve.rules.yaml.Fields;
import dev.reeve.rules.yaml.Mark;
import dev.reeve.rules.yaml.Problems;
import dev.reeve.rules.yaml.YamlNode.Mapping;
import dev.reeve.rules.yaml.YamlText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the file as a whole: its head, what it promises, its clauses.
final class PolicyReader {
    private static final String PLACEHOLDER = "unreadable";

    private final Problems problems;
    private final ClauseReader clauses;

    PolicyReader(Problems problems, YamlText text) {
        this.problems = problems;
        this.clauses = new ClauseReader(problems, text, new Conditions());
    }

    /// Only of use when no problem was noted.
    Policy read(Mapping root, String hash) {
        Fields file = new Fields(problems, "a policy file", root, "policy", "promises", "clauses");
        Mapping headBlock = file.block("policy", true, "title, version, effective-from and enquiries")
                .orElse(new Mapping(root.at(), List.of()));
        Fields head = new Fields(
                problems, "the head of a policy", headBlock, "title", "version", "effective-from", "enquiries");
        boolean named = file.has("policy") && !headBlock.entries().isEmpty();
        return new Policy(
                named ? head.text("version", "2026-11-01") : "",
                hash,
                named ? head.text("title", "Acceptable use policy") : "",
                named
                        ? head.value("effective-from", "2026-11-01", PolicyReader::instant, Instant.EPOCH)
                        : Instant.EPOCH,
                named ? head.text("enquiries", "abuse@example.com") : "",
                promises(file),
                clauses(file));
    }

    /// A date stands for its first instant in UTC.
    private static Instant instant(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("a date is written year-month-day", e);
        }
    }

    private List<Promise> promises(Fields file) {
        Map<String, Mark> seen = new HashMap<>();
        List<Promise> promises = new ArrayList<>();
        for (Mapping block : file.blocks("promises", false, "`- id: communication-first`")) {
            Fields fields = new Fields(problems, "a promise", block, "id", "title", "text");
            promises.add(new Promise(
                    id(fields, seen),
                    fields.text("title", "We talk first"),
                    fields.text("text", "what the provider promises, in words for clients")));
        }
        return promises;
    }

    private List<Clause> clauses(Fields file) {
        Map<String, Mark> seen = new HashMap<>();
        List<Clause> read = new ArrayList<>();
        for (Mapping block : file.blocks("clauses", true, "`- id: phishing` and the rest of a clause")) {
            Fields fields = ClauseReader.fields(problems, block);
            read.add(clauses.read(fields, id(fields, seen)));
        }
        return read;
    }

    private ClauseId id(Fields fields, Map<String, Mark> seen) {
        ClauseId id = fields.value("id", "phishing", ClauseId::new, new ClauseId(PLACEHOLDER));
        Mark before = seen.putIfAbsent(id.value(), fields.at("id"));
        if (before != null && !id.value().equals(PLACEHOLDER)) {
            fields.problem(
                    "id",
                    "the id \"" + id + "\" stands already on line " + before.line(),
                    "another id; ids are for ever");
        }
        return id;
    }
}
