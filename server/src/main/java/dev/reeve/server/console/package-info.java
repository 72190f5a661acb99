/// The pages for the persons of the desk.
@NullMarked
package dev.reeve.server.console;

import org.jspecify.annotations.NullMarked;
