/// The last minutes of what exporters sent, kept byte for byte, and what is cut out of it once a verdict has
/// fallen.
@NullMarked
package dev.reeve.collector.evidence;

import org.jspecify.annotations.NullMarked;
