/// Tables of network reports, one row for each thing seen, as the Shadowserver Foundation sends them.
@NullMarked
package dev.reeve.formats.shadowserver;

import org.jspecify.annotations.NullMarked;
