/// The decider: commands and facts in, events out; state is a fold over events.
@NullMarked
package dev.reeve.core.cases;

import org.jspecify.annotations.NullMarked;
