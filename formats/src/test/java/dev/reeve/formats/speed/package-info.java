/// Measurements of formats.
@NullMarked
package dev.reeve.formats.speed;

import org.jspecify.annotations.NullMarked;
