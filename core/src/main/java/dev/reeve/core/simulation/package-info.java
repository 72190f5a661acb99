/// The world of the simulator: a journal in memory, levers that lie, mail that gets lost, people of all sorts, in
/// virtual time.
@NullMarked
package dev.reeve.core.simulation;

import org.jspecify.annotations.NullMarked;
