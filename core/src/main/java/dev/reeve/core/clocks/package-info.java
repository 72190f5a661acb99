/// Deadlines with a legal basis, calendars, and pauses.
@NullMarked
package dev.reeve.core.clocks;

import org.jspecify.annotations.NullMarked;
