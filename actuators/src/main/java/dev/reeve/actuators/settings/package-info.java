/// Reading an operator's settings: every error names the setting and what to write.
@NullMarked
package dev.reeve.actuators.settings;

import org.jspecify.annotations.NullMarked;
