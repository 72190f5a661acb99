/// Postfix: holding and rejecting the mail of one sender.
@NullMarked
package dev.reeve.actuators.postfix;

import org.jspecify.annotations.NullMarked;
