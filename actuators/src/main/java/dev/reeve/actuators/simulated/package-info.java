/// Back ends that are made up, for demonstrations and tests. They say so by their package.
@NullMarked
package dev.reeve.actuators.simulated;

import org.jspecify.annotations.NullMarked;
