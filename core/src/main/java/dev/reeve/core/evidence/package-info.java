/// What arrived and what it says: messages, reports, observations, and the resources they name.
@NullMarked
package dev.reeve.core.evidence;

import org.jspecify.annotations.NullMarked;
