/// The pure heart: what was seen, whose it was, what the policy says, what is done. No I/O, no clock of its own, no
/// third-party code.
@NullMarked
package dev.reeve.core;

import org.jspecify.annotations.NullMarked;
