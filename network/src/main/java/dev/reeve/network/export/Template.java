package dev.reeve.network.export;

import java.util.List;

/// How the records of one set are laid out (RFC 7011 §3.4, RFC 3954 §5.2). NetFlow v5 has one layout, and
/// counts as a template too.
public final class Template {
    private final int id;
    private final List<FieldSpec> fields;
    private final boolean options;
    private final boolean variable;
    private final int lengthMin;

    /// @param id 256 or more; 5 for the layout of NetFlow v5
    /// @param fields in the order of the record
    public Template(int id, List<FieldSpec> fields) {
        this.id = id;
        this.fields = List.copyOf(fields);
        this.options = fields.stream().anyMatch(FieldSpec::scope);
        this.variable = fields.stream().anyMatch(f -> f.length() == FieldSpec.VARIABLE);
        this.lengthMin = fields.stream().mapToInt(FieldSpec::lengthMin).sum();
    }

    public int id() {
        return id;
    }

    public List<FieldSpec> fields() {
        return fields;
    }

    /// Whether its records describe the exporter and not flows.
    public boolean options() {
        return options;
    }

    public boolean variable() {
        return variable;
    }

    /// Bytes of the shortest record; of every record where no field is variable.
    public int lengthMin() {
        return lengthMin;
    }

    boolean sameAs(Template other) {
        return id == other.id && fields.equals(other.fields);
    }
}
