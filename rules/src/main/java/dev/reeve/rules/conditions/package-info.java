/// Conditions written in CEL: the words they may use, the compiler, and what runs.
@NullMarked
package dev.reeve.rules.conditions;

import org.jspecify.annotations.NullMarked;
