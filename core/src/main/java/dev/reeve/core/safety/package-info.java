/// What keeps automation safe: what the desk and an account remember, limits, breakers, and the rules that hold an
/// action back.
@NullMarked
package dev.reeve.core.safety;

import org.jspecify.annotations.NullMarked;
