/// XML as bytes: its elements, and where each of them stands.
@NullMarked
package dev.reeve.formats.xml;

import org.jspecify.annotations.NullMarked;
