/// What a back end's own words say about an effect: in force or not, and by whom.
@NullMarked
package dev.reeve.actuators.readback;

import org.jspecify.annotations.NullMarked;
