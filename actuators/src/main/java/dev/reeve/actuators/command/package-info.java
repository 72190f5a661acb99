/// Back ends that are spoken to by a command.
@NullMarked
package dev.reeve.actuators.command;

import org.jspecify.annotations.NullMarked;
