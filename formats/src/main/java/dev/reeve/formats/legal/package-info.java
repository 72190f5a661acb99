/// Notices of law in free text and web forms: their kind, what the law wants of them, where each element stands.
@NullMarked
package dev.reeve.formats.legal;

import org.jspecify.annotations.NullMarked;
