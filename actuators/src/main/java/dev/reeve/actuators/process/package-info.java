/// Running another program within limits of time and output, and never through a shell.
@NullMarked
package dev.reeve.actuators.process;

import org.jspecify.annotations.NullMarked;
