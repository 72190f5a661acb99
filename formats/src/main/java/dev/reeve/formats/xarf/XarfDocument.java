package dev.reeve.formats.xarf;

import dev.reeve.core.evidence.Span;
import dev.reeve.formats.json.JsonValue;
import dev.reeve.formats.json.JsonValue.Members;
import dev.reeve.formats.json.JsonValue.Scalar;
import dev.reeve.formats.mail.ByteSource;
import java.util.List;
import java.util.Optional;

/// One XARF document. A version 3 document answers to the names of version 4.
record XarfDocument(Members root, ByteSource source, String part) {
    boolean isVersion4() {
        String version = root.text("xarf_version", "schema_version");
        return version.equals("4")
                || version.startsWith("4.")
                || version.isEmpty()
                        && root.scalar("category").isPresent()
                        && root.scalar("source_identifier").isPresent();
    }

    boolean isVersion3() {
        return root.find("Report").isPresent() && !root.find("xarf_version").isPresent();
    }

    String version() {
        return root.text("xarf_version", "Version");
    }

    /// A scalar by its name in version 4.
    Optional<Scalar> find(String name) {
        return isVersion3() ? XarfV3.find(root, name) : root.scalar(name);
    }

    String text(String name) {
        return find(name).map(s -> s.text().strip()).orElse("");
    }

    List<JsonValue> evidence() {
        return isVersion3() ? XarfV3.evidence(root) : root.items("evidence");
    }

    Span span(String what, JsonValue value) {
        return source.span(what, part, source.from() + value.at(), value.length());
    }
}
