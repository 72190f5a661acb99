/// XARF reports, version 4, and version 3 converted.
@NullMarked
package dev.reeve.formats.xarf;

import org.jspecify.annotations.NullMarked;
