/// Typed identifiers: one record per thing that has a name of its own.
@NullMarked
package dev.reeve.core.ids;

import org.jspecify.annotations.NullMarked;
