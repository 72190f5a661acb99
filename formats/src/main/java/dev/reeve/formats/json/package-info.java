/// JSON as bytes: its values, and where each of them stands.
@NullMarked
package dev.reeve.formats.json;

import org.jspecify.annotations.NullMarked;
