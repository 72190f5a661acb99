/// What runs on a host: takes orders from the desk and moves the levers that are there.
@NullMarked
package dev.reeve.agent;

import org.jspecify.annotations.NullMarked;
