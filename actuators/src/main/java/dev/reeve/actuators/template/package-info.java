/// Templates that an operator writes and values that are only ever data in them.
@NullMarked
package dev.reeve.actuators.template;

import org.jspecify.annotations.NullMarked;
