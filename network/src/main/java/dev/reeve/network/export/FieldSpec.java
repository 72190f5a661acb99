package dev.reeve.network.export;

import dev.reeve.network.elements.Element;

/// One field of a template.
///
/// @param length in bytes, or {@link #VARIABLE}
/// @param scope whether it says what an options record is about
public record FieldSpec(Element element, int length, boolean scope) {
    /// The record itself says how long the field is (RFC 7011 §7).
    public static final int VARIABLE = 65_535;

    int lengthMin() {
        return length == VARIABLE ? 1 : length;
    }
}
