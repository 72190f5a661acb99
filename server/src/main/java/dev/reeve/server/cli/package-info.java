/// Commands that need no running desk.
@NullMarked
package dev.reeve.server.cli;

import org.jspecify.annotations.NullMarked;
