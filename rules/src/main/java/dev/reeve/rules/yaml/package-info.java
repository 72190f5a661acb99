/// YAML with positions: a small tree that knows where every value stands in its file.
@NullMarked
package dev.reeve.rules.yaml;

import org.jspecify.annotations.NullMarked;
