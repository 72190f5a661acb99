/// The acceptable use policy as data: clauses, triggers, severities, ladders, and the versions of them.
@NullMarked
package dev.reeve.core.policy;

import org.jspecify.annotations.NullMarked;
