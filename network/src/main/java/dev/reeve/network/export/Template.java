package dev.reeve.network.export;

import java.util.List;

/// How the records of one set are laid out (RFC 7011 §3.4, RFC 3954 §5.2). NetFlow v5 has one layout, and counts as a
/// template too.
///
/// @param id 256 or more; 5 for the layout of NetFlow v5
/// @param fields in the order of the record
public record Template(int id, List<FieldSpec> fields) {
    public Template {
        fields = List.copyOf(fields);
    }

    /// Whether its records describe the exporter and not flows.
    public boolean options() {
        return fields.stream().anyMatch(FieldSpec::scope);
    }

    public boolean variable() {
        return fields.stream().anyMatch(f -> f.length() == FieldSpec.VARIABLE);
    }

    /// Bytes of the shortest record; of every record where no field is variable.
    public int lengthMin() {
        return fields.stream().mapToInt(FieldSpec::lengthMin).sum();
    }
}
