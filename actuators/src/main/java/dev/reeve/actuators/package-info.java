/// One file per lever on the world: it can apply, undo and verify.
@NullMarked
package dev.reeve.actuators;

import org.jspecify.annotations.NullMarked;
