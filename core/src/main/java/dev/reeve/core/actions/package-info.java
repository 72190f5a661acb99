/// Levers on the world: one contract, verified outcomes, inverses, and the rules that keep automation safe.
@NullMarked
package dev.reeve.core.actions;

import org.jspecify.annotations.NullMarked;
