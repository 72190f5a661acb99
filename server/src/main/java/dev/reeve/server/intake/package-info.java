/// The durable step that every door takes before it acknowledges anything.
@NullMarked
package dev.reeve.server.intake;

import org.jspecify.annotations.NullMarked;
