/// Feedback reports, RFC 5965.
@NullMarked
package dev.reeve.formats.arf;

import org.jspecify.annotations.NullMarked;
