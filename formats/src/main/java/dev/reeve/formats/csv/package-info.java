/// Tables as bytes: their cells, and where each of them stands.
@NullMarked
package dev.reeve.formats.csv;

import org.jspecify.annotations.NullMarked;
