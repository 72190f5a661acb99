/// Levers that are pulled by an agent: the words on its socket, and the side that calls.
@NullMarked
package dev.reeve.actuators.remote;

import org.jspecify.annotations.NullMarked;
