/// What console and API show: read from the tables and the journal, never written here.
@NullMarked
package dev.reeve.server.views;

import org.jspecify.annotations.NullMarked;
