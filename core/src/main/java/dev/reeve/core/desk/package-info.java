/// The desk at work: takes commands to the decider, runs the outbox, wakes clocks. Everything outside is a port.
@NullMarked
package dev.reeve.core.desk;

import org.jspecify.annotations.NullMarked;
