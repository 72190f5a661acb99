/// One file per report format: bytes in, reports and observations out.
@NullMarked
package dev.reeve.formats;

import org.jspecify.annotations.NullMarked;
