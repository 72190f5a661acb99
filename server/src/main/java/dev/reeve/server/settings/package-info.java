/// What the operator sets: one file, every key documented and checked before anything starts.
@NullMarked
package dev.reeve.server.settings;

import org.jspecify.annotations.NullMarked;
